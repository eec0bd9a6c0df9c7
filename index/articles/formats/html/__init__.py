"""Pages: which text is the main one, and how it is built."""
