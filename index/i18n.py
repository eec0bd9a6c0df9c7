"""Texts in several languages: the source holds English, gettext catalogues hold the others.

A language of the interface is one that has a folder of catalogues here; nothing else lists them.
Standard gettext throughout: messages are found by `pybabel extract`, translated in
`locales/<language>/LC_MESSAGES/<domain>.po`, and compiled when the package is built.
"""

import gettext
import locale
import os
import re
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TypeAlias

from babel import Locale

LOCALES = Path(__file__).parent / "locales"

Language: TypeAlias = str
"""One of `LANGUAGES`."""

SOURCE: Language = "en"
LANGUAGES: tuple[Language, ...] = tuple(
    sorted({SOURCE, *(folder.parent.name for folder in LOCALES.glob("*/LC_MESSAGES"))})
)

CODE = re.compile("[a-z]+")

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: control characters, and what turns the direction."""

REPLACED = "\N{REPLACEMENT CHARACTER}"


class Message(str):
    """An English text that is to be translated where it is shown."""

    __slots__ = ()


def N_(message: str) -> Message:  # noqa: N802 - gettext's customary name for "translate later"
    """Mark `message` for extraction; it is translated where it is shown."""
    return Message(message)


def visible(text: str) -> str:
    """Return a text without what a terminal would obey, as long as it was."""
    return OBEYED.sub(REPLACED, text)


def escaped(json: str) -> str:
    """Return JSON that means the same, with what a terminal would obey written out."""
    # What stands between its strings is kept: line feeds, which within one are escaped already.
    return OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _filled(value: object) -> object:
    """Return what stands in a placeholder's place; from wherever it comes, nothing obeys it."""
    if isinstance(value, str | PurePath | Exception):
        return visible(str(value))
    return value


def language_of(tag: str | None) -> Language:
    """Map a locale or language tag ("de-AT", "de_DE.UTF-8") to the language of our texts."""
    code = CODE.match((tag or "").lower())
    return code[0] if code and code[0] in LANGUAGES else SOURCE


def own_name(language: Language) -> str:
    """Return what a language calls itself, as a name by itself: "Deutsch"."""
    name = Locale.parse(language).get_language_name(language) or language
    return name[:1].upper() + name[1:]


def system_language() -> Language:
    """Read the terminal's language the way gettext does: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return language_of(value)
    return language_of(locale.getlocale()[0])


class Translations:
    """The texts of one package. Thread-safe."""

    def __init__(self, domain: str, folder: Path) -> None:
        self._domain = domain
        self._folder = folder
        self._load = lru_cache(self._read)

    def _read(self, language: Language) -> gettext.NullTranslations:
        return gettext.translation(self._domain, self._folder, languages=[language], fallback=True)

    def text(self, language: Language, message: str, /, **values: object) -> str:
        """Translate `message` and fill in its `{placeholders}`."""
        filled = {name: _filled(value) for name, value in values.items()}
        return self._load(language).gettext(message).format(**filled)

    def plural(
        self, language: Language, singular: str, plural: str, n: int, /, **values: object
    ) -> str:
        """Translate by number; `{n}` is filled in along with `values`."""
        filled = {name: _filled(value) for name, value in values.items()}
        return self._load(language).ngettext(singular, plural, n).format(n=n, **filled)


TEXTS = Translations("index", LOCALES)
