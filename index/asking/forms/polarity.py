"""Yes or no, only where the text itself says so for certain. Everything else is left to readers.

There are three such cases. The text answers the very same question, beginning with "Yes" or "No". A
sentence states what is asked, or the opposite (`statements`). Or an item of a list does, together
with what stands above it. None that was found may state otherwise. What limits it is told along
with it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.asking.answers import Evidence, Hit
from index.asking.forms.asked import named
from index.asking.forms.statements import (
    LENGTH,
    LIMITING,
    NEGATION,
    Statement,
    asks_for_yes_or_no,
    limits_before,
    stated,
)
from index.asking.kinds.spans import Span
from index.language.registry import all_patterns, all_words
from index.language.terms import words
from index.models import Sentence

YES = all_words(lambda profile: profile.yes)
NO = all_words(lambda profile: profile.no)

SAID = re.compile(r"\s{0,9}([^\W\d_]{2,8})\s{0,9}[.,;:!–—-]\s{0,9}(?P<rest>[^.!?\n]*+)")
"""The first word of a sentence, if a mark follows it: "No, …"; and what follows that."""

GOING_ON = re.compile(
    rf"\W{{0,9}}\b(?:{all_patterns(lambda profile: profile.joining)})\b[\s,]*+", re.IGNORECASE
)
"""Before a question that goes on from another: "And are dogs allowed?"."""

ABOUT = ": "
"""What a line that introduces a list ends with."""

ABOVE = 400
"""Characters before an answer in which its question is looked for."""

OTHERS = 12
"""Further hits that are looked at, whether they say otherwise."""


def decided(question: str, evidence: Evidence, hits: Sequence[Hit]) -> Evidence:
    """Return the evidence with "yes" or "no", and what limits that, where it says so for certain.

    `hits` are what else was found, best first.
    """
    if joint := GOING_ON.match(question):
        question = question[joint.end() :]
    if not asks_for_yes_or_no(question):
        return evidence
    if (said := _said(question, evidence)) is not None:
        short, limits = said
        return replace(evidence, short=short, limits=limits)
    sentence = evidence.sentence
    statement = _stated(question, sentence)
    following = evidence.article.text[sentence.span.end : sentence.span.end + ABOVE]
    if statement is None or limits_before(following):
        return evidence
    if any(
        other is not None and other.affirms != statement.affirms
        for hit in hits[:OTHERS]
        for other in [_stated(question, hit.sentence)]
    ):
        return evidence
    begin = sentence.span.start
    limits = tuple((begin + start, begin + end) for start, end in statement.limits)
    return replace(evidence, short="yes" if statement.affirms else "no", limits=limits)


def _stated(question: str, sentence: Sentence) -> Statement | None:
    """Return what a sentence states, or an item with what is above it: "Grillen", "Verboten"."""
    text, language = sentence.text, sentence.article.language
    statement = stated(question, text, language)
    above = (sentence.context.lead_ins or sentence.context.path)[-1:]
    if statement is not None or not above or sentence.span.kind != "item":
        return statement
    statement = stated(question, f"{text} {above[0].rstrip(ABOUT)}", language)
    inside = statement is not None and all(end <= len(text) for _, end in statement.limits)
    return statement if inside else None


def _said(question: str, evidence: Evidence) -> tuple[str, tuple[Span, ...]] | None:
    """Return what the text says first to the same question, and what limits that."""
    text, language = evidence.text, evidence.article.language
    same = evidence.sentence.path[-1]
    above = evidence.article.text[max(0, evidence.start - ABOVE) : evidence.start]
    opening = SAID.match(text)
    if opening is None or not " ".join(above.split()).endswith(same):
        return None
    if set(named(same, language)) != set(named(question, language)) or NEGATION & set(words(same)):
        return None
    said = opening[1].lower()
    short = "yes" if said in YES else "no" if said in NO else None
    if short is None or not LIMITING & set(words(text)):
        return (short, ()) if short else None
    start, end = opening.span("rest")
    if end - start > LENGTH or LIMITING & set(words(text[end:])):
        return None
    return short, ((evidence.start + start, evidence.start + end),)
