"""Exercises as plain objects: prompt, answer, marking, feedback for every option. No widgets, no display."""
