"""Markdown in all its dialects, and what grew from it."""
