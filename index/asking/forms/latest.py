"""How things stand now: the newest article that speaks of it comes first."""

import re
from collections.abc import Sequence

from index.asking.answers import Hit
from index.asking.forms.asked import shared
from index.language.registry import all_patterns

ASKS_NEWEST = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.asks_newest)})\b", re.IGNORECASE
)


def latest_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Put the hit of the newest article first, where the question asks for that.

    It has to have as many of the question's words as the best hit.
    """
    if not hits or not ASKS_NEWEST.search(question):
        return list(hits)
    least = shared(question, hits[0])
    speaking = [hit for hit in hits if shared(question, hit) >= least]
    newest = max(speaking, key=lambda hit: hit.sentence.article.date or "")
    return [newest, *(hit for hit in hits if hit is not newest)]
