"""Composes the rooms before it to a collection that can be asked, changed and kept in step."""

from index.library.library import Library, Parts

__all__ = ["Library", "Parts"]
