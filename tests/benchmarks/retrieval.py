"""Retrieval and abstention on XQuAD-R against the project's targets.

    python -m tests.benchmarks.retrieval FOLDER [--config config.toml] [--case "en → de"]

FOLDER holds xquad-r.de.json and xquad-r.en.json from google-research-datasets/lareqa (CC BY-SA
4.0). "en → de" are English questions on German passages. Beside the figures of the whole stand
those of the embedder's vectors alone. What perhaps answers counts as answered. Ends with exit code
1 if a target is missed.
"""

import argparse
import sys
from pathlib import Path

from index.config import Settings
from index.embedders import create_embedder
from index.evaluation.figures import Evaluation
from index.evaluation.metrics import METRICS, UNITS, Figure, unit_figures
from index.evaluation.questions import read_question_set
from index.evaluation.run import ask_own_articles
from index.evaluation.table import heading
from index.origins import read_configuration
from tests.benchmarks.vectors import ask_vectors
from tests.models import BUILTIN

VECTOR_METRICS = ("ndcg@10", "recall@1")

GERMAN, ENGLISH = "xquad-r.de.json", "xquad-r.en.json"

RUNS: dict[str, tuple[str, str | None]] = {
    "de": (GERMAN, None),
    "en": (ENGLISH, None),
    "en → de": (GERMAN, ENGLISH),
    "de → en": (ENGLISH, GERMAN),
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
    parser.add_argument("--config", type=Path, help="for its embedder; the built-in one without")
    parser.add_argument("--case", choices=RUNS, action="append", help="only this; repeatable")
    arguments = parser.parse_args()
    folder = arguments.folder
    settings = Settings(embedder=BUILTIN)
    if arguments.config:
        settings = read_configuration(Settings, arguments.config).settings
    embedder = create_embedder(settings.embedder)
    missed = 0
    for name in arguments.case or RUNS:
        articles, questions = RUNS[name]
        read = read_question_set(folder / articles, folder / questions if questions else None)
        evaluation = Evaluation.of(ask_own_articles(read, settings))
        print(f"\n{name}: {heading(evaluation, 'en')}")
        for unit in UNITS:
            for metric in METRICS:
                figure = evaluation.units[unit][metric]
                missed += _print(figure, name, unit, metric)
        for ranking, outcomes in ask_vectors(read, embedder).items():
            figures = unit_figures(outcomes, "passages")
            for metric in VECTOR_METRICS:
                _print(figures[metric], name, ranking, metric)
        silence = evaluation.abstention
        missed += _print(silence.auroc, name, "abstention", "auroc")
        missed += _print(silence.precision, name, "abstention", "precision")
        missed += _print(silence.recall, name, "abstention", "recall")
        missed += _print(silence.false_answers, name, "abstention", "false answers")
    print(f"\n{missed} targets missed")
    sys.exit(missed > 0)


def _print(figure: Figure, *key: str) -> bool:
    """Print a line; tell whether it has a target that it misses."""
    target = TARGETS.get((key[0], key[1], key[2]))
    missed = target is not None and figure.value < target
    verdict = f"target {target:.3f} {'MISSED' if missed else 'met'}" if target else ""
    value = f"{figure.value:.4f} [{figure.low:.3f}, {figure.high:.3f}]"
    print(f"  {' '.join(key[1:]):39} {value:24} {verdict}".rstrip())
    return missed


if __name__ == "__main__":
    main()
