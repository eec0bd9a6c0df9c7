"""The texts of the Discord side, German and English."""

from pathlib import Path

from index.i18n import Catalogue

TEXTS = Catalogue("bot", Path(__file__).parent / "locales")
