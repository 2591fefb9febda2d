"""The verbs of a lesson: what a learner's cell calls.

Each returns an object that prints as a sentence (the same for every learner) and shows itself richly in a
notebook. The top layer: it ties stories, exercises, the record, charts and the view together. One module for each
thing that a lesson does: `asking`, `showing` …
"""
