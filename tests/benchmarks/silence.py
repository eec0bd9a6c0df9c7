"""Silence near the topic against the project's targets: is the best sentence told from a right one?

    python -m tests.benchmarks.silence FOLDER [--case de] [--case "en → de"] [--embedder e5]
                                       [--pairs FILE] [--json]

FOLDER holds xquad-r.LANGUAGE.json from google-research-datasets/lareqa (CC BY-SA 4.0), in any of
its languages. "en → de" are English questions on German passages. Compared are questions whose
right sentence is first with all questions once their article, paragraph or sentence is taken away,
in the whole collection and in one of nothing but the article (`index.evaluation.removals`; how far
its masks agree with articles that are really changed, `tests.benchmarks.truly` tells).

"fitted" are weights that were fitted to the other half of the articles, in the cases of German and
English that are asked (else in all that are); "shipped" are those that come along. Below an AUROC
stands which share of the right ones is surer than nine in ten of the others. Pairs near a topic
(`tests.benchmarks.pairs`) are in no fit; FILE has such about the articles of XQuAD-R. Ends with
exit code 1 if fitted weights miss a target. What a verdict costs, `tests.benchmarks.judging` tells.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from index.asking.judging.weights import Weights, shipped
from index.config import EmbedderSettings, Settings
from index.evaluation.metrics import unit_figures
from index.evaluation.questions import QuestionSet, read_question_set
from index.evaluation.removals import Removal, observe_removals
from index.evaluation.run import asked_of, fill, temporary_library
from index.library import Library
from tests.benchmarks.pairs import (
    Pair,
    add_paragraphs,
    asked_and_near,
    of_documents,
    of_xquad,
    with_and_without,
)
from tests.benchmarks.separation import (
    COMPARED,
    Weighing,
    calibration_error,
    cross_fitted,
    fitted_to_all,
    of_pairs,
    of_setting,
)

ARROW = " → "
FITTED_CASES = ("de", "en", "en → de", "de → en")

NDCG, ERROR = "passages, nDCG@10", "calibration error"
PARAGRAPHS, DOCUMENTS, XQUAD = "pairs of paragraphs", "pairs on documents", "pairs on XQuAD-R"
ALONE = ", one article"

Row = tuple[str, str]
"""A case, and what is measured."""

TARGETS: Mapping[Row, float] = {
    **{
        (case, row): target
        for case in ("de", "en")
        for row, target in (
            ("article", 0.985),
            ("paragraph", 0.965),
            ("one article, paragraph", 0.970),
            (ERROR, 0.05),
        )
    },
    **{
        (case, row): target
        for case in ("en → de", "de → en")
        for row, target in (("paragraph", 0.940), (ERROR, 0.08))
    },
    **{
        (case, row): target
        for case in ("es", "ru", "vi", "ar", "th", "hi", "tr", "el")
        for row, target in ((NDCG, 0.95), ("article", 0.95))
    },
    ("zh", NDCG): 0.93,
    ("zh", "article"): 0.92,
    ("de", XQUAD): 0.92,
    ("en", XQUAD): 0.88,
    ("de", XQUAD + ALONE): 0.91,
    ("en", XQUAD + ALONE): 0.88,
}

LOW = {ERROR}
"""What is to be low."""


@dataclass(frozen=True)
class Value:
    """A figure by fitted and by shipped weights, and of what."""

    fitted: float
    shipped: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Case:
    """What was seen of questions in one language on articles in one."""

    removals: Sequence[Removal]
    pairs: Mapping[str, Sequence[Pair]] = field(default_factory=dict)


def main() -> None:
    """Ask, fit, compare and print."""
    arguments = _arguments()
    settings = Settings(embedder=EmbedderSettings(kind=arguments.embedder))
    names = arguments.case or [name for name in FITTED_CASES if _is_there(arguments.folder, name)]
    cases = {name: _asked(arguments.folder, name, settings, arguments.pairs) for name in names}
    documents = _asked_of_documents(settings)
    given = shipped().models[arguments.embedder]
    fitting = [cases[name].removals for name in FITTED_CASES if name in cases]
    fitting = fitting or [case.removals for case in cases.values()]
    weighing, all_of_them = cross_fitted(fitting), fitted_to_all(fitting)
    found: dict[Row, Value] = {}
    for name, case in cases.items():
        for row, value in _figures(case.removals, weighing, given):
            found[name, row] = value
        for kind, pairs in case.pairs.items():
            for row, value in _figures_of_pairs(kind, pairs, all_of_them, given):
                found[name, row] = value
    for language in sorted({pair.language for pair in documents}):
        own = [pair for pair in documents if pair.language == language]
        for row, value in _figures_of_pairs(DOCUMENTS, own, all_of_them, given):
            found[language, row] = value
    missed = [row for row, value in found.items() if _misses(row, value)]
    if arguments.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _print(found)
        print(f"\n{len(missed)} targets missed")
    sys.exit(bool(missed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure silence near the topic.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--case", action="append", help="only this; repeatable")
    parser.add_argument("--embedder", choices=("builtin", "e5", "use"), default="builtin")
    parser.add_argument("--pairs", type=Path, help="pairs about the articles of XQuAD-R")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _file(folder: Path, language: str) -> Path:
    return folder / f"xquad-r.{language}.json"


def _is_there(folder: Path, name: str) -> bool:
    return all(_file(folder, language).is_file() for language in name.split(ARROW))


def read_case(folder: Path, name: str) -> QuestionSet:
    """Read a case's articles and questions."""
    asked, _, articles = name.partition(ARROW)
    if not articles:
        return read_question_set(_file(folder, asked))
    return read_question_set(_file(folder, articles), _file(folder, asked))


