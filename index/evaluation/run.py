"""Asks a question set and notes, for each question, where what is right came in the ranking.

A collection is asked as it stands. Articles that a question set brings go into a collection of
their own for as long as it takes; there each answerable question is asked again while its article
is missing, which tells how well silence is kept about what the sources don't say.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Unpack

from index.asking.judging.judge import Thresholds, Verdict
from index.asking.judging.weights import copy_own
from index.asking.ranking.ranker import Ranking
from index.config import CorpusSettings, Settings, VectorSettings
from index.corpus.changelog import Author
from index.corpus.errors import ArticleDuplicateError
from index.evaluation.errors import ExcerptNotFoundError
from index.evaluation.questions import EvaluationQuestion, Place, QuestionSet
from index.i18n import N_
from index.indexing.files import INDEX_FOLDER
from index.indexing.generations import Generations
from index.indexing.model.choice import in_use, settled
from index.indexing.progress import Progress, silent
from index.indexing.status import Status
from index.library import Library, Parts
from index.models import Draft, Sentence
from index.scopes import SHARED

PRESENT, REMOVED = N_("article present"), N_("article removed")
"""The kinds of questions that are asked with and without their article."""

FOLDS = 50
"""Times the index is built with some articles missing: with one each, if there aren't more."""

AUTHOR = Author("evaluation")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: ranks count from 1, None if nothing right was among the candidates.

    A passage ranks by its best sentence; `got` is the best sentence of all.
    """

    question: EvaluationQuestion
    confidence: float
    passage_rank: int | None
    sentence_rank: int | None
    got: Sentence | None
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a question set, by its names, and of which collection."""

    name: str
    outcomes: tuple[Outcome, ...]
    status: Status
    thresholds: Thresholds
    others: str | None = None


def ask_collection(questions: QuestionSet, library: Library, progress: Progress = silent) -> Run:
    """Ask the questions in a collection.

    Raises:
        ExcerptNotFoundError: an excerpt that is expected isn't in the collection.
    """
    found = located(questions.questions, questions.name, library)
    outcomes = []
    for number, question in enumerate(found, 1):
        outcomes.append(_ask(library, question))
        progress(number, len(found))
    return Run(questions.name, tuple(outcomes), library.status(), library.asker.thresholds)


def ask_own_articles(
    questions: QuestionSet, settings: Settings, progress: Progress = silent
) -> Run:
    """Ask the questions in a temporary collection of their articles, then without those."""
    outcomes: list[Outcome] = []

    def ask(asked: Sequence[EvaluationQuestion]) -> None:
        for question in asked:
            outcomes.append(_ask(library, question))
            progress(len(outcomes), total)

    answerable = [question for question in questions.questions if question.answerable]
    total = len(questions.questions) + len(answerable)
    with temporary_library(settings) as library:
        stored = fill(library, questions)
        status, thresholds = library.status(), library.asker.thresholds
        ask([asked_of(question, stored) for question in questions.questions])
        for missing in _folds(list(dict.fromkeys(stored.values()))):
            for article_id in missing:
                library.remove(article_id, AUTHOR)
            # Built anew, so that nothing of the missing articles is counted any more.
            library.rebuild()
            without = [q for q in answerable if stored[q.cluster] in missing]
            ask([replace(q, expected=(), places=(), kind=REMOVED) for q in without])
            for article_id in missing:
                library.restore(article_id, AUTHOR)
    return Run(questions.name, tuple(outcomes), status, thresholds, questions.others)


@contextmanager
def temporary_library(settings: Settings, **parts: Unpack[Parts]) -> Iterator[Library]:
    """Open an empty library with the collection's model, without seeds, for as long as it takes."""
    generation = in_use(Generations(settings.data_dir / INDEX_FOLDER))
    embedder = settled(settings.embedder, generation)
    with TemporaryDirectory(prefix="belegbot-") as name:
        # Nothing of it goes to a server that other machines share; the numbers are the same.
        own = {
            "data_dir": Path(name),
            "seeds_dir": None,
            "embedder": embedder,
            "vectors": VectorSettings(),
            "corpus": CorpusSettings(),
        }
        # Judged as the collection itself is.
        copy_own(settings.data_dir / INDEX_FOLDER, Path(name) / INDEX_FOLDER)
        with closing(Library.open(settings.model_copy(update=own), **parts)) as library:
            yield library


