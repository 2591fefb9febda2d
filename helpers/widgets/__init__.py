"""What a browser shows: the only place that imports anywidget and ipywidgets."""
