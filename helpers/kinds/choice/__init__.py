"""Choose one of a few options."""
