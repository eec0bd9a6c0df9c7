"""Names of months and days in every language that CLDR knows, through Babel."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from index.language.letters import spelled_out
from index.language.registry import profile_of


@lru_cache
def month_names(language: str) -> dict[str, int]:
    """Return the names and abbreviations, without their last dot, with the month, 1 to 12.

    Also as they are spelled otherwise: "Maerz". In a language that CLDR doesn't know they are the
    English ones.
    """
    locale = _locale(language)
    names = {
        name.rstrip("."): month
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for month, name in get_month_names(width, context, locale).items()
    }
    spelled = {spelled_out(name, language): month for name, month in names.items()}
    return names | {name: month for name, month in spelled.items() if name not in names}


@lru_cache
def day_names(language: str) -> dict[str, int]:
    """Return the names of the days of the week, 0 for Monday to 6; unknown ones as with months."""
    return {name: day for day, name in get_day_names("wide", "format", _locale(language)).items()}


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(profile_of(language).code)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
