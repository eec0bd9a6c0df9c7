"""Rows of what changes a collection: indexing it, and adding, replacing and purging one article."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice

from index.scopes import SHARED
from tests.benchmarks.speed.collection import AUTHOR, Collection
from tests.benchmarks.speed.measuring import LARGE, Figure, Limit, timed, written

BATCH = 1000


def indexing(collection: Collection, runs: int) -> Iterator[Figure]:
    """How many sentences a second are stored, indexed for the first time, and indexed again."""
    count = collection.sentences
    builtin = collection.settings.embedder.kind == "builtin"
    if collection.stored:
        yield Figure("indexing", "storing", count, (count / collection.stored,), "sentences/s")
        first = (count / collection.indexed,)
        yield Figure(
            "indexing",
            "indexing, both legs",
            count,
            first,
            "sentences/s",
            limit=Limit("at least", 10_000, LARGE) if builtin else None,
        )
    texts = sorted(collection.bare.sentences + collection.bare.paragraphs, key=len)
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    embedding = timed(lambda: [collection.embedder.embed_documents(batch) for batch in batches])
    if collection.indexed:
        yield Figure(
            "indexing",
            "indexing beside embedding alone",
            count,
            (collection.indexed,),
            "s",
            "embedding by length",
            (embedding,),
            None if builtin else Limit("times", 1.05, 1000),
        )
    with collection.opened() as library:
        again = tuple(count / timed(library.rebuild) for _ in range(min(runs, 3)))
    yield Figure(
        "indexing",
        "rebuild",
        count,
        again,
        "sentences/s",
        limit=Limit("at least", 10_000, LARGE),
    )


def add(collection: Collection, runs: int) -> Iterator[Figure]:
    """One article of 30 sentences, until it is visible; replaced; and purged."""
    number = iter(range(1, 1_000_000))
    with collection.opened() as library:
        library.add(collection.another(next(number)), AUTHOR)
        drafts = [collection.another(next(number)) for _ in range(runs)]
        before = written()
        added = [1000 * timed(partial(library.add, draft, AUTHOR)) for draft in drafts]
        bytes_each = (written() - before) / runs
        with closing(library.history.latest(SHARED)) as entries:
            ids = [entry.change.article_id for entry in islice(entries, runs)]
        drafts = [collection.another(next(number)) for _ in ids]
        replaced = [
            1000 * timed(partial(library.replace, article_id, draft, AUTHOR))
            for article_id, draft in zip(ids, drafts, strict=True)
        ]
        purged = [1000 * timed(partial(library.purge, ids[0], AUTHOR))]
        for article_id in ids[1:]:
            library.remove(article_id, AUTHOR)
    opened = [1000 * timed(lambda: _add_one(collection, next(number))) for _ in range(min(runs, 5))]
    size = collection.sentences
    for what, values, limit in (
        ("one article added, until visible", added, Limit("at most", 100)),
        ("one article replaced", replaced, Limit("at most", 100)),
        ("one article purged, its words gone from all files", purged, None),
        ("collection opened, one article added, closed", opened, None),
    ):
        yield Figure("add", what, size, tuple(values), "ms", limit=limit)
    yield Figure("add", "written for one article", size, (bytes_each / 1e6,), "MB")


def _add_one(collection: Collection, number: int) -> None:
    with collection.opened() as library:
        library.add(collection.another(number), AUTHOR)
