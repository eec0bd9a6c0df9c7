"""The numbers and bullets of a docx's lists, counted as Word does."""

from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from index.articles.formats.office.parts.ooxml import number
from index.articles.formats.office.parts.packages import attribute, below, local, named

LEVELS = 9
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
MOST = 100_000
"""Above which nobody counts; Roman numbers would grow with it."""
BULLETS = {"bullet", "picture"}
LONGEST = 40
"""Characters of what stands around a number."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    all_decimal: bool = False
    style: str = ""
    """The paragraphs' style that goes with it."""


@dataclass(slots=True)
class _Counting:
    """The numbers that a list has reached, by level."""

    levels: dict[int, Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """What marks the paragraphs of a document; asked for one after the other."""

    def __init__(self, tree: _Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        """By the number of a list, as paragraphs name it."""
        self._shared: dict[str, str] = {}
        self._counts: dict[str, _Counting] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._starts: dict[tuple[str, int], int] = {}
        if tree is None:
            return
        abstract = {
            attribute(each, "abstractNumId") or "": _levels(each)
            for each in named(tree, "abstractNum")
        }
        for each in named(tree, "num"):
            self._add(attribute(each, "numId") or "", each, abstract)

    def _add(self, name: str, num: _Element, abstract: dict[str, dict[int, Level]]) -> None:
        base = attribute(below(num, "abstractNumId"), "val") or ""
        levels = abstract.get(base, {})
        changed = {}
        for override in named(num, "lvlOverride"):
            depth = number(attribute(override, "ilvl"))
            changed.update(_levels(override))
            start = below(override, "startOverride")
            if start is not None:
                self._starts[name, depth] = number(attribute(start, "val"), 1)
        self._levels[name] = {**levels, **changed} if changed else levels
        self._shared[name] = base if base in abstract and not changed else f"own {name}"

    def level_of_style(self, name: str, style: str) -> int:
        """Return the level of a list that goes with a paragraph's style."""
        levels = self._levels.get(name, {})
        return next((depth for depth, level in levels.items() if level.style == style), 0)

    def mark(self, name: str, depth: int) -> str | None:
        """Return how the next paragraph of a list begins: "3. ", "- "; None if there is no list."""
        levels = self._levels.get(name)
        if levels is None or not 0 <= depth < LEVELS:
            return None
        level = levels.get(depth, Level())
        if level.form in BULLETS:
            return "- "
        counting = self._counts.setdefault(self._shared[name], _Counting(levels))
        self._count(counting, name, depth, level)
        if level.form == "none" or not level.text:
            return ""
        text = level.text
        for place in range(depth + 1):
            if f"%{place + 1}" in text:
                shown = levels.get(place, Level())
                if level.all_decimal:
                    shown = replace(shown, form="decimal")
                value = counting.reached[place]
                text = text.replace(
                    f"%{place + 1}", written(shown.start if value is None else value, shown.form)
                )
        text = " ".join(text.split())
        return f"{text} " if text else ""

    def _count(self, counting: _Counting, name: str, depth: int, level: Level) -> None:
        reached = counting.reached
        restart = self._starts.get((name, depth))
        if restart is not None and (name, depth) not in self._restarted:
            self._restarted.add((name, depth))
            reached[depth] = restart
        else:
            before = reached[depth]
            reached[depth] = level.start if before is None else before + 1
        reached[depth + 1 :] = [None] * (LEVELS - depth - 1)


def written(value: int, form: str) -> str:
    """Return a number as a list writes it."""
    value = max(0, min(value, MOST))
    if form in {"lowerLetter", "upperLetter"} and value:
        letters = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)
        return letters if form == "lowerLetter" else letters.upper()
    if form in {"lowerRoman", "upperRoman"} and value:
        roman = ""
        left = value
        for worth, letters in ROMAN:
            count, left = divmod(left, worth)
            roman += letters * count
        return roman.lower() if form == "lowerRoman" else roman
    return f"{value:02}" if form == "decimalZero" else str(value)


def _levels(element: _Element) -> dict[int, Level]:
    return {
        number(attribute(each, "ilvl")): Level(
            form=attribute(below(each, "numFmt"), "val") or "decimal",
            text=(attribute(below(each, "lvlText"), "val") or "")[:LONGEST],
            start=number(attribute(below(each, "start"), "val"), 1),
            all_decimal=below(each, "isLgl") is not None,
            style=attribute(below(each, "pStyle"), "val") or "",
        )
        for each in element
        if local(each) == "lvl"
    }
