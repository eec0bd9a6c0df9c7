"""Vectors in a Milvus: the same ranking as in memory, kills of its server.

    python -m tests.benchmarks.milvus [--xquad FOLDER [--questions N]] [--kills 20] [--seed 0]

Over milvus-lite 3.2.2 or later on 127.0.0.1, which has to be installed beside the extra “test”.
FOLDER is as for `tests.benchmarks.retrieval`. Ends with exit code 1 if nDCG@10 differs by more than
0.005, and with an error at the first thing that a kill has lost, or left too much.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from pymilvus import MilvusClient

from index.config import Settings, VectorSettings
from index.evaluation.metrics import UNITS, unit_figures
from index.evaluation.questions import read_question_set
from index.evaluation.run import Outcome, ask_collection, asked_of, fill, temporary_library
from index.indexing.backends.configured import configured
from index.indexing.backends.milvus.collections import alias_of
from tests.benchmarks.retrieval import GERMAN
from tests.index.indexing.backends.milvus_kills import kill_again_and_again
from tests.index.indexing.backends.milvus_server import Server, serving
from tests.models import BUILTIN

ALLOWED = 0.005


def main() -> None:
    """Run what was asked for, and print the figures."""
    parser = argparse.ArgumentParser(description="Measure vectors in a Milvus.")
    parser.add_argument("--xquad", type=Path, metavar="FOLDER")
    parser.add_argument("--questions", type=int, help="of XQuAD-R only so many, from all over it")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    differs = False
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder, "milvus")) as server:
        if arguments.xquad:
            differs = _rank(arguments.xquad / GERMAN, server, arguments.questions)
        if arguments.kills:
            began = perf_counter()
            data = Path(folder, "data")
            done = kill_again_and_again(server, data, arguments.kills, arguments.seed)
            for name, number in done.items():
                print(f"{name}: {number}")
            print(f"nothing lost, no ghost, no other scope's row; {perf_counter() - began:.0f} s")
    sys.exit(differs)


def _rank(path: Path, server: Server, count: int | None) -> bool:
    """Compare the ranking of both engines; tell whether it differs too much."""
    here = _asked(path, VectorSettings(), None, count)
    there = _asked(path, server.settings, server, count)
    differs = False
    for unit in UNITS:
        for metric, figure in unit_figures(here, unit).items():
            other = unit_figures(there, unit)[metric].value
            differs |= metric == "ndcg@10" and abs(other - figure.value) > ALLOWED
            print(f"  {unit} {metric:12} embedded {figure.value:.4f}  Milvus {other:.4f}")
    return differs


def _asked(
    path: Path, vectors: VectorSettings, server: Server | None, count: int | None
) -> Sequence[Outcome]:
    questions = read_question_set(path)
    settings = Settings(embedder=BUILTIN, seeds_dir=None)
    with temporary_library(settings, backends=configured(vectors)) as library:
        began = perf_counter()
        stored = fill(library, questions)
        chosen = questions.questions[:: -(-len(questions.questions) // count) if count else 1]
        print(f"{vectors.kind}: filled in {perf_counter() - began:.1f} s", flush=True)
        own = tuple(asked_of(question, stored) for question in chosen)
        if server:
            # milvus-lite searches what it hasn't written to its files yet ten times more slowly.
            with closing(MilvusClient(server.uri, timeout=60, dedicated=True)) as engine:
                engine.flush(alias_of(library.corpus.id()))
        began = perf_counter()
        run = ask_collection(replace(questions, questions=own), library)
        each = 1000 * (perf_counter() - began) / len(run.outcomes)
        print(f"{vectors.kind}: {len(run.outcomes)} questions, {each:.0f} ms each", flush=True)
        assert library.problem is None, library.problem
        return run.outcomes


if __name__ == "__main__":
    main()
