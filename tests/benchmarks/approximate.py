"""Which FAISS index finds how much of what an exact one finds, how quickly, in how much memory.

    python -m tests.benchmarks.approximate [--sentences 100000] [--json FILE] [--chart FILE.svg]

Vectors are the built-in model's of made-up sentences (`tests.benchmarks.speed.articles`), searched
for made-up questions by one thread. Recall is of the ten that the exact index of whole vectors puts
first, those of equal cosine counted as found. Removing takes out the vectors of one article, as a
change does; an HNSW index can't.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import faiss
import numpy as np

from index.embedders.base import Vectors
from index.embedders.builtin import BuiltinEmbedder
from index.units.segmentation import segment
from tests.benchmarks.speed.articles import SENTENCES, Invention
from tests.benchmarks.speed.measuring import machine

K, QUESTIONS, BATCH = 10, 200, 10_000
SHORT = 256
"""Numbers of a vector's beginning, for the model was trained so that this is one, too."""
TRAINED_ON = 50_000
ALIKE = 1e-6


@dataclass(frozen=True, slots=True)
class Measured:
    """One index; times in milliseconds, `removing` None where that can't be done."""

    name: str
    recall: float
    median: float
    p95: float
    megabytes: float
    building: float
    adding: float
    removing: float | None


@dataclass(frozen=True, slots=True)
class Kind:
    """How an index is made, searched, and how many numbers of a vector it has."""

    name: str
    make: Callable[[int, int], faiss.Index]
    search: Callable[[faiss.Index], object] = lambda _: None
    numbers: int | None = None
    removes: bool = True


def _factory(text: str) -> Callable[[int, int], faiss.Index]:
    def make(dimension: int, count: int) -> faiss.Index:
        lists = max(1, int(4 * sqrt(count)))
        return faiss.index_factory(dimension, text.format(lists=lists), faiss.METRIC_INNER_PRODUCT)

    return make


def _setting(name: str, value: int) -> Callable[[faiss.Index], object]:
    return lambda index: faiss.ParameterSpace().set_index_parameter(index, name, value)


KINDS = (
    Kind("flat", _factory("Flat")),
    Kind(f"flat, {SHORT} numbers", _factory("Flat"), numbers=SHORT),
    Kind("8 bits", _factory("SQ8")),
    Kind("8 bits, the best compared anew", _factory("SQ8,RFlat"), _setting("k_factor_rf", 4)),
    *(
        Kind(f"HNSW, {ef} looked at", _factory("HNSW32"), _setting("efSearch", ef), removes=False)
        for ef in (64, 128, 256)
    ),
    *(
        Kind(f"IVF, {probes} lists", _factory("IVF{lists},Flat"), _setting("nprobe", probes))
        for probes in (16, 64)
    ),
    Kind("IVF, 64 lists, 8 bits", _factory("IVF{lists},SQ8"), _setting("nprobe", 64)),
)


def main() -> None:
    """Measure each kind, print a table, and draw it."""
    parser = argparse.ArgumentParser(description="Compare FAISS indexes.")
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--chart", type=Path, help="an SVG file")
    arguments = parser.parse_args()
    faiss.omp_set_num_threads(1)
    vectors, asked = embedded(arguments.sentences)
    where = machine()
    print(*(f"{name}: {value}" for name, value in where.items()), sep="\n")
    print(f"\n{len(vectors)} vectors of {vectors.shape[1]} numbers\n{HEAD}")
    exact = faiss.IndexFlatIP(vectors.shape[1])
    exact.add(vectors)
    least = exact.search(asked, K)[0][:, -1] - ALIKE
    found = []
    for kind in KINDS:
        found.append(measured(kind, vectors, asked, least))
        print(line(found[-1]), flush=True)
    if arguments.json:
        told = {"machine": where, "vectors": len(vectors), "indexes": [asdict(m) for m in found]}
        arguments.json.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    if arguments.chart:
        arguments.chart.write_text(drawn(found), encoding="utf-8")


def embedded(sentences: int) -> tuple[Vectors, Vectors]:
    """Return the vectors of made-up sentences, and those of questions about them."""
    invention, embedder = Invention(), BuiltinEmbedder()
    texts = [
        article.text[span.start : span.end]
        for article in invention.articles(sentences)
        for span in segment(article.text, article.language, article.blocks)
    ]
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    vectors = np.concatenate([embedder.embed_documents(batch) for batch in batches])
    return vectors, embedder.embed_queries(invention.questions(QUESTIONS, sentences))


