"""Sources on the web: pages that are read again, and what becomes of what they say by then."""
