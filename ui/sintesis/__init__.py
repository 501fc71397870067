"""The screen Sintesis: searching the whole training, its action plan, and what a merge left to decide."""
