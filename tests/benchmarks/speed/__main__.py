"""Measures the rows that were chosen at the sizes that were chosen, and prints them as a table."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.config import EmbedderSettings
from tests.benchmarks.speed import __doc__ as usage
from tests.benchmarks.speed.asking import question, txtai
from tests.benchmarks.speed.changing import add, indexing
from tests.benchmarks.speed.collection import build
from tests.benchmarks.speed.flood import flood
from tests.benchmarks.speed.growth import exponents
from tests.benchmarks.speed.holding import QUESTIONS, files, memory, start
from tests.benchmarks.speed.measuring import Figure, load, machine
from tests.benchmarks.speed.moderating import moderating
from tests.benchmarks.speed.processes import processes

ROWS: dict[str, Callable[..., Iterator[Figure]]] = {
    "question": question,
    "txtai": txtai,
    "files": files,
    "memory": memory,
    "start": start,
    "flood": flood,
    "indexing": indexing,
    "add": add,
    "moderating": moderating,
}
"""In this order: the last ones change the collection."""
OF_NONE = "processes"
SIZES = (27, 10_000, 100_000)


def main() -> None:
    """Measure, print each figure as it comes, then how they grow."""
    parser = argparse.ArgumentParser(
        description=usage, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default=",".join([OF_NONE, *ROWS]), help="default: %(default)s")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=7, help="of each figure; default: %(default)s")
    parser.add_argument("--embedder", default="builtin", help="builtin, e5")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="for `memory`")
    parser.add_argument("--keep", type=Path, help="a folder where collections stay for next time")
    parser.add_argument("--json", type=Path, help="a file for all figures, with the machine")
    arguments = parser.parse_args()
    chosen = arguments.rows.split(",")
    if unknown := set(chosen) - {OF_NONE, *ROWS}:
        parser.error(f"no such rows: {', '.join(sorted(unknown))}")
    where = machine()
    print(*(f"{name}: {value}" for name, value in where.items()), sep="\n")
    print(f"\n{HEAD}\n{'-' * len(HEAD)}")
    figures = list(
        shown(
            measured(
                chosen,
                [int(size) for size in arguments.sizes.split(",")],
                arguments.runs,
                EmbedderSettings(kind=arguments.embedder),
                arguments.keep,
                arguments.questions,
            )
        )
    )
    growing = [
        {"what": what, "exponent": exponent, "points": points}
        for what, exponent, points in exponents(figures)
    ]
    if growing:
        print("\ngrows with the sentences to the power of")
    for each in growing:
        print(f"{each['exponent']:6.2f}  {each['what']}")
    if arguments.json:
        found = {
            "machine": where,
            "arguments": sys.argv[1:],
            "figures": [figure.as_json() for figure in figures],
            "growth": growing,
        }
        arguments.json.write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8")


def measured(
    rows: Sequence[str],
    sizes: Sequence[int],
    runs: int,
    embedder: EmbedderSettings,
    keep: Path | None,
    questions: int,
) -> Iterator[Figure]:
    """Give the figures as they come, each with the load at that moment."""
    if OF_NONE in rows:
        yield from map(_with_load, processes(runs))
    with tempfile.TemporaryDirectory() as temporary:
        for size in sizes if set(rows) != {OF_NONE} else ():
            collection = build((keep or Path(temporary)).resolve(), size, embedder)
            for name, row in ROWS.items():
                if name in rows:
                    more = {"questions": questions} if name == "memory" else {}
                    yield from map(_with_load, row(collection, runs, **more))


HEAD = f"{'what':58} {'sentences':>9} {'figure':>10} {'spread':>17} {'beside it':>10} limit"


def shown(figures: Iterator[Figure]) -> Iterator[Figure]:
    """Print each figure, and pass it on."""
    for figure in figures:
        spread = f"{_short(min(figure.values))}–{_short(max(figure.values))}"
        base = "" if figure.base is None else _short(figure.base)
        kept = {None: "", True: "kept", False: "MISSED"}[figure.kept]
        against = f" ({figure.baseline})" if figure.baseline else ""
        what = f"{figure.what}, {figure.unit}" if figure.unit else figure.what
        print(
            f"{what[:58]:58} {figure.sentences or '':>9} {_short(figure.value):>10} {spread:>17}"
            f" {base:>10} {figure.limit or ''} {kept}{against}"
            f"{' – ' if figure.note else ''}{figure.note}",
            flush=True,
        )
        yield figure


def _with_load(figure: Figure) -> Figure:
    return replace(figure, load=load())


def _short(number: float) -> str:
    return f"{number:.0f}" if number >= 1000 else f"{number:.3g}"


if __name__ == "__main__":
    main()
