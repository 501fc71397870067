"""What is known about the training itself, as one form."""
