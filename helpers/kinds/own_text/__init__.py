"""A text of one’s own: the marker marks it, the learner corrects the marks."""
