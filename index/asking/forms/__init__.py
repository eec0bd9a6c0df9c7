"""What form an answer has: that of its question. One file a form; each takes stored text alone."""
