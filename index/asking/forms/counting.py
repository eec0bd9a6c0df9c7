"""How many there are: as many as a list has items, if it is whole and what is counted leads in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.asking.answers import Evidence
from index.asking.forms.asked import named
from index.asking.forms.lists import items_around, shown
from index.asking.forms.statements import NEUTRAL
from index.language.registry import all_patterns
from index.language.terms import stems, words
from index.models import Block

ASKS_COUNT = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.how_many)})\b", re.IGNORECASE)


def counted(question: str, evidence: Evidence, blocks: Sequence[Block]) -> Evidence:
    """Return the evidence with its list and how many items that has, if that is the answer.

    Where the text counts itself, it has a phrase, and that is the answer.
    """
    asks = ASKS_COUNT.search(question)
    sentence = evidence.sentence
    if not asks or evidence.phrase is not None or sentence.span.kind != "item":
        return evidence
    language = evidence.article.language
    rest = (word for word in words(question[asks.end() :]) if word not in NEUTRAL)
    things = named(" ".join(rest), language)
    context = sentence.context
    above = set(stems("\n".join((*context.headings[-1:], *context.lead_ins)), language))
    items = items_around(sentence.span.start, blocks)
    # "How many courses are there on Monday?": the list must be that of Monday's courses.
    if items is None or not things or not above.issuperset(things):
        return evidence
    found = shown(evidence, items)
    return replace(found, short=None if found.further else str(len(items.blocks)))
