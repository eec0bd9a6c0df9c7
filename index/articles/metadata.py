"""What is known about an article besides its text, from the document or from a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from urllib.parse import urlsplit

from index.articles.cleaning import clean_line
from index.articles.errors import ArticleAddressInvalidError, ArticleDateError, ArticleLanguageError
from index.articles.omissions import Omission
from index.dates import last_day
from index.language.months import day_names, month_names
from index.shelves import Afterwards

MAX_TITLE = 300
MAX_AUTHOR = 200
MAX_URL = 2000

TIME = r"(?:(?:T|,?\s{1,3}(?:um |at )?)\d{1,2}[:.]\d{2}[^\n]{0,60})?"
DAY_NAME = r"(?:[^\W\d]{2,12}\.?,?\s(?:den\s|the\s)?)?"
ISO_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<part>[-/.])(?P<month>\d{1,2})(?:(?P=part)(?P<day>\d{1,2}))?)?" + TIME,
    re.IGNORECASE,
)
GERMAN_DATE = re.compile(
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})" + TIME, re.IGNORECASE
)
WORDED_DATE = re.compile(
    DAY_NAME + r"(?:(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s?)?"
    r"(?P<month>[^\W\d]{3,12})\.?,?\s(?P<year>\d{4})" + TIME,
    re.IGNORECASE,
)
AMERICAN_DATE = re.compile(
    DAY_NAME + r"(?P<month>[^\W\d]{3,12})\.?\s"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year>\d{4})" + TIME,
    re.IGNORECASE,
)
DATES = (ISO_DATE, GERMAN_DATE, WORDED_DATE, AMERICAN_DATE)
"""Such as 2024-03-03, 3.3.2024, "Sonntag, 3. März 2024", "March 3, 2024"; a time may follow."""
STATED = re.compile(
    r"^[ \t]{0,20}[*_(\[]{0,3}(?:(?:Veröffentlicht|Erschienen|Stand|Datum|Posted|Published|Date"
    r"|Aktualisiert|Zuletzt (?:geändert|aktualisiert)|(?:Last )?[Uu]pdated)(?: am| on| vom)?:?[ \t]"
    r"|(?P<place>[A-ZÄÖÜ][\w .-]{1,40}),[ \t](?:den[ \t])?)(?P<date>[^\n]{6,60})$",
    re.MULTILINE,
)
"""A line of its own with when, or where and when, a text was written."""
WHO = re.compile(r"\s(?:by|von|durch)\s")
TOP, BOTTOM = 600, 300
"""Characters of a text's beginning and end that such a line is looked for in."""
OTHER_MONTHS = ("jänner", "feber", "maerz")
CENTURY = 70
"""Years of two digits are of this century below, and of the last from here on."""

