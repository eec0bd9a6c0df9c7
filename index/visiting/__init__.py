"""Visits to addresses on the web that come again and again: how, when, and what went wrong."""
