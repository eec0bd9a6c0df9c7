"""Where articles are searched: copies of the corpus behind one protocol."""
