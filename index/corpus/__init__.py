"""The truth: articles, their versions and the log of every change."""