def _asked(folder: Path, name: str, settings: Settings, pairs: Path | None) -> Case:
    read = read_case(folder, name)
    with temporary_library(settings) as library:
        stored = fill(library, read)
        questions = [asked_of(question, stored) for question in read.questions]
        begin = perf_counter()
        removals = list(observe_removals(questions, library))
        a_second = len(removals) / (perf_counter() - begin)
        print(f"{name}: {len(removals)} questions, {a_second:.0f} a second", file=sys.stderr)
        if ARROW in name:
            return Case(removals)
        return Case(removals, dict(_asked_pairs(library, name, read, stored, pairs)))


def _asked_pairs(
    library: Library, language: str, read: QuestionSet, stored: dict[str, str], file: Path | None
) -> Iterator[tuple[str, list[Pair]]]:
    if file is not None:
        yield XQUAD, list(asked_and_near(of_xquad(file, read, stored, language), library))
    # Last, for it adds articles.
    yield PARAGRAPHS, list(with_and_without(add_paragraphs(library, language), library))


def _asked_of_documents(settings: Settings) -> list[Pair]:
    with temporary_library(settings) as library:
        return list(asked_and_near(of_documents(library), library))


def _figures(
    removals: Sequence[Removal], weighing: Weighing, given: Weights
) -> Iterator[tuple[str, Value]]:
    by_given = dict.fromkeys(weighing, given)
    yield (
        NDCG,
        Value(unit_figures([each.outcome for each in removals], "passages")["ndcg@10"].value),
    )
    for removed in COMPARED:
        fitted, now = (of_setting(removals, removed, by) for by in (weighing, by_given))
        note = f"{fitted.right} right, {fitted.others} removed"
        yield removed, Value(fitted.auroc, now.auroc, note)
        yield f"{removed}, kept", Value(fitted.kept, now.kept)
    yield ERROR, Value(calibration_error(removals, weighing), calibration_error(removals, by_given))


def _figures_of_pairs(
    kind: str, pairs: Sequence[Pair], fitted: Weights, given: Weights
) -> Iterator[tuple[str, Value]]:
    for ending, seen in (
        ("", [pair.among_all for pair in pairs]),
        (ALONE, [pair.in_one for pair in pairs]),
    ):
        own, now = (of_pairs(seen, weights) for weights in (fitted, given))
        note = f"{own.right} right, {own.others} near"
        yield kind + ending, Value(own.auroc, now.auroc, note)
        yield f"{kind}{ending}, kept", Value(own.kept, now.kept)


def _misses(row: Row, value: Value) -> bool:
    if row not in TARGETS:
        return False
    return value.fitted > TARGETS[row] if row[1] in LOW else value.fitted < TARGETS[row]


def _print(found: Mapping[Row, Value]) -> None:
    for case in dict.fromkeys(case for case, _ in found):
        print(f"\n{case:41} {'fitted':>7} {'shipped':>8}")
        for (of, row), value in found.items():
            if of == case:
                print(_line((of, row), value))


def _line(row: Row, value: Value) -> str:
    now = "" if value.shipped is None else f"{value.shipped:.4f}"
    target = ""
    if row in TARGETS:
        met = "MISSED" if _misses(row, value) else "met"
        target = f"target {'≤' if row[1] in LOW else '≥'} {TARGETS[row]:.3f} {met}"
    return f"  {row[1]:39} {value.fitted:7.4f} {now:>8}  {value.note:26} {target}".rstrip()


def _as_json(found: Mapping[Row, Value]) -> dict[str, dict[str, object]]:
    cases: dict[str, dict[str, object]] = {case: {} for case, _ in found}
    for (case, row), value in found.items():
        cases[case][row] = {
            "fitted": round(value.fitted, 4),
            "shipped": None if value.shipped is None else round(value.shipped, 4),
            "of": value.note or None,
            "target": TARGETS.get((case, row)),
            "missed": _misses((case, row), value),
        }
    return cases


if __name__ == "__main__":
    main()
