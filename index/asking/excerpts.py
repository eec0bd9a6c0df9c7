"""Which sentences are shown with the one that answers: those that it needs to be understood.

What a sentence points back at ("Er soll …", "Dies betonte …") comes before it, also from the
paragraph before; what limits it ("Allerdings …") comes after it. A short excerpt takes in what else
fits, so that a reader sees where the sentence stands; a phone is small, so no more than that. It
ends where a thought does: never with what leads in to something.
"""

from collections.abc import Sequence

from index.language.words import contrasts, points_back
from index.models import Sentence

BEFORE, AFTER = 2, 1
"""Sentences that may come along."""

LENGTH = 900
"""Characters of an excerpt with what it needs, unless its answering sentence alone is longer."""

ROOMY = 400
"""Characters up to which neighbours that it doesn't need come along."""


def excerpt(
    sentence: Sentence, neighbours: Sequence[Sentence], roomy: int = ROOMY
) -> tuple[int, int]:
    """Return `[start, end)` in the article of the sentence with the neighbours it needs.

    `neighbours` are sentences of the same article in order, `sentence` among them; those that it
    doesn't need come along up to a length of `roomy`.
    """
    place = next(n for n, neighbour in enumerate(neighbours) if neighbour.id == sentence.id)
    first = last = place
    while first > max(0, place - BEFORE) and points_back(neighbours[first].text):
        first -= 1
    while last < min(len(neighbours) - 1, place + AFTER) and contrasts(neighbours[last + 1].text):
        last += 1
    while last < len(neighbours) - 1 and leads_in(neighbours[last]):
        last += 1
    while _length(neighbours[first : last + 1]) > LENGTH and first < last:
        first, last = (first + 1, last) if first < place else (first, last - 1)
    for low, high in ((first - 1, last + 1), (first, last + 1), (first - 1, last)):
        whole = low >= 0 and high < len(neighbours) and not leads_in(neighbours[high])
        if whole and _length(neighbours[low : high + 1]) <= roomy:
            return neighbours[low].span.start, neighbours[high].span.end
    while last > place and leads_in(neighbours[last]):
        last -= 1
    return neighbours[first].span.start, neighbours[last].span.end


def leads_in(sentence: Sentence) -> bool:
    """Tell whether something has to follow a sentence: a heading, a lead-in, a colon."""
    return not sentence.span.answers or sentence.text.endswith(":")


def _length(sentences: Sequence[Sentence]) -> int:
    return sentences[-1].span.end - sentences[0].span.start
