"""What speaks for and against the best sentence as an answer, in numbers that can be told.

Each part looks at the question's words, as far as the sentence meets them (`softmatch`), at how far
it is ahead of the others, at the kind of thing that is asked for, and at the model's cosines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from index.asking.differing import speak_of_same
from index.asking.forms.statements import asks_for_yes_or_no
from index.asking.kinds.questions import DECISIVE, AnswerType, asks_for_list, asks_for_sort
from index.asking.ranking.formula import Floats
from index.asking.ranking.literal import (
    dotted_numbers,
    has_number,
    numbered,
    tells_of,
    written_names,
)
from index.asking.ranking.ranker import Signals
from index.asking.ranking.softmatch import Chosen
from index.language.names import apart, names_of, proper_names
from index.language.sisters import are_sisters
from index.language.terms import words_of
from index.models import Sentence, UnitKind

LISTED = {"item", "row"}

WORD = re.compile(r"[^\W_]+")

MET = 0.5
"""Below this a word counts as not met, for people who ask why."""

FLOOR = 0.05
"""Added to what is met before its logarithm is taken."""

ALONE = 3.0
"""How far a sentence is ahead that has no rival."""

SUPPORTING, SPEAKING, ALIKE = 0.9, 0.75, 0.1
"""Who meets so much of the question (`SPEAKING`, if it holds what is asked for, too), and hardly
less than the best, speaks of the same and is no rival: a second article on a subject speaks for an
answer, even where it differs."""

LASTING = frozenset(["place", "language"])
"""Kinds of names that are of one thing: days and months stand in ranges, too, and who tells what
happened yesterday doesn't ask for that day."""

ABSENT = 0.5
"""A name that is asked for and isn't met, beside one in whose place there is another."""

WORDY = 6
"""So many words and more are a long question."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The numbers that a verdict is made of, most of them from 0 to 1."""

    met: float
    """The weighted share of the question's words that the sentence and what it stands under have,
    where words that mean something similar don't count."""
    depth: float
    """How far the question's words are met by the sentence, what it stands under or its neighbours:
    the weighted mean of the logarithms, for one that is missing costs more."""
    hole: float
    """The largest hole in that: what a missing word weighs, where 1 is an average word."""
    gap: float
    """The largest weight of a word that is so not met."""
    name: float
    """How far the least met capitalised word or number is met anywhere in the article."""
    other: float
    """Half where a name that is asked for (`proper_names`) is met neither by the sentence nor
    around it, or the sentence says another thing of the sort (dogs, asked about cats); 1 where it
    names another place, language or number: Irak, asked about Libya, "Route 5" for "Route 3". Who
    asks whether something is so may be told that it is so elsewhere."""
    number: float
    """The share of the question's numbers that are missing; "2.5.0" is one."""
    kind: float
    """1 where what is asked for is there, half where a number may be of something else."""
    lacking: float
    """1 where a kind is asked for that can be told from the form of a text, and none is there; half
    where a number may be of something else."""
    untold: float
    """1 where a person, place, reason or the like is asked for, and none is told from the form, and
    where one of a sort is ("which company"), for there is no telling."""
    lead: float
    """By how much its score is ahead of the best rival in another passage."""
    margin: float
    """By how much it is ahead of the second best."""
    cosine: float
    """Its own on the model's scale: 0 unrelated, 1 an answer; 0 without a model."""
    passage: float
    """Its passage's."""
    ahead: float
    """By how much its cosine is ahead of the best of another passage."""
    words: float
    """The logarithm of the number of words that weigh something, `WORDY` at most: of many, more are
    missing where the sentence answers, too."""

    def numbers(self) -> list[float]:
        """Return all of them, in the order of `NAMES`."""
        return [getattr(self, name) for name in NAMES]


NAMES = tuple(each.name for each in fields(Parts))


@dataclass(frozen=True, slots=True)
class Unmet:
    """Which words of the question the best sentence doesn't meet, and the kind that it lacks."""

    words: tuple[str, ...] = ()
    kind: AnswerType | None = None


