"""Answers to questions that were asked together -> one answer, its citations numbered through."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from index.asking.answers import Answer, Certainty, Citation
from index.asking.citation import numbered
from index.asking.several import joined

CERTAINTIES: Sequence[Certainty] = ("fair", "good", "high")


def together(question: str, answers: Sequence[Answer], limit: int, left_out: int = 0) -> Answer:
    """Return the answer to a question of several parts.

    What two of them cite has one number; what is shown for one of them isn't shown again around
    what answers another. If none has an answer, up to `limit` of what came nearest are kept.
    """
    citations: list[Citation] = []
    parts = tuple(_numbered_on(answer, citations) for answer in answers)
    cited = [part for part in parts if not part.abstained]
    certain = any(part.outcome == "answer" for part in cited)
    # Of several silences the one that was nearest to an answer.
    confidence = min(part.confidence for part in cited) if cited else _highest(parts)
    on = max((place for place, part in enumerate(parts) if not part.abstained), default=-1)
    return Answer(
        question=question,
        text="\n".join(part.text for part in cited),
        confidence=confidence,
        citations=tuple(citations),
        nearest=() if cited else in_turns([answer.nearest for answer in answers], limit),
        differing=any(part.differing for part in parts),
        asked=joined([part.asked for part in parts], on % len(parts)),
        revision=min(part.revision for part in parts),
        certainty=min((part.certainty for part in cited), key=CERTAINTIES.index, default="fair"),
        perhaps=bool(cited) and not certain,
        missing=tuple(dict.fromkeys(chain.from_iterable(part.missing for part in parts))),
        lines=len(citations),
        parts=parts,
        left_out=left_out,
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


def _numbered_on(answer: Answer, known: list[Citation]) -> Answer:
    """Return an answer in the numbers of `known`, to which is added what it lacks."""
    own: list[Citation] = []
    for citation in answer.citations:
        same = next((other for other in known if _same(citation, other)), None)
        # What marks the words that answer is this question's own.
        found = replace(citation, number=same.number if same else len(known) + 1)
        if same is None:
            if any(_shows(other, found) for other in known):
                found = _by_itself(found)
            known.append(found)
        own.append(found)
    cited = tuple(own)
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
    """Return a citation of what answers alone; its excerpt is a part of what was compared."""
    start, end = citation.evidence.answer
    evidence = replace(citation.evidence, start=start, end=end)
    return replace(citation, evidence=evidence, excerpt=citation.marked[1])
