"""A server as its moderators set it up, and leave it."""
