"""The way of a question, and of a sentence that may answer it, takes time as they are long."""

from collections.abc import Callable
from functools import partial
from typing import get_args

import pytest

from index.asking.answer_types import (
    AnswerType,
    answer_type,
    find_phrase,
    holds_answer,
    relative_dates,
)
from index.asking.answers import Turn
from index.asking.questions.follow_up import content_words, resolve
from index.asking.questions.question import clean_question
from index.language.letters import fold
from index.language.terms import grams, indexed_stems, stems, word_parts, words
from index.language.words import contrasts, points_back
from tests.hostile.growth import slow_at
from tests.hostile.texts import BREAKS, GONE, KEPT

MOST = 4096
LIMIT = 1_000_000

WORDS = {
    "wer ",
    "wann ",
    "Und ",
    "das ",
    "1,",
    "1.1.",
    "1,,",
    "Mai ",
    "in A ",
    "A.A",
    "A von ",
    "a'A",
}
WORDS |= {"weil a", "rund 1", "3rd ", "20 ", "am ", "mehr als ", "in welchem Jahr ", "\uff9e\u0301"}
WORDS |= {"桥", "ですか", "か\u3099", "เท่า", "๔", "Ä", "ae"}
UNITS = sorted({*KEPT.values(), *GONE.values(), *(unit for unit, _ in BREAKS.values())} | WORDS)


def _holds(text: str, *, kind: AnswerType) -> None:
    holds_answer(text, kind, "Wer war das?", "de")
    find_phrase(text, kind, "Wer war das?", "de")


QUESTION: dict[str, Callable[[str], object]] = {
    "cleaned": lambda text: clean_question(text, LIMIT),
    "asked-for": answer_type,
    "resolved": lambda text: resolve(text, Turn("Wer war das?", ("Anna Berg war es.",))),
    "resolved-from": lambda text: resolve("Und warum?", Turn(text, (text,))),
    "content": content_words,
    "folded": fold,
    "grams": grams,
    "parts": word_parts,
    "stems": lambda text: stems(text, "de"),
    "words": words,
    "indexed": lambda text: indexed_stems(text, "de"),
}
SENTENCE: dict[str, Callable[[str], object]] = {
    "points-back": points_back,
    "contrasts": contrasts,
    "dates": lambda text: relative_dates(text, "de"),
    **{f"holds-{kind}": partial(_holds, kind=kind) for kind in get_args(AnswerType)},
}
SENTENCE_MOST = 256
"""A sentence has at most 1,200 characters (`index.units.segmentation.MAX_SENTENCE`)."""


@pytest.mark.parametrize("step", QUESTION)
def test_a_question_s_time_grows_as_it_does(step: str) -> None:
    assert slow_at(QUESTION[step], UNITS, MOST) == {}


@pytest.mark.parametrize("step", SENTENCE)
def test_a_sentence_s_time_grows_as_it_does(step: str) -> None:
    assert slow_at(SENTENCE[step], UNITS, SENTENCE_MOST) == {}
