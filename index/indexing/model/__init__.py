"""The model that an index is asked with: which one it is, and what happens when it changes."""
