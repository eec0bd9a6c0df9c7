"""What is known about an article besides its text, from the document or from a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import urlsplit

from index.articles.cleaning import clean_line
from index.articles.errors import ArticleAddressInvalidError, ArticleDateError, ArticleLanguageError

MAX_TITLE = 300
MAX_AUTHOR = 200
MAX_URL = 2000

ISO_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ].*)?)?)?")
GERMAN_DATE = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
LANGUAGE_TAG = re.compile(r"(?P<code>[A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]+)?")

GERMAN_KEYS = {"titel": "title", "datum": "date", "autor": "author", "sprache": "language"}
OTHER_KEYS = {"lang": "language", "link": "url", "authors": "author"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """Clean, usable values; `None` where nothing is known. Dates as in `index.models`."""

    title: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """Return these values, with those of `other` where these are unknown."""
        names = [field.name for field in fields(self)]
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


NOTHING_KNOWN = Metadata()


def given_metadata(
    *,
    title: str | None = None,
    date: str | None = None,
    url: str | None = None,
    author: str | None = None,
    language: str | None = None,
) -> Metadata:
    """Check what a person says about an article; blank values count as not given.

    Raises:
        ArticleDateError: `date` isn't one.
        ArticleAddressInvalidError: `url` isn't an http(s) address without credentials.
        ArticleLanguageError: `language` isn't an ISO 639 code.
    """
    values = {"title": title, "date": date, "url": url, "author": author, "language": language}
    found = found_metadata(values)
    if date and date.strip() and found.date is None:
        raise ArticleDateError(value=date)
    if url and url.strip() and found.url is None:
        raise ArticleAddressInvalidError(url=url)
    if language and language.strip() and found.language is None:
        raise ArticleLanguageError(value=language)
    return found


def found_metadata(values: Mapping[str, object]) -> Metadata:
    """Take over what a document says about itself; what can't be used counts as unknown.

    Keys are matched without case, in English or German; a list of authors is joined.
    """
    known: dict[str, str] = {}
    for name, value in values.items():
        key = str(name).strip().lower()
        key = GERMAN_KEYS.get(key) or OTHER_KEYS.get(key) or key
        known.setdefault(key, _words(value))
    return Metadata(
        title=clean_line(known.get("title", ""), MAX_TITLE) or None,
        date=iso_date(known.get("date", "")),
        url=web_address(known.get("url", "")),
        author=clean_line(known.get("author", ""), MAX_AUTHOR) or None,
        language=language_code(known.get("language", "")),
    )


def iso_date(value: str) -> str | None:
    """Return "2020", "2020-02" or "2020-02-19" for an ISO or German date, or None."""
    value = value.strip()
    match = ISO_DATE.fullmatch(value) or GERMAN_DATE.fullmatch(value)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7] if month else whole[:4]


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


def language_code(value: str) -> str | None:
    """Return "de" for "de", "DE" or "de-AT"; None for what isn't a language tag."""
    match = LANGUAGE_TAG.fullmatch(value.strip())
    return match["code"].lower() if match else None


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return "" if value is None or isinstance(value, dict) else str(value)
