"""A library with a clock, a site on this machine, and what looks after its pages."""

from tests.index.watching.conftest import clock, library, settings, site, watching

__all__ = ["clock", "library", "settings", "site", "watching"]
