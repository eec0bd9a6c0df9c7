"""What a change would do to answers, found by making it, where nobody else sees it.

Whatever ranks is the ranking itself, with the draft among the articles, its words counted and its
sentences indexed; so what is predicted is what happens.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.asking.answers import Answer

Effect = Literal["answered", "perhaps", "changed", "lost"]
"""`perhaps`: nothing was cited before, and what is cited then isn't certain to answer."""


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question that was asked before: as it was asked, and as it was searched."""

    text: str
    searched: str


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A question whose answer a change would affect; the answers are empty where there is none."""

    question: str
    effect: Effect
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a change would do to `asked` of `saved` questions: newly answered ones come first."""

    saved: int
    asked: int
    affected: tuple[AnswerChange, ...]


def predict(
    questions: Sequence[SavedQuestion],
    ask: Callable[[str], Answer],
    change: Callable[[], object],
    seconds: float,
) -> Prediction:
    """Ask before and after a change; questions that `seconds` don't suffice for are left out."""
    before: list[Answer] = []
    deadline = time.monotonic() + seconds / 2
    for question in questions:
        if before and time.monotonic() > deadline:
            break
        before.append(ask(question.searched))
    change()
    asked = questions[: len(before)]
    found = [
        affected
        for question, was in zip(asked, before, strict=True)
        if (affected := compare(question.text, was, ask(question.searched)))
    ]
    order: dict[Effect, int] = {"answered": 0, "perhaps": 1, "changed": 2, "lost": 3}
    found.sort(key=lambda affected: order[affected.effect])
    return Prediction(len(questions), len(asked), tuple(found))


def compare(question: str, before: Answer, after: Answer) -> AnswerChange | None:
    """Tell how an answer differs in what it says and in the articles that say it."""
    if _said(before) == _said(after):
        return None
    return AnswerChange(question, _effect(before, after), _text(before), _text(after))


def _effect(before: Answer, after: Answer) -> Effect:
    if after.abstained:
        return "lost"
    if not before.abstained:
        return "changed"
    return "answered" if after.complete else "perhaps"


def _said(answer: Answer) -> list[tuple[str, str]]:
    return [(citation.article.id, citation.sentence.text) for citation in answer.citations]


def _text(answer: Answer) -> str:
    """Return the answer's first sentence, without the numbers of its citations."""
    return answer.citations[0].sentence.text if answer.citations else ""
