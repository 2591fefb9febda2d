"""Tools for people who write stories, readings and lessons; the lessons themselves never import them."""
