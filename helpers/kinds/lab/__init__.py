"""Build a sentence from choices, and see at once what each version commits its writer to."""
