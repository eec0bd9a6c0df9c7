"""Collections' questions -> what speaks for the best sentence, and whether citing it is right."""

from collections.abc import Sequence
from typing import Unpack

from index.asking.answers import Turn
from index.config import Settings
from index.evaluation.calibration.calibration import Observation
from index.evaluation.collections.asking import filled
from index.evaluation.collections.folder import Collection
from index.evaluation.questions import EvaluationQuestion
from index.evaluation.run import located, overlaps
from index.indexing.progress import Progress, silent
from index.library import Library, Parts
from index.scopes import SHARED


def observe(
    collections: Sequence[Collection],
    settings: Settings,
    progress: Progress = silent,
    **parts: Unpack[Parts],
) -> list[list[Observation]]:
    """Ask each collection's questions in one of its own, and the turns of its conversations.

    Raises:
        ArticleError: a document can't be read.
        ExcerptNotFoundError: an excerpt that is expected is in no document.
    """
    total = sum(len(each.questions) + sum(map(len, each.chains)) for each in collections)
    done = 0
    seen: list[list[Observation]] = []
    for collection in collections:
        seen.append([])
        with filled(collection, settings, **parts) as library:
            for question in located(collection.questions, collection.name, library):
                seen[-1].append(_observed(library, question))
                done += 1
                progress(done, total)
            for chain in collection.chains:
                previous: Turn | None = None
                for question in located(chain, collection.name, library):
                    seen[-1].append(_observed(library, question, previous))
                    previous = library.ask(question.text, previous=previous).turn
                done += len(chain)
                progress(done, total)
    return seen


def _observed(
    library: Library, question: EvaluationQuestion, previous: Turn | None = None
) -> Observation:
    verdict, best = library.asker.first_evidence(question.text, (SHARED,), previous)
    right = best is not None and overlaps(best.article.id, *best.answer, question.places)
    return Observation(verdict.parts, right, question.answerable, verdict.opinions)
