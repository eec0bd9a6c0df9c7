"""Bytes -> text, word for word or not at all."""
