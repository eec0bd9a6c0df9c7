"""Answers to questions that were asked together -> one answer, its citations numbered through."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from index.asking.answers import Answer, Certainty, Citation
from index.asking.citation import numbered
from index.asking.questions.several import joined

CERTAINTIES: Sequence[Certainty] = ("fair", "good", "high")


def together(question: str, answers: Sequence[Answer], limit: int, left_out: int = 0) -> Answer:
    """Return the answer to a question of several parts.

    What two of them cite has one number; what answers one of them isn't shown once more around what
    answers another. If none has an answer, up to `limit` of what came nearest are kept.
    """
    citations: list[Citation] = []
    numbers = [[_number(each, citations) for each in answer.citations] for answer in answers]
    parts = tuple(
        _renumbered(answer, [citations[number - 1] for number in own])
        for answer, own in zip(answers, numbers, strict=True)
    )
    cited = [part for part in parts if not part.abstained]
    certain = any(part.outcome == "answer" for part in cited)
    # Of several silences the one that was nearest to an answer.
    confidence = min(part.confidence for part in cited) if cited else _highest(parts)
    on = max((place for place, part in enumerate(parts) if not part.abstained), default=-1)
    nearest = () if cited else in_turns([answer.nearest for answer in answers], limit)
    near = {
        (each.article.revision, each.evidence.answer) for part in answers for each in part.nearest
    }
    return Answer(
        question=question,
        text="\n".join(part.text for part in cited),
        confidence=confidence,
        citations=tuple(citations),
        nearest=nearest,
        differing=any(part.differing for part in parts),
        asked=joined([part.asked for part in parts], on % len(parts)),
        revision=min(part.revision for part in parts),
        certainty=min((part.certainty for part in cited), key=CERTAINTIES.index, default="fair"),
        perhaps=bool(cited) and not certain,
        doubtful=not cited and any(part.doubtful for part in parts),
        missing=tuple(dict.fromkeys(chain.from_iterable(part.missing for part in parts))),
        parts=parts,
        left_out=left_out,
        pinned=bool(cited) and all(part.pinned for part in cited),
        further=any(answer.further for answer in answers) or len(near) > len(nearest),
    )


def _highest(parts: Sequence[Answer]) -> float:
    return max(part.confidence for part in parts)


def in_turns(found: Sequence[Sequence[Citation]], limit: int) -> tuple[Citation, ...]:
    """Return the first of each, then the second, up to `limit`, numbered from 1, none twice."""
    chosen: list[Citation] = []
    for citation in chain.from_iterable(zip_longest(*found)):
        if citation is None or len(chosen) == limit:
            continue
        if not any(_same(citation, other) or _shows(other, citation) for other in chosen):
            chosen.append(replace(citation, number=len(chosen) + 1))
    return tuple(chosen)


def _number(citation: Citation, known: list[Citation]) -> int:
    """Return the number of a citation among `known`, to which it is added if it isn't there."""
    for other in known:
        if _same(citation, other):
            return other.number
    for place, other in enumerate(known):
        if _shows(other, citation):
            citation = _by_itself(citation)
            known[place] = _before(other, citation)
    known.append(replace(citation, number=len(known) + 1))
    return len(known)


def _renumbered(answer: Answer, known: Sequence[Citation]) -> Answer:
    """Return an answer whose citations have the numbers and excerpts of `known`."""
    # What marks the words that answer is this question's own.
    cited = tuple(
        replace(_cut(own, other.evidence.start, other.evidence.end), number=other.number)
        for own, other in zip(answer.citations, known, strict=True)
    )
    return replace(answer, text=numbered(cited[: answer.lines]), citations=cited, nearest=())


def _same(one: Citation, other: Citation) -> bool:
    """Tell whether the same place answers."""
    return (
        one.article.revision == other.article.revision
        and one.evidence.answer == other.evidence.answer
    )


def _shows(one: Citation, other: Citation) -> bool:
    """Tell whether two excerpts have something in common."""
    return (
        one.article.revision == other.article.revision
        and one.evidence.start < other.evidence.end
        and other.evidence.start < one.evidence.end
    )


def _by_itself(citation: Citation) -> Citation:
    return _cut(citation, *citation.evidence.answer)


def _before(citation: Citation, following: Citation) -> Citation:
    """Return a citation without what another one shows, if that comes after what answers here."""
    start, end = citation.evidence.start, citation.evidence.answer[1]
    if following.evidence.start < end:
        return citation
    text = citation.article.text[start : following.evidence.start]
    return _cut(citation, start, start + len(text.rstrip()))


def _cut(citation: Citation, start: int, end: int) -> Citation:
    """Return a citation with the excerpt `[start, end)`, of a text that was compared already."""
    evidence = replace(citation.evidence, start=start, end=end)
    return replace(citation, evidence=evidence, excerpt=evidence.text)
