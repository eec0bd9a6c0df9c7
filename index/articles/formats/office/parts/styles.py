"""The styles of a docx: which are headings, code, quotes, and how their text looks."""

import re
from dataclasses import dataclass

from lxml.etree import _Element

from index.articles.formats.office.parts.flow import FIXED_PITCH
from index.articles.formats.office.parts.ooxml import is_on, number
from index.articles.formats.office.parts.packages import attribute, below, named

HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|nagłówek|rubrik|заголовок)[ _]?(?P<level>\d)",
    re.IGNORECASE,
)
TITLE = re.compile(r"(?:title|titel|document title|dokumenttitel)", re.IGNORECASE)
CODE = re.compile(
    r"(?:source|quell)?[ -]?code(?:block| block|text)?|(?:html (?:preformatted|vorformatiert))"
    r"|preformatted text|vorformatierter text|macro(?: text)?|makrotext|listing|verbatim",
    re.IGNORECASE,
)
QUOTE = re.compile(
    r"(?:(?:intense|intensives|block) ?)?(?:quote|quotations?|zitat|blockzitat|block text)",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:caption|beschriftung|table caption|image caption|figure|abbildung|illustration|tabelle)",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"(?:toc|verzeichnis|inhaltsverzeichnis|contents|table of figures|abbildungsverzeichnis|index)"
    r" ?(?:\d|heading)?",
    re.IGNORECASE,
)
LIST_LEVEL = re.compile(
    r"(?:list(?: bullet| number)?|aufzählungszeichen|listennummer|liste) (?P<level>[2-5])",
    re.IGNORECASE,
)
"""Word's styles for lists within lists, which are all first levels of lists of their own."""
GOES_ON = re.compile(r"list continue.*|listenfortsetzung.*", re.IGNORECASE)

DEEPEST_LEVEL = 9
CHAIN = 20
"""Styles that are based on each other."""
LOOKS = ("b", "vanish", "strike", "dstrike", "vertAlign")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style, with those it is based on, says of a paragraph or of text."""

    names: tuple[str, ...] = ()
    """Its own first, then those of what it is based on."""
    outline: int | None = None
    """A heading's level from 1; 0 if it is said to be none."""
    list_name: str | None = None
    list_level: int | None = None
    looks: tuple[tuple[str, str], ...] = ()
    header_row: bool = False

    def matches(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether its name, or that of one it is based on, is of a kind."""
        return any(pattern.fullmatch(name) for name in self.names)

    @property
    def list_depth(self) -> int:
        """How deep a list's items stand by its name, from 0."""
        matches = filter(None, (LIST_LEVEL.fullmatch(name) for name in self.names))
        return next((int(match["level"]) - 1 for match in matches), 0)

    @property
    def level(self) -> int:
        """A heading's level, from 1; 0 if it is none."""
        for name in self.names:
            if match := HEADING.fullmatch(name):
                return int(match["level"]) or 1
        return self.outline or 0


PLAIN = Style()


class Styles:
    """The styles by their ids."""

    def __init__(self, tree: _Element | None) -> None:
        self._elements = {
            attribute(each, "styleId") or "": each
            for each in ([] if tree is None else named(tree, "style"))
        }
        self._known: dict[str, Style] = {}
        self._default = next(
            (
                name
                for name, each in self._elements.items()
                if attribute(each, "type") == "paragraph" and attribute(each, "default") == "1"
            ),
            "",
        )

    def get(self, name: str | None) -> Style:
        """Return a style; without a name, that of ordinary paragraphs."""
        name = name or self._default
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        chain: list[_Element] = []
        while (element := self._elements.get(name)) is not None and len(chain) < CHAIN:
            chain.append(element)
            name = attribute(below(element, "basedOn"), "val") or ""
        names: list[str] = []
        outline = list_name = list_level = None
        looks: dict[str, str] = {}
        header_row = False
        for element in chain:
            names += [attribute(below(element, "name"), "val") or ""]
            properties = below(element, "pPr")
            outline = outline_of(properties) if outline is None else outline
            list_name = list_name or attribute(below(properties, "numPr", "numId"), "val")
            level = attribute(below(properties, "numPr", "ilvl"), "val")
            list_level = number(level) if list_level is None and level else list_level
            for key, value in looks_of(below(element, "rPr")).items():
                looks.setdefault(key, value)
            header_row |= any(
                attribute(each, "type") == "firstRow" for each in named(element, "tblStylePr")
            )
        return Style(tuple(names), outline, list_name, list_level, tuple(looks.items()), header_row)


def outline_of(properties: _Element | None) -> int | None:
    """Return the level of a heading that a paragraph's properties make it; 0 for body text."""
    value = attribute(below(properties, "outlineLvl"), "val")
    if value is None:
        return None
    level = number(value, DEEPEST_LEVEL)
    return level + 1 if 0 <= level < DEEPEST_LEVEL else 0


def looks_of(properties: _Element | None) -> dict[str, str]:
    """Return how text looks: which of `LOOKS` its properties say, "1" and "0" for on and off.

    "fixed" is on if all letters of its font are of one width.
    """
    if properties is None:
        return {}
    found = {}
    for name in LOOKS:
        element = below(properties, name)
        if element is not None:
            on = "1" if is_on(element) else "0"
            found[name] = (attribute(element, "val") or "") if name == "vertAlign" else on
    fonts = below(properties, "rFonts")
    font = attribute(fonts, "asciiTheme") or attribute(fonts, "ascii")
    if font is not None:
        found["fixed"] = "1" if FIXED_PITCH.search(font) else "0"
    return found
