"""Pages on the web that articles come from, read again: what is due, what changed, who is told."""
