"""A clock, and a site on this machine."""

from tests.index.watching.conftest import clock, settings, site

__all__ = ["clock", "settings", "site"]
