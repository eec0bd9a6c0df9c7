"""Questions, with what answers them taken away -> what speaks for the best sentence that is left.

Nothing is indexed anew: a question is ranked once, and each setting is a mask over its candidates.
So what is taken away is still counted among the words of the collection, and of an article alone
only those passages are there that the whole collection's search found. Beside eight articles of
XQuAD-R that were really asked alone, with and without each paragraph, AUROCs differ by 0.001 or
less in German and for English questions (`tests.benchmarks.truly`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Unpack, get_args

import numpy as np
import numpy.typing as npt

from index.asking.judging.parts import parts_of
from index.asking.ranking.ranker import Signals
from index.config import Settings
from index.corpus.corpus import Corpus
from index.evaluation.calibration.calibration import Observation
from index.evaluation.questions import EvaluationQuestion, QuestionSet
from index.evaluation.run import (
    Outcome,
    asked_of,
    fill,
    outcome_of,
    overlaps,
    temporary_library,
)
from index.indexing.progress import Progress, silent
from index.language.terms import words
from index.library import Library, Parts
from index.models import Sentence
from index.scopes import SHARED

Setting = Literal[
    "as it is", "article", "paragraph", "sentence", "one article", "one article, paragraph"
]
"""What there is: everything; all but the article, the paragraph or the sentence that answers; only
that article; only it without the paragraph."""

SETTINGS: tuple[Setting, ...] = get_args(Setting)

WITH_ANSWER: frozenset[Setting] = frozenset({"as it is", "one article"})

FITTED: tuple[Setting, ...] = (
    "as it is",
    "article",
    "paragraph",
    "one article",
    "one article, paragraph",
)
"""Settings that weights are fitted to: without a sentence, its neighbours may well answer."""

Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Removal:
    """What was seen of a question in each setting, and what came of it as it is.

    A setting is missing where nobody can say whether the best sentence answers: what was taken away
    is said in it, too. Without an expected answer, a question has nothing but "as it is".
    """

    outcome: Outcome
    seen: Mapping[Setting, Observation]

    @property
    def cluster(self) -> str:
        """What its questions share an article by."""
        return self.outcome.question.cluster


@dataclass(frozen=True, slots=True)
class _Answering:
    """Which of the candidates' sentences are in the article, paragraph and sentence that answer."""

    article: Chosen
    paragraph: Chosen
    sentence: Chosen


LEFT: Mapping[Setting, Callable[[_Answering], Chosen]] = {
    "as it is": lambda where: np.ones_like(where.article),
    "article": lambda where: ~where.article,
    "paragraph": lambda where: ~where.paragraph,
    "sentence": lambda where: ~where.sentence,
    "one article": lambda where: where.article,
    "one article, paragraph": lambda where: where.article & ~where.paragraph,
}


def observe_articles(
    questions: QuestionSet,
    settings: Settings,
    progress: Progress = silent,
    every: int = 1,
    **parts: Unpack[Parts],
) -> list[Removal]:
    """Ask a set's questions, or every so many of them, in a collection of its articles alone."""
    with temporary_library(settings, **parts) as library:
        stored = fill(library, questions)
        asked = [asked_of(question, stored) for question in questions.questions[::every]]
        found = []
        for number, removal in enumerate(observe_removals(asked, library), 1):
            found.append(removal)
            progress(number, len(asked))
        return found


def observe_removals(
    questions: Sequence[EvaluationQuestion], library: Library
) -> Iterator[Removal]:
    """Ask questions, whose `places` are known, of what everybody can ask of a library."""
    articles = _Articles(library.corpus)
    for question in questions:
        ranking, verdict = library.asker.rank(question.text, (SHARED,))
        seen = dict(_seen(question, ranking.signals, articles))
        yield Removal(outcome_of(question, ranking, verdict), seen)


def _seen(
    question: EvaluationQuestion, signals: Signals | None, articles: "_Articles"
) -> Iterator[tuple[Setting, Observation]]:
    sentences = signals.scored.sentences if signals else ()
    where = articles.answering(question, sentences)
    answers = [_framed(answer) for answer in question.answers]
    for setting in SETTINGS if question.answerable else SETTINGS[:1]:
        answerable = question.answerable and setting in WITH_ANSWER
        left = LEFT[setting](where)
        if signals is None or not left.any():
            yield setting, Observation(parts=None, right=False, answerable=answerable)
            continue
        best = int(np.where(left, signals.scores, -np.inf).argmax())
        said = _framed(sentences[best].text)
        if answerable or not any(answer in said for answer in answers):
            parts = parts_of(question.text, signals, left)
            right = answerable and bool(where.sentence[best])
            yield setting, Observation(parts, right=right, answerable=answerable)


def _framed(text: str) -> str:
    """Return its words, so that "30" isn't found in "1930"."""
    return f" {' '.join(words(text))} "


class _Articles:
    """Which paragraphs hold what, of articles that don't change meanwhile."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._units: dict[str, list[Sentence]] = {}

    def answering(self, question: EvaluationQuestion, sentences: Sequence[Sentence]) -> _Answering:
        """Tell which sentences are where a question's answers are."""
        articles = {place.article_id for place in question.places}
        paragraphs = {
            (sentence.article.id, sentence.span.paragraph)
            for article in articles
            for sentence in self._of(article)
            if _answers(sentence, question)
        }
        return _Answering(
            np.array([s.article.id in articles for s in sentences], dtype=np.bool_),
            np.array(
                [(s.article.id, s.span.paragraph) in paragraphs for s in sentences],
                dtype=np.bool_,
            ),
            np.array([_answers(s, question) for s in sentences], dtype=np.bool_),
        )

    def _of(self, article_id: str) -> list[Sentence]:
        if article_id not in self._units:
            revision = self._corpus.article(article_id).revision
            self._units[article_id] = self._corpus.units(revision)
        return self._units[article_id]


def _answers(sentence: Sentence, question: EvaluationQuestion) -> bool:
    return overlaps(sentence.article.id, sentence.span.start, sentence.span.end, question.places)
