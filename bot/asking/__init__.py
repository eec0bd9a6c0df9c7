"""Questions in, answers out: every way to ask, and what an answer offers."""
