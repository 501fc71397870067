"""Persiapan: the training's information, its agenda, its people and its groups. Rules live in the core."""
