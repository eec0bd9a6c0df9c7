"""Retrieval and abstention on XQuAD-R against the project's targets.

    python -m tests.benchmarks.retrieval FOLDER

FOLDER holds xquad-r.de.json and xquad-r.en.json from google-research-datasets/lareqa (CC BY-SA
4.0). Ends with exit code 1 if a target is missed.
"""

import argparse
import sys
from pathlib import Path

from index.config import LibrarySettings
from index.evaluation.asking import ask_own_articles
from index.evaluation.evaluation import Evaluation
from index.evaluation.metrics import METRICS, UNITS, Figure
from index.evaluation.questions import read_question_set

GERMAN, ENGLISH = "xquad-r.de.json", "xquad-r.en.json"

RUNS: dict[str, tuple[str, str | None]] = {
    "de": (GERMAN, None),
    "en": (ENGLISH, None),
    "en → de": (GERMAN, ENGLISH),
}

TARGETS = {
    ("de", "passages", "ndcg@10"): 0.972,
    ("de", "passages", "recall@1"): 0.940,
    ("de", "sentences", "ndcg@10"): 0.885,
    ("de", "sentences", "recall@1"): 0.80,
    ("de", "abstention", "auroc"): 0.985,
    ("en", "passages", "ndcg@10"): 0.975,
    ("en", "abstention", "auroc"): 0.985,
    ("en → de", "passages", "ndcg@10"): 0.830,
}


def main() -> None:
    """Evaluate each pair of questions and articles and print all figures."""
    parser = argparse.ArgumentParser(description="Measure retrieval on XQuAD-R.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    missed = 0
    for name, (articles, questions) in RUNS.items():
        read = read_question_set(folder / articles, folder / questions if questions else None)
        evaluation = Evaluation.of(ask_own_articles(read, LibrarySettings()))
        print(f"\n{name}: {evaluation.answerable} questions, {read.name}")
        for unit in UNITS:
            for metric in METRICS:
                figure = evaluation.units[unit][metric]
                missed += _print(figure, name, unit, metric)
        silence = evaluation.abstention
        missed += _print(silence.auroc, name, "abstention", "auroc")
        missed += _print(silence.precision, name, "abstention", "precision")
        missed += _print(silence.recall, name, "abstention", "recall")
    print(f"\n{missed} targets missed")
    sys.exit(missed > 0)


def _print(figure: Figure, *key: str) -> bool:
    """Print a line; tell whether it has a target that it misses."""
    target = TARGETS.get((key[0], key[1], key[2]))
    missed = target is not None and figure.value < target
    verdict = f"target {target:.3f} {'MISSED' if missed else 'met'}" if target else ""
    value = f"{figure.value:.4f} [{figure.low:.3f}, {figure.high:.3f}]"
    print(f"  {' '.join(key[1:]):22} {value:24} {verdict}".rstrip())
    return missed


if __name__ == "__main__":
    main()
