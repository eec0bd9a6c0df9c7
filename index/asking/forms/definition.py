"""What something is: the sentence that begins with it and goes on as definitions do."""

import re
from collections.abc import Sequence

from index.asking.answers import Hit
from index.asking.forms.asked import named
from index.language.registry import all_patterns
from index.language.terms import stems

ASKS_MEANING = re.compile(
    rf"\s*(?:{all_patterns(lambda profile: profile.asks_meaning)})\b", re.IGNORECASE
)
DEFINING = re.compile(
    rf"[^.!?;:–—(]{{1,80}}?(?:\b(?:{all_patterns(lambda profile: profile.defining)})\b|[:–—(])",
    re.IGNORECASE,
)
"""What is defined, and what comes after it."""

WORDS = 4
"""Content words up to which a question names but one thing."""


def defining_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Put the first hit that defines what is asked about before all others."""
    asks = ASKS_MEANING.match(question)
    if asks is None:
        return list(hits)
    about = question[asks.end() :]
    found = next((hit for hit in hits if _defines(hit, about)), None)
    return list(hits) if found is None else [found, *(hit for hit in hits if hit is not found)]


def _defines(hit: Hit, about: str) -> bool:
    language = hit.sentence.article.language
    wanted = set(named(about, language))
    opening = DEFINING.match(hit.sentence.text)
    if opening is None or not 0 < len(wanted) <= WORDS:
        return False
    said = set(stems(opening[0], language))
    return wanted <= said and len(set(named(opening[0], language)) - wanted) <= 1