BARE_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?::\d{1,5})?(?:[/?#]\S{0,2000})?")
"""An address without its scheme, as people type it: "www.example.org/news"."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://")

LANGUAGE_TAG = re.compile(r"(?P<code>[A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")

KEYS = {
    "title": ("title", "titel"),
    "date": (
        *("date", "datum", "published", "publishdate", "pubdate", "veröffentlicht", "stand"),
        *("created", "erstellt"),
    ),
    "url": ("url", "link", "canonical", "canonical_url"),
    "author": ("author", "autor", "autorin", "authors", "autoren", "by", "von"),
    "language": ("language", "sprache", "lang"),
    "valid_until": (
        *("valid_until", "valid until", "valid-until", "validuntil", "gültig bis", "gültig_bis"),
        *("gültig-bis", "gueltig bis", "gueltig_bis", "gueltig-bis", "expirydate"),
    ),
    "afterwards": ("afterwards", "after_that", "after that", "after-that", "danach"),
}
"""What documents call each of the values, the surest name first."""
AFTERWARDS: dict[str, Afterwards] = {
    **dict.fromkeys(("quote", "zitieren"), "quote"),
    **dict.fromkeys(("hide", "verbergen"), "hide"),
}
"""What is to become of an article after its last day, as people write it."""
MAX_NAMES = 100
"""Of a list that are taken over."""
NAMES = ("name", "literal", "title")
"""Of what tells several things of an author."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Clean, usable values; `None` where nothing is known. Dates as in `index.models`.

    `valid_until` is a day; without one `afterwards` means nothing.
    """

    title: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    valid_until: str | None = None
    afterwards: Afterwards | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Return these values, with those of `other` where these are unknown."""
        names = [field.name for field in fields(self)]
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


NOTHING_KNOWN = Metadata()


def given_metadata(  # noqa: PLR0913 - what is known
    *,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    author: str | None = None,
    language: str | None = None,
    valid_until: str | None = None,
    afterwards: str | None = None,
) -> Metadata:
    """Check what a person says about an article; blank values count as not given.

    Raises:
        ArticleDateError: `date` or `valid_until` isn't one.
        ArticleAddressInvalidError: `url` isn't an http(s) address without credentials.
        ArticleLanguageError: `language` isn't an ISO 639 code.
    """
    address = typed_address(url or "")
    values = {
        "title": title,
        "date": date,
        "url": address,
        "author": author,
        "language": language,
        "valid_until": valid_until,
        "afterwards": afterwards,
    }
    found = found_metadata(values)
    if date and date.strip() and found.date is None:
        raise ArticleDateError(value=date)
    if valid_until and valid_until.strip() and found.valid_until is None:
        raise ArticleDateError(value=valid_until)
    if url and url.strip() and found.url is None:
        raise ArticleAddressInvalidError(url=url)
    if language and language.strip() and found.language is None:
        raise ArticleLanguageError(value=language)
    return found


def found_metadata(values: Mapping[str, object]) -> Metadata:
    """Take over what a document says about itself; what can't be used counts as unknown.

    Keys are matched without case, in English or German; a list of authors is joined.
    """
    said: dict[str, object] = {}
    for name, value in values.items():
        said.setdefault(_key(name), value)
    given = {
        name: [words for key in keys if key in said and (words := _words(said[key]))]
        for name, keys in KEYS.items()
    }
    known = {name: next(iter(values), "") for name, values in given.items()}
    ends = next(filter(None, map(iso_date, given["valid_until"])), None)
    return Metadata(
        title=clean_line(known["title"], MAX_TITLE) or None,
        date=next(filter(None, map(iso_date, given["date"])), None),
        url=web_address(known["url"]),
        author=clean_line(known["author"], MAX_AUTHOR) or None,
        language=language_code(known["language"]),
        valid_until=last_day(ends) if ends else None,
        afterwards=AFTERWARDS.get(known["afterwards"].strip().casefold()),
    )


def not_understood(values: Mapping[str, object], found: Metadata) -> list[Omission]:
    """Return what a document says about itself without any effect."""
    omissions = []
    others = []
    for name, value in values.items():
        meant = next((kind for kind, keys in KEYS.items() if _key(name) in keys), None)
        if not value:
            continue
        if meant is None:
            # Whatever its value is: to write it down could take for ever.
            others.append(str(name))
        elif getattr(found, meant) is None or (meant == "date" and not iso_date(_words(value))):
            omissions.append(Omission("metadata", 1, f"{name}: {_words(value) or '…'}"))
    if others:
        omissions.append(Omission("metadata", len(others), ", ".join(others)))
    return omissions


def iso_date(value: str) -> str | None:
    """Return "2020", "2020-02" or "2020-02-19" for a date as people write it, or None."""
    value = " ".join(value.split())
    match = next(filter(None, (form.fullmatch(value) for form in DATES)), None)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if len(year) == 2:
        year = f"{20 if int(year) < CENTURY else 19}{year}"
    try:
        numbered = _month(month) if month else 1
        whole = date(int(year), numbered, int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


def stated_date(text: str) -> str | None:
    """Return the date that a text says it is of, in a line near its beginning or its end."""
    parts = (text[:TOP], text[-BOTTOM:]) if len(text) > TOP else (text,)
    for line in chain.from_iterable(map(STATED.finditer, parts)):
        found = iso_date(WHO.split(line["date"], maxsplit=1)[0].rstrip(" .)]*_"))
        # "Samstag, 12. Juli" is when something takes place, and a year alone may be anything.
        if found and len(found) > len("2024") and not _is_weekday(line["place"]):
            return found
    return None


def _is_weekday(name: str | None) -> bool:
    return name in day_names("de") or name in day_names("en")


def _month(name: str) -> int:
    """Return a month's number.

    Raises:
        ValueError: it is none.
    """
    if name.isdecimal():
        return int(name)
    wanted = name.casefold()
    for language in ("de", "en"):
        for known, number in month_names(language).items():
            if known.casefold() == wanted:
                return number
    return OTHER_MONTHS.index(wanted) + 1


def typed_address(value: str) -> str:
    """Return a web address that a person typed, with https where they left out the scheme."""
    value = value.strip()
    return f"https://{value}" if BARE_HOST.fullmatch(value) else value


def web_address(value: str) -> str | None:
    """Return an http(s) address that can be shown as a link, or None."""
    value = value.strip()
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    one_word = value.isprintable() and not any(character.isspace() for character in value)
    return value if usable and one_word and len(value) <= MAX_URL else None


def is_address(value: str) -> bool:
    """Tell whether a person means an address, of whatever scheme: "ftp://host/notes"."""
    return SCHEME.match(value.strip()) is not None


def language_code(value: str) -> str | None:
    """Return "de" for "de", "DE" or "de-AT"; None for what isn't a language tag."""
    match = LANGUAGE_TAG.fullmatch(value.strip())
    return match["code"].lower() if match else None


def _key(name: object) -> str:
    return str(name).strip().lower()


def _words(value: object) -> str:
    """Return a value in words: each of a list, and of several things that are told the name.

    What is in lists within lists isn't looked at: aliases of YAML can make it endless.
    """
    if isinstance(value, list):
        return ", ".join(filter(None, map(_word, value[:MAX_NAMES])))
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, dict):
        told = {_key(name): each for name, each in value.items() if isinstance(each, str)}
        if "family" in told or "given" in told:
            return " ".join(filter(None, (told.get("given"), told.get("family"))))
        return next((told[name] for name in NAMES if name in told), "")
    return "" if value is None or isinstance(value, list) else str(value)
