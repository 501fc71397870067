"""The choices of the person at this laptop, and what the program is made of."""
