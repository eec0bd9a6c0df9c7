"""`belegbot mcp` and `belegbot web`: others ask, by a program or on a page."""