def parts_of(question: str, signals: Signals, among: Chosen | None = None) -> Parts:
    """Weigh the best sentence; of those in `among` only, as if there were no others.

    At least one is there.
    """
    scores = signals.scores if among is None else np.where(among, signals.scores, -np.inf)
    best = int(scores.argmax())
    matches, weights = signals.matches, signals.matches.weights
    there = np.isfinite(scores)
    elsewhere = there & (signals.scored.passage_of != signals.scored.passage_of[best])
    exact = matches.strict @ weights
    typed_alike = (signals.typed > 0) & (signals.typed[best] > 0) & (exact >= SPEAKING)
    alike = exact >= exact[best] - ALIKE
    rivals = elsewhere & ~(alike & (typed_alike | (exact >= SUPPORTING)))
    near = _near(signals, best, there)
    dotted = dotted_numbers(question)
    heavy = [w if weight else "" for w, weight in zip(matches.words, weights, strict=True)]
    named, numbers = _named(_without(question, dotted), heavy)
    article = _of_article(signals, best) & there
    in_article = np.maximum(matches.own[article], matches.under[article]).max(axis=0)
    literal = np.maximum(matches.letters[best], matches.under[best])
    around = _written(signals.scored.sentences[best])
    missing = [float(not has_number(around, question[slice(*span)])) for span in dotted]
    missing += (literal[numbers] < 1).tolist()
    typed, kind = float(signals.typed[best]), signals.kind
    unit = signals.scored.sentences[best].span.kind
    similar = signals.similar
    cosines = similar.sentence if similar is not None else np.zeros(len(scores))
    return Parts(
        met=float(exact[best]),
        depth=float(np.log(FLOOR + near) @ weights),
        hole=float((weights * np.count_nonzero(weights) * (1 - near)).max()),
        gap=float((weights * (1 - matches.strict[best])).max()),
        name=min(
            float(in_article[named].min()) if named else 1.0,
            float(all(name in around for name in written_names(question))),
        ),
        other=_other(question, signals, best, near),
        number=float(np.mean(missing)) if missing else 0.0,
        kind=typed,
        lacking=(1 - typed) * (kind in DECISIVE),
        untold=float(_is_untold(question, kind, unit, typed=typed > 0)),
        lead=_lead(scores, best, rivals),
        margin=_lead(scores, best, there & (np.arange(len(scores)) != best)),
        cosine=float(cosines[best]),
        passage=float(similar.passage[best]) if similar is not None else 0.0,
        ahead=float(cosines[best] - cosines[rivals].max(initial=0.0)),
        words=float(np.log(np.clip(np.count_nonzero(weights), 1, WORDY))),
    )


def unmet(signals: Signals) -> Unmet:
    """Tell what of the question the best sentence lacks."""
    best = int(signals.scores.argmax())
    matches = signals.matches
    lacking = (matches.near[best] < MET) & (matches.weights > 0)
    words = tuple(word for word, lacks in zip(matches.words, lacking, strict=True) if lacks)
    anywhere = bool(signals.typed.any())
    return Unmet(words, None if anywhere or signals.kind not in DECISIVE else signals.kind)


def overtaken(signals: Signals) -> bool:
    """Tell whether a newer article holds what is asked for and speaks of the same."""
    matches, sentences = signals.matches, signals.scored.sentences
    best = sentences[int(signals.scores.argmax())]
    exact = matches.strict @ matches.weights
    speaking = np.flatnonzero((signals.typed > 0) & (exact >= SPEAKING)).tolist()
    return any(
        (sentences[i].article.date or "") > (best.article.date or "")
        and speak_of_same(best, sentences[i])
        for i in speaking
    )


def _lead(scores: Floats, best: int, others: Chosen) -> float:
    return min(ALONE, float(scores[best] - scores[others].max())) if others.any() else ALONE


def _near(signals: Signals, best: int, there: Chosen) -> Floats:
    """Return what the best sentence or its neighbours meet, of those that are there."""
    matches, passages = signals.matches, signals.scored.passage_of
    found = np.maximum(matches.own[best], matches.under[best])
    for other in (best - 1, best + 1):
        beside = 0 <= other < len(passages) and passages[other] == passages[best]
        if beside and there[other]:
            found = np.maximum(found, matches.own[other])
    return np.asarray(found)


def _of_article(signals: Signals, best: int) -> Chosen:
    sentences = signals.scored.sentences
    own = sentences[best].article.revision
    return np.array([s.article.revision == own for s in sentences], dtype=np.bool_)


def _is_untold(question: str, kind: AnswerType | None, unit: UnitKind, *, typed: bool) -> bool:
    if kind is None:
        return asks_for_sort(question) and not (unit in LISTED and asks_for_list(question))
    return kind not in DECISIVE and not typed


def _other(question: str, signals: Signals, best: int, near: Floats) -> float:
    names, matches = set(proper_names(question)), signals.matches
    found = zip(matches.words, matches.weights, near, strict=True)
    lacking = [word for word, weight, met in found if weight and met < MET]
    lacked = [name for name in lacking if name in names]
    sentence = signals.scored.sentences[best]
    said, around = words_of(sentence.text), _written(sentence)
    others = {kind for name in lacked for word in said for kind in apart(word, name)}
    another = any(tells_of(around, each) == "another" for each in numbered(question))
    if (others & LASTING or another) and not asks_for_yes_or_no(question):
        return 1.0
    missed = [name for name in lacked if not (kinds := _kinds(name)) or kinds & LASTING]
    sisters = any(are_sisters(word, asked) for asked in lacking for word in said)
    return ABSENT if others or missed or another or sisters else 0.0


def _kinds(name: str) -> frozenset[str]:
    return frozenset(kind for kind, _ in names_of(name))


def _without(question: str, spans: Sequence[tuple[int, int]]) -> str:
    """Blank out what is compared as it is written."""
    for start, end in spans:
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _written(sentence: Sentence) -> str:
    """Return a sentence with what it stands under, in lower case."""
    return "\n".join((sentence.article.title, *sentence.context.lines, sentence.text)).lower()


def _named(question: str, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return which of the question's words are capitalised or have digits, and which have digits.

    The first word is capitalised in any case.
    """
    places = {word: number for number, word in enumerate(words)}
    named: dict[int, None] = {}
    numbers: dict[int, None] = {}
    for number, match in enumerate(WORD.finditer(question)):
        place = places.get(match[0].lower())
        if place is None:
            continue
        if any(map(str.isdigit, match[0])):
            numbers[place] = named[place] = None
        elif number and match[0][0].isupper():
            named[place] = None
    return list(named), list(numbers)
