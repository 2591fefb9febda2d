"""Write some words of one’s own; nothing is marked."""
