"""Dates at the precision that is known, as people write them."""

from datetime import date

from babel.dates import format_date, format_skeleton

from index.i18n import Language


def format_known_date(iso: str, language: Language) -> str:
    """Write "2020", "2020-02" or "2020-02-19" as "2020", "Februar 2020", "19. Februar 2020"."""
    if len(iso) == len("2020"):
        return iso
    if len(iso) == len("2020-02"):
        first_day = date.fromisoformat(f"{iso}-01")
        return str(format_skeleton("yMMMM", first_day, locale=language))
    return str(format_date(date.fromisoformat(iso), format="long", locale=language))
