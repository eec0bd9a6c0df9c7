"""How far masks over one ranking agree with articles that are really changed.

    python -m tests.benchmarks.truly FOLDER [--case "en → de"] [--articles 8] [--embedder e5]

Articles, evenly chosen, are asked in collections of nothing but themselves, as they are and without
each paragraph, and what `index.evaluation.removals` sees by masks is laid beside it: how likely the
best sentence answers, by the weights that come along.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.asking.judging.weights import Weights, shipped
from index.config import EmbedderSettings, Settings
from index.evaluation.calibration.calibration import Observation
from index.evaluation.questions import EvaluationQuestion, QuestionSet
from index.evaluation.removals import Setting, observe_articles, observe_removals
from index.evaluation.run import fill, temporary_library
from index.models import Draft
from tests.benchmarks.separation import probability, separation
from tests.benchmarks.silence import read_case

Both = tuple[Observation, Observation]
"""Truly, and by a mask."""

THERE: Setting = "one article"
GONE: Setting = "one article, paragraph"


def main() -> None:
    """Ask, compare and print."""
    parser = argparse.ArgumentParser(description="Compare masks with changed articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--case", default="de")
    parser.add_argument("--articles", type=int, default=8)
    parser.add_argument("--embedder", choices=("builtin", "e5", "use"), default="builtin")
    arguments = parser.parse_args()
    settings = Settings(embedder=EmbedderSettings(kind=arguments.embedder))
    weights = shipped().models[arguments.embedder]
    read = read_case(arguments.folder, arguments.case)
    step = max(1, len(read.articles) // arguments.articles)
    chosen = list(read.articles)[::step][: arguments.articles]
    questions = [each for each in read.questions if each.cluster in chosen]
    masked = _masked(read, questions, settings)
    seen: dict[Setting, list[Both]] = {THERE: [], GONE: []}
    for article in chosen:
        for setting, question, truly in _truly(
            read.articles[article], article, questions, settings
        ):
            by_mask = masked[question]
            if setting in by_mask:
                seen[setting].append((truly, by_mask[setting]))
    for setting, pairs in seen.items():
        _print(setting, pairs, weights)
    for number, name in enumerate(("truly", "by masks")):
        found = separation(
            [probability(weights, each[number]) for each in seen[THERE] if each[number].right],
            [probability(weights, each[number]) for each in seen[GONE]],
        )
        print(f"AUROC {name}: {found.auroc:.4f} ({found.right} right, {found.others} removed)")


def _masked(
    read: QuestionSet, questions: Sequence[EvaluationQuestion], settings: Settings
) -> dict[EvaluationQuestion, dict[Setting, Observation]]:
    asked = replace(read, questions=tuple(questions))
    removals = observe_articles(asked, settings)
    return {
        question: dict(removal.seen) for question, removal in zip(questions, removals, strict=True)
    }


def _truly(
    draft: Draft, article: str, questions: Sequence[EvaluationQuestion], settings: Settings
) -> Iterator[tuple[Setting, EvaluationQuestion, Observation]]:
    """Give what is seen in the article alone, whole and without the paragraph that answers."""
    own = [question for question in questions if question.cluster == article]
    for question, seen in _asked(draft, article, own, settings):
        yield THERE, question, seen
    paragraphs, begin = draft.text.split("\n\n"), 0
    for number, paragraph in enumerate(paragraphs):
        end = begin + len(paragraph)
        about = [each for each in own if begin <= each.places[0].start < end]
        rest = "\n\n".join(paragraphs[:number] + paragraphs[number + 1 :])
        nowhere = [replace(each, expected=(), places=(), answers=()) for each in about]
        left = replace(draft, text=rest)
        for question, (_, seen) in zip(
            about, _asked(left, article, nowhere, settings), strict=True
        ):
            yield GONE, question, seen
        begin = end + 2


def _asked(
    draft: Draft, article: str, questions: Sequence[EvaluationQuestion], settings: Settings
) -> Iterator[tuple[EvaluationQuestion, Observation]]:
    if not questions:
        return
    with temporary_library(settings) as library:
        stored = fill(library, QuestionSet(article, (), {article: draft}))[article]
        placed = [
            replace(q, places=tuple(replace(place, article_id=stored) for place in q.places))
            for q in questions
        ]
        removals = observe_removals(placed, library)
        for question, removal in zip(questions, removals, strict=True):
            yield question, removal.seen["as it is"]


def _print(setting: Setting, pairs: Sequence[Both], weights: Weights) -> None:
    truly, masked = (
        np.array([probability(weights, each[number]) for each in pairs]) for number in (0, 1)
    )
    off = np.abs(truly - masked)
    print(
        f"{setting:24} {len(pairs)} questions, probability {truly.mean():.4f} truly,"
        f" {masked.mean():.4f} by masks; off by {off.mean():.4f} on average,"
        f" by more than .1 in {(off > 0.1).mean():.1%}"
    )


if __name__ == "__main__":
    main()
