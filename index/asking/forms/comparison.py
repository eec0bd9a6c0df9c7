"""Two things that are compared: the best hit for each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from index.asking.answers import Hit
from index.asking.forms.asked import met, named
from index.language.registry import all_patterns

BETWEEN = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.difference)})\b", re.IGNORECASE)
JOINING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.joining)})\b", re.IGNORECASE)
BESIDE = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.beside)})\b", re.IGNORECASE)
CHOOSING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.choosing)})\b", re.IGNORECASE)

COMPARING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.comparing)})\b", re.IGNORECASE)

NEAREST = 4
"""Words beside an "or" that are tried, the nearest first: one of them names the thing."""
LOOKED_AT = 40
SCORE = 0.01
"""A hit for the other has at least this share of the best one's score; alone it answers little."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What stands on both sides of what compares.

    `named_last` is whether what names the thing on the left can be any of its words ("A is cheaper
    than"), and not just one of the last.
    """

    left: str
    right: str
    named_last: bool = True


def sides(question: str) -> Sides | None:
    """Return what a question compares; None if it doesn't."""
    if between := BETWEEN.search(question):
        rest = question[between.end() :]
        if joining := JOINING.search(rest) or BESIDE.search(rest):
            return Sides(rest[: joining.start()], rest[joining.end() :])
    if choosing := CHOOSING.search(question):
        return Sides(question[: choosing.start()], question[choosing.end() :])
    if comparing := COMPARING.search(question):
        before, after = question[: comparing.start()], question[comparing.end() :]
        return Sides(before, after, named_last=False)
    return None


def things(question: str) -> str:
    """Return a question without the words that ask for a comparison, which no text needs to have.

    "What is the difference between A and B?" is looked for as "What is the A and B?".
    """
    if not BETWEEN.search(question) or sides(question) is None:
        return question
    return " ".join(COMPARING.sub(" ", BETWEEN.sub(" ", question, count=1)).split())


def both(question: str, hits: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """Return the best hit and the one for what its thing is compared with.

    None where nothing is compared, where the best tells of both, or where one of them isn't found.
    """
    compared = sides(question)
    if compared is None or not hits:
        return None
    near = [hit for hit in hits[:LOOKED_AT] if hit.score >= SCORE * hits[0].score]
    language = near[0].sentence.article.language
    words = [met(hit, hit.sentence.article.language) for hit in near]
    left = named(compared.left, language)[::-1][:NEAREST]
    right = named(compared.right, language)[:NEAREST]
    if not compared.named_last and words[0].intersection(left) and words[0].intersection(right):
        return None
    for one, other in sorted(
        product(range(len(left)), range(len(right))), key=lambda pair: (sum(pair), pair)
    ):
        pair = (left[one], right[other])
        if words[0].issuperset(pair):
            return None
        mine = [word for word in pair if word in words[0]]
        theirs = [word for word in pair if word not in words[0]]
        found = [hit for hit, own in zip(near, words, strict=True) if _tells(own, mine, theirs)]
        if mine and found:
            return near[0], min(found, key=lambda hit: not _beside(near[0], hit))
    return None


def _tells(words: frozenset[str], mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether a hit speaks of the other thing, and not of the best hit's."""
    return words.issuperset(theirs) and words.isdisjoint(mine)


def _beside(best: Hit, hit: Hit) -> bool:
    """Tell whether a hit stands where the best one does: another row of its table, say."""
    one, other = best.sentence, hit.sentence
    return (one.path, one.span.kind) == (other.path, other.span.kind)
