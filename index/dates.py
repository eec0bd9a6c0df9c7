"""Dates at the precision that is known, as people write them."""

from calendar import monthrange
from datetime import date, datetime

from index.i18n import N_, TEXTS, Language

VALID, VALID_THEN_HIDDEN = (
    N_("valid until {date}"),
    N_("valid until {date}, then not asked any more"),
)
EXPIRED = N_("expired, was valid until {date}")
EXPIRED_AND_HIDDEN = N_("expired, was valid until {date}, not asked any more")

OVER = N_("The last day, {date}, is over already: this counts as expired from the beginning.")
BEFORE_ITS_DATE = N_("The last day, {date}, is before the source's own date, {own}.")


def last_day(iso: str) -> str:
    """Return the last day of "2020", "2020-02" or "2020-02-19": "2020-12-31", and so on."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1]).isoformat()


def local_day(at: datetime) -> str:
    """Return the day that it is here at a time, as this machine's time zone has it."""
    return at.astimezone().date().isoformat()


def format_known_date(iso: str, language: Language) -> str:
    """Write "2020", "2020-02" or "2020-02-19" as "2020", "Februar 2020", "19. Februar 2020"."""
    # Takes as long to import as a tenth of `--help`.
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415

    if len(iso) == len("2020"):
        return iso
    if len(iso) == len("2020-02"):
        first_day = date.fromisoformat(f"{iso}-01")
        return str(format_skeleton("yMMMM", first_day, locale=language))
    return str(format_date(date.fromisoformat(iso), format="long", locale=language))


def format_validity(iso: str, language: Language, *, expired: bool, hidden: bool = False) -> str:
    """Say until when something holds or, once it has expired, held; and what becomes of it then."""
    if expired:
        text = EXPIRED_AND_HIDDEN if hidden else EXPIRED
    else:
        text = VALID_THEN_HIDDEN if hidden else VALID
    return TEXTS.text(language, text, date=format_known_date(iso, language))


def end_remarks(valid_until: str, date: str | None, today: str, language: Language) -> list[str]:
    """Return what is odd about a last day: that it is over, or before the article's own date."""
    found = []
    last = format_known_date(valid_until, language)
    if valid_until < today:
        found.append(TEXTS.text(language, OVER, date=last))
    if date is not None and valid_until < date:
        own = format_known_date(date, language)
        found.append(TEXTS.text(language, BEFORE_ITS_DATE, date=last, own=own))
    return found
