"""Answers in other words, by a language model that may phrase; the sources decide."""