def fill(library: Library, questions: QuestionSet) -> dict[str, str]:
    """Add the articles that a question set brings, and return their ids by the set's."""
    stored = {name: _add(library, draft) for name, draft in questions.articles.items()}
    # An index that grew bit by bit counts a little otherwise.
    library.rebuild()
    return stored


def _add(library: Library, draft: Draft) -> str:
    """Add an article, unless it is there already, and return its id."""
    try:
        return library.add(draft, AUTHOR).article_id
    except ArticleDuplicateError as error:
        return str(error.values["article"])


def asked_of(question: EvaluationQuestion, stored: Mapping[str, str]) -> EvaluationQuestion:
    """Expect the answer in the article as it is stored."""
    places = [replace(place, article_id=stored[place.article_id]) for place in question.places]
    return replace(question, places=tuple(places), kind=PRESENT)


def _folds(article_ids: Sequence[str]) -> list[Sequence[str]]:
    if len(article_ids) < 2:
        return []
    return [article_ids[start::FOLDS] for start in range(min(FOLDS, len(article_ids)))]


def _ask(library: Library, question: EvaluationQuestion) -> Outcome:
    return outcome_of(question, *library.asker.rank(question.text, (SHARED,)))


def outcome_of(question: EvaluationQuestion, ranking: Ranking, verdict: Verdict) -> Outcome:
    """Note where in a ranking what is right came, and what the verdict on it was."""
    sentences = ranking.sentences
    right = [_is_right(sentence, question.places) for sentence in sentences]
    of_passage = [(s.article.id, s.span.passage) for s in sentences]
    order = list(dict.fromkeys(of_passage))
    # Whichever of its sentences ranks a passage, it is right if it holds a right sentence.
    passages = {passage for passage, hit in zip(of_passage, right, strict=True) if hit}
    return Outcome(
        question,
        verdict.confidence,
        next((rank for rank, passage in enumerate(order, 1) if passage in passages), None),
        next((rank for rank, hit in enumerate(right, 1) if hit), None),
        sentences[0] if sentences else None,
        verdict.answered,
    )


def _is_right(sentence: Sentence, places: Sequence[Place]) -> bool:
    return overlaps(sentence.article.id, sentence.span.start, sentence.span.end, places)


def overlaps(article_id: str, start: int, end: int, places: Sequence[Place]) -> bool:
    """Tell whether `[start, end)` of an article shares something with one of the places."""
    return any(
        article_id == place.article_id and start < place.end and place.start < end
        for place in places
    )


def located(
    questions: Sequence[EvaluationQuestion], name: str, library: Library
) -> list[EvaluationQuestion]:
    """Find the expected excerpts, whatever white space is between their words.

    Raises:
        ExcerptNotFoundError: an excerpt that a question of `name` expects isn't in the collection.
    """
    excerpts = {excerpt for question in questions for excerpt in question.expected}
    patterns = {e: re.compile(r"\s+".join(map(re.escape, e.split()))) for e in excerpts}
    places: dict[str, list[Place]] = {excerpt: [] for excerpt in excerpts}
    for summary in library.catalogue.articles(SHARED):
        if not summary.removed:
            text = library.corpus.article(summary.id).text
            for excerpt, pattern in patterns.items():
                places[excerpt] += [
                    Place(summary.id, *match.span(), excerpt) for match in pattern.finditer(text)
                ]
    for question in questions:
        for excerpt in question.expected:
            if not places[excerpt]:
                raise ExcerptNotFoundError(excerpt=excerpt, path=name, line=question.line)
    return [
        replace(question, places=tuple(p for e in question.expected for p in places[e]))
        for question in questions
    ]