def measured(kind: Kind, vectors: Vectors, asked: Vectors, least: Any) -> Measured:  # noqa: ANN401
    """Build an index, ask it, and change it; `least` is the cosine of each question's tenth."""
    whole, questions = vectors, asked
    if kind.numbers is not None:
        vectors, asked = (_shortened(each, kind.numbers) for each in (vectors, asked))
    index = kind.make(vectors.shape[1], len(vectors))
    chosen = np.random.default_rng(0).permutation(len(vectors))[:TRAINED_ON]

    def build() -> None:
        index.train(vectors[chosen])
        index.add(vectors)

    building = _milliseconds(build)
    kind.search(index)
    times, hits = [], 0.0
    for number in range(len(asked)):
        start = perf_counter()
        [row] = index.search(asked[number : number + 1], K)[1]
        times.append(1000 * (perf_counter() - start))
        there = row[row >= 0]
        hits += min(1.0, float((whole[there] @ questions[number] >= least[number]).sum()) / K)
    megabytes = faiss.serialize_index(index).nbytes / 1e6
    adding = _milliseconds(lambda: index.add(vectors[:SENTENCES]))
    removing = None
    if kind.removes:
        gone = faiss.IDSelectorRange(0, SENTENCES)
        removing = _milliseconds(lambda: _taken_out(index, gone))
    return Measured(
        kind.name,
        hits / len(asked),
        median(times),
        float(np.quantile(times, 0.95)),
        megabytes,
        building,
        adding,
        removing,
    )


def _taken_out(index: faiss.Index, gone: faiss.IDSelector) -> None:
    base = faiss.downcast_index(index.base_index) if hasattr(index, "base_index") else index
    base.remove_ids(gone)
    if base is not index:
        # An `IndexRefine`.
        faiss.downcast_index(index.refine_index).remove_ids(gone)  # type: ignore[attr-defined]


def _shortened(vectors: Vectors, numbers: int) -> Vectors:
    short = np.ascontiguousarray(vectors[:, :numbers])
    length = np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-9)
    return np.asarray(short / length, dtype=np.float32)


def _milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return 1000 * (perf_counter() - start)


HEAD = (
    f"{'index':32} {'recall@10':>9} {'median ms':>9} {'p95 ms':>8} {'MB':>8} {'build s':>8}"
    f" {'add ms':>7} {'remove ms':>9}"
)


def line(found: Measured) -> str:
    """Return an index's line of the table."""
    removing = "can't" if found.removing is None else f"{found.removing:.1f}"
    return (
        f"{found.name:32} {found.recall:9.3f} {found.median:9.2f} {found.p95:8.2f}"
        f" {found.megabytes:8.1f} {found.building / 1000:8.1f} {found.adding:7.1f} {removing:>9}"
    )


WIDTH, HEIGHT, LEFT, BELOW = 760, 440, 60, 50


def drawn(found: list[Measured]) -> str:
    """Draw recall by p95, each index as a disc whose area is its memory."""
    slowest, largest = max(m.p95 for m in found), max(m.megabytes for m in found)
    lowest = min(0.9, *(m.recall for m in found)) - 0.01

    def across(milliseconds: float) -> float:
        return LEFT + milliseconds / slowest * (WIDTH - LEFT - 230)

    def up(recall: float) -> float:
        return 20 + (1.0 - recall) / (1.0 - lowest) * (HEIGHT - BELOW - 20)

    marks = [
        f'<circle cx="{across(m.p95):.0f}" cy="{up(m.recall):.0f}"'
        f' r="{4 + 14 * sqrt(m.megabytes / largest):.0f}" fill="#2563eb" fill-opacity=".35"/>'
        f'<text x="{across(m.p95) + 20:.0f}" y="{up(m.recall) + 4 + 13 * (number % 2):.0f}">'
        f"{m.name}, {m.megabytes:.0f} MB</text>"
        for number, m in enumerate(found)
    ]
    steps = [lowest + (1.0 - lowest) * part / 4 for part in range(5)]
    ticks = [
        f'<text x="8" y="{up(step) + 4:.0f}">{step:.3f}</text>'
        f'<line x1="{LEFT}" x2="{WIDTH}" y1="{up(step):.0f}" y2="{up(step):.0f}" stroke="#ddd"/>'
        for step in steps
    ]
    ticks += [
        f'<text x="{across(at):.0f}" y="{HEIGHT - 28}">{at:.1f}</text>'
        for at in (slowest * part / 4 for part in range(5))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="sans-serif" font-size="12" stroke-width="1">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        f'<g fill="#444">{"".join(ticks)}</g><g fill="#111">{"".join(marks)}</g>'
        f'<text x="{LEFT}" y="{HEIGHT - 8}">milliseconds a question, p95; upwards: recall@10</text>'
        "</svg>\n"
    )


if __name__ == "__main__":
    main()
