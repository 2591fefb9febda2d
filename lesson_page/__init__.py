"""The lesson page: an extension of JupyterLab, without a build, that gets Jupyter out of the learner's way."""
