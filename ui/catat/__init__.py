"""Catat: writing down what people say while they say it. Nothing here stands in the way of the keyboard."""
