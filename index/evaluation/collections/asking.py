"""Collections' questions -> what came of each, asked as `ask` does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Unpack

from index.articles import read_file
from index.asking.answers import Answer, Citation, Outcome
from index.config import Settings
from index.evaluation.collections.folder import Collection
from index.evaluation.questions import EvaluationQuestion, Place
from index.evaluation.run import AUTHOR, located, overlaps, temporary_library
from index.indexing.progress import Progress, silent
from index.library import Library, Parts
from index.writing.written import Written

WHOLE = {"list", "howto", "comparison"}
"""Kinds of questions that all of their excerpts together answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a question.

    `first` is whether the first citation's unit is right, `shown` whether any citation's is,
    `complete` whether all expected excerpts were shown; `follow_up` whether it went on from another
    question. `written` is the answer in other words, if that was asked for.
    """

    question: EvaluationQuestion
    answer: Answer
    first: bool
    shown: bool
    complete: bool
    follow_up: bool = False
    written: Written | None = None

    @property
    def outcome(self) -> Outcome:
        """What came."""
        return self.answer.outcome

    @property
    def confidence(self) -> float:
        """How sure it was."""
        return self.answer.confidence

    @property
    def right(self) -> bool:
        """Whether it came as it should."""
        return self.first if self.question.answerable else self.answer.abstained


@dataclass(frozen=True, slots=True)
class CollectionRun:
    """What came of a collection: of its questions, and of the turns of its conversations."""

    name: str
    questions: tuple[Asked, ...]
    turns: tuple[Asked, ...]


def ask_whole(
    collections: Sequence[Collection],
    settings: Settings,
    progress: Progress = silent,
    *,
    writes: bool = False,
) -> list[CollectionRun]:
    """Ask each collection apart, in one of its own that has nothing but its documents.

    With `writes`, answers that stand alone are put in other words, too.

    Raises:
        ArticleError: a document can't be read.
        ExcerptNotFoundError: an excerpt that is expected is in no document.
    """
    total = sum(len(each.questions) + sum(map(len, each.chains)) for each in collections)
    done, runs = 0, []
    for collection in collections:
        with filled(collection, settings) as library:
            questions = []
            for question in located(collection.questions, collection.name, library):
                asked = _asked(question, library.ask(question.text))
                if writes and not asked.answer.abstained:
                    asked = replace(asked, written=library.write(asked.answer))
                questions.append(asked)
                done += 1
                progress(done, total)
            turns: list[Asked] = []
            for chain in collection.chains:
                turns += _asked_in_turn(library, located(chain, collection.name, library))
                done += len(chain)
                progress(done, total)
        runs.append(CollectionRun(collection.name, tuple(questions), tuple(turns)))
    return runs


@contextmanager
def filled(collection: Collection, settings: Settings, **parts: Unpack[Parts]) -> Iterator[Library]:
    """Open a library with a collection's documents, for as long as it takes.

    Raises:
        ArticleError: a document can't be read.
    """
    with temporary_library(settings, **parts) as library:
        for document in collection.documents:
            library.add(read_file(document, settings.ingest).draft, AUTHOR)
        # As it would be after a while: what grew bit by bit counts a little otherwise.
        library.rebuild()
        yield library


def _asked_in_turn(library: Library, chain: Sequence[EvaluationQuestion]) -> list[Asked]:
    previous, found = None, []
    for number, question in enumerate(chain):
        answer = library.ask(question.text, previous=previous)
        found.append(_asked(question, answer, follow_up=number > 0))
        previous = answer.turn
    return found


def _asked(question: EvaluationQuestion, answer: Answer, *, follow_up: bool = False) -> Asked:
    cited = [_is_cited(citation, question.places) for citation in answer.citations]
    places = {
        excerpt: [place for place in question.places if place.excerpt == excerpt]
        for excerpt in question.expected
    }
    shown = [
        any(_is_shown(citation, each) for citation in answer.citations) for each in places.values()
    ]
    return Asked(
        question,
        answer,
        first=any(cited[:1]),
        shown=any(cited),
        complete=bool(cited) and all(shown),
        follow_up=follow_up,
    )


def _is_cited(citation: Citation, places: Sequence[Place]) -> bool:
    return overlaps(citation.article.id, *citation.evidence.answer, places)


def _is_shown(citation: Citation, places: Sequence[Place]) -> bool:
    evidence = citation.evidence
    return overlaps(citation.article.id, evidence.start, evidence.end, places)
