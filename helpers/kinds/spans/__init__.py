"""Mark words in a text."""
