"""A page on this machine to try it: one asks, and reads the evidence in its article. Reads only."""
