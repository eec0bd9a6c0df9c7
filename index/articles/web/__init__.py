"""Fetching a page from the public internet, and nothing else."""
