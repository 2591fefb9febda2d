"""Charts: what they share in `chart`, and one module for each thing that is counted."""
