"""Finds an article by what someone remembers of its title, typing errors included."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from rapidfuzz import fuzz, process

from index.language.terms import fold

LOOKED_AT = 100
"""Titles that are compared word by word, after a rough look at all of them."""

ALIKE = 70
"""Of 100: how alike what was typed and a title must be, word by word on average."""

BEGINNING = 2
"""Letters from which on a typed word is taken for the beginning of one."""


@dataclass(frozen=True, slots=True)
class Title:
    """What an article is chosen by. `changed` is the revision of its latest change."""

    article_id: str
    scope: str
    title: str
    removed: bool
    changed: int
    folded: str
    """The title as `analysis.fold` makes it: made once, compared with every key stroke."""


def find(typed: str, titles: Sequence[Title], count: int) -> list[Title]:
    """Return up to `count` titles, the most alike first; the first ones if nothing is typed.

    Equally alike ones keep their order.
    """
    wanted = fold(typed)
    if not wanted:
        return list(titles[:count])
    folded = [title.folded for title in titles]
    rough = process.extract(wanted, folded, scorer=fuzz.partial_ratio, limit=LOOKED_AT)
    rough += process.extract(wanted, folded, scorer=fuzz.token_set_ratio, limit=LOOKED_AT)
    positions = {position for _, _, position in rough}
    positions |= {i for i, title in enumerate(titles) if title.article_id == typed.strip()}
    scored = sorted((-_alike(wanted, titles[i]), i) for i in positions)
    return [titles[i] for score, i in scored[:count] if -score >= ALIKE]


def _alike(typed: str, title: Title) -> float:
    if title.article_id == typed:
        return 102
    if title.folded.startswith(typed):
        return 101
    words = title.folded.split()
    return fmean(
        max((_word_alike(part, word) for word in words), default=0) for part in typed.split()
    )


def _word_alike(typed: str, word: str) -> float:
    if len(typed) >= BEGINNING and word.startswith(typed):
        return 100
    # Against the beginning of a longer word, which may be typed only halfway.
    return max(fuzz.ratio(typed, word), fuzz.ratio(typed, word[: len(typed)]) - 5)
