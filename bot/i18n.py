"""The texts of the Discord side, German and English."""

from pathlib import Path

from index.i18n import Translations

TEXTS = Translations("bot", Path(__file__).parent / "locales")
