"""What a lesson's cell does. The page of all verbs is `verbs`; what does their work stands in a module for each thing.

A verb returns an object that prints as a sentence, the same for every learner, and shows itself richly in a notebook.
The top layer: it ties stories, exercises, the record, charts and the views together.
"""
