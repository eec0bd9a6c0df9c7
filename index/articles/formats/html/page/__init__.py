"""Whole pages: which of their text is the main one, and what they say about themselves."""
