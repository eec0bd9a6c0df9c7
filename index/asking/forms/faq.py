"""An answer that the text itself gives to a question: all of it, not its first sentence alone."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from index.asking.answer_types import answer_type
from index.asking.answers import Evidence
from index.asking.forms.asked import named
from index.models import Sentence

LENGTH = 700
"""Characters up to which it is shown."""
WORDS, OTHERS = 2, 1
"""Words naming something that a heading has of a question, and others of each at most."""
UNITS = 8
"""Units before and after the one that answers that are looked at."""


def is_asked(sentence: Sentence, question: str) -> bool:
    """Tell whether a sentence stands under a question of its text.

    A heading is one that has nearly the words of `question`, if that asks for no kind of thing:
    "Cannot connect to the server".
    """
    heading = sentence.path[-1]
    if sentence.context.question is not None or heading.endswith("?"):
        return True
    told, asked = (set(named(text, sentence.article.language)) for text in (heading, question))
    return (
        len(sentence.path) > 1
        and len(told & asked) >= WORDS
        and max(len(told - asked), len(asked - told)) <= OTHERS
        and answer_type(question) is None
    )


def answered(evidence: Evidence, around: Sequence[Sentence]) -> Evidence:
    """Return the evidence with what else stands under its question, if that is short enough.

    `around` are the sentences around it in their order, itself among them.
    """
    own = evidence.sentence

    def belongs(sentence: Sentence) -> bool:
        return sentence.path == own.path

    earlier = [sentence for sentence in around if sentence.id < own.id]
    before = list(takewhile(belongs, reversed(earlier)))
    after = list(takewhile(belongs, (sentence for sentence in around if sentence.id > own.id)))
    group = [*reversed(before), own, *after]
    start, end = group[0].span.start, group[-1].span.end
    complete = len(before) < UNITS and len(after) < UNITS
    if not complete or not group[-1].span.answers or end - start > LENGTH:
        return evidence
    return replace(evidence, start=min(start, evidence.start), end=max(end, evidence.end))
