"""Two things that are compared: the best hit for each of them."""

import re
from collections.abc import Sequence
from itertools import product

from index.asking.answers import Hit
from index.asking.forms.asked import met, named
from index.language.registry import all_patterns

BETWEEN = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.between)})\b", re.IGNORECASE)
JOINING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.joining)})\b", re.IGNORECASE)
CHOOSING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.choosing)})\b", re.IGNORECASE)

NEAREST = 4
"""Words beside the "or" that are tried, the nearest first: one of them names the thing."""
LOOKED_AT = 40
SCORE = 0.25
"""A hit for one of them has at least this share of the best one's score."""


def sides(question: str) -> tuple[str, str] | None:
    """Return what stands on both sides of what compares; None if nothing does."""
    if between := BETWEEN.search(question):
        rest = question[between.end() :]
        if joining := JOINING.search(rest):
            return rest[: joining.start()], rest[joining.end() :]
    if choosing := CHOOSING.search(question):
        return question[: choosing.start()], question[choosing.end() :]
    return None


def both(question: str, hits: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """Return the best hit for each of two things, the better one first.

    None where nothing is compared, where one hit tells of both, or where one of them isn't found.
    """
    compared = sides(question)
    if compared is None or not hits:
        return None
    near = [hit for hit in hits[:LOOKED_AT] if hit.score >= SCORE * hits[0].score]
    languages = {hit.sentence.article.language for hit in near}
    stems = [met(hit, hit.sentence.article.language) for hit in near]
    for language in sorted(languages):
        left = named(compared[0], language)[::-1][:NEAREST]
        right = named(compared[1], language)[:NEAREST]
        for one, other in sorted(
            product(range(len(left)), range(len(right))), key=lambda pair: (sum(pair), pair)
        ):
            found = _apart(left[one], right[other], stems)
            if found is not None:
                first, second = sorted(found)
                return near[first], near[second]
    return None


def _apart(one: str, other: str, stems: Sequence[frozenset[str]]) -> tuple[int, int] | None:
    """Return the first hits that have only one of two words; none if the best has both."""
    if one == other or {one, other} <= stems[0]:
        return None
    first = next((n for n, own in enumerate(stems) if one in own and other not in own), None)
    second = next((n for n, own in enumerate(stems) if other in own and one not in own), None)
    return None if first is None or second is None else (first, second)
