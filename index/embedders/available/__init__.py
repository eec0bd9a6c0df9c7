"""Which models there are to choose from, by which names, and which of them are on this machine."""
