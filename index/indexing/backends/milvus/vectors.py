"""The leg itself: what other machines have applied counts, and what is applied counts for them."""

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from index.embedders.base import Vectors
from index.errors import SearchIndexError
from index.indexing.backends.milvus.collections import (
    ERASED,
    FOLLOWED,
    REACHED,
    Described,
    State,
    alias_of,
    any_of,
    create,
    describe,
    key,
    new_name,
    rows_of,
    state_in,
    state_row,
    unit_of,
    vectors_in,
)
from index.indexing.backends.milvus.connection import AbsentError, Connection, NotLoadedError
from index.indexing.backends.nearest import cosines_of, surely_nearest, vector_differences
from index.indexing.backends.protocol import (
    LEVELS,
    ArticleUpdate,
    AwayError,
    DamagedError,
    Difference,
    LegHits,
    Level,
    VectorLeg,
    best,
)
from index.indexing.errors import VectorEngineAwayError, VectorsOfAnotherModelError
from index.indexing.files import write_atomically
from index.indexing.generations import FOLLOWED as NOTE
from index.indexing.generations import Manifest
from index.models import Position
from index.pauses import portions

if TYPE_CHECKING:
    from pymilvus import MilvusClient

log = logging.getLogger(__name__)

T = TypeVar("T")

OWN = "milvus.json"
"""In the folder of a generation that hasn't taken over yet: the collection begun for it."""

LOOK = 2.0
"""Seconds for which it isn't asked again whether another machine has built the vectors anew."""

WRITTEN, DELETED, READ = 500, 5000, 1000
"""Rows that are written, deleted or read with their vectors at once."""

MANY = 20_000
"""Rows after which Milvus is asked to write its files, where they came in one go."""

STRONG = {"consistency_level": "Strong"}
"""All that was ever acknowledged is seen. Otherwise rows may be stale for seconds, which does no
harm: what is found is looked up in the corpus."""


class MilvusVectors(VectorLeg):
    """Units in a collection behind an alias. Thread-safe.

    A generation that was begun beside the one in use has a collection of its own until it takes
    over. While the server is away, or holds another model's vectors, every method raises
    `AwayError`.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        manifest: Manifest,
        clock: Callable[[], float] = monotonic,
        *,
        in_use: bool = True,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._manifest = manifest
        self._clock = clock
        self._changing = RLock()
        self._in_use = in_use
        self._other: VectorsOfAnotherModelError | None = None
        self._name = ""
        self._state: State | None = None
        self._looked = 0.0
        self._unflushed = 0

    def begin(self) -> None:
        """Make a collection beside the one in use; raises `AwayError`."""
        name = new_name(self._manifest.collection)
        write_atomically(self._folder / OWN, json.dumps({"collection": name}).encode())
        self._change(lambda client, seconds: create(client, seconds, name, self._manifest))

    @property
    def problem(self) -> SearchIndexError | None:
        """Why nothing is found: the server's fault, or another model's vectors."""
        return self._connection.problem or self._other

    @property
    def revision(self) -> int:
        """The revision up to which every machine together has applied everything."""
        return self._known().reached

    @property
    def followed(self) -> Position | None:
        """How far any machine was about to follow, as it was seen the last time."""
        return self._state.followed if self._state else None

    @property
    def erased(self) -> int:
        """The revision up to which nothing purged is left."""
        return self._known().erased

    def refresh(self) -> None:
        """See which collection is in use, and how far it is, unless that was seen a moment ago."""
        if self._state is None or self.problem or self._clock() >= self._looked + LOOK:
            with self._changing:
                self._look()

    def follow(self, position: Position) -> None:
        """Note that rows up to a position are about to be there."""
        followed = self._known().followed
        if followed is None or followed.revision < position.revision:
            with self._changing:
                self._note(FOLLOWED, position.revision, position.token)
                self._look()

    def apply(self, updates: Sequence[ArticleUpdate], revision: int) -> None:
        """Put the articles' rows in the place of what was there, and note that they are.

        What is stale is deleted first, by its ids: a deletion by other fields may miss what was
        written a moment ago. If another machine has applied something meanwhile, all since is
        applied again, by whoever comes next: what is written last must be what the corpus says.
        """
        rows = rows_of(updates)
        wanted = {row["unit"]: row["scope"] for row in rows}
        with self._changing:
            self._look()
            before = self._known().reached
            if before >= revision:
                return  # by another machine
            articles = [update.article_id for update in updates]
            there = self._rows(any_of("article", articles), ["unit", "scope"]) if articles else []
            stale = [int(row["unit"]) for row in there if wanted.get(row["unit"]) != row["scope"]]
            for ids in portions(stale, DELETED):
                self._delete(ids)
            for some in portions(rows, WRITTEN):
                self._upsert(some)
            self._unflushed += len(rows)
            self._look()
            alone = self._known().reached == before
            self._note(REACHED, revision if alone else before)
            self._look()

    def search(
        self,
        level: Level,
        vector: Vectors,
        scopes: Sequence[str],
        k: int,
        without: Collection[str] = (),
    ) -> LegHits:
        """Return the `k` nearest of the scopes, nearest first, but for those of some articles."""
        here = [f"level == {LEVELS.index(level)}", any_of("scope", scopes)]
        if without:
            here.append(f"not ({any_of('article', sorted(without))})")
        contents: dict[int, int] = {}

        def find(count: int) -> tuple[LegHits, float]:
            (found,) = self._ask(
                lambda client, seconds: client.search(
                    self._name,
                    [vector[0]],
                    filter=" and ".join(here),
                    limit=count,
                    output_fields=["content", "vector"],
                    search_params={"metric_type": "IP"},
                    timeout=seconds,
                )
            )
            ids = [unit_of(hit) for hit in found]
            rows = [hit["entity"] for hit in found]
            contents.update(zip(ids, (int(row["content"]) for row in rows), strict=True))
            scores = cosines_of(vectors_in(rows, self._manifest.dimension), vector)
            least = float(found[-1]["distance"]) if ids else 0.0
            return LegHits(np.array(ids, dtype=np.int64), scores), least

        hits = surely_nearest(find, k)
        return best(hits.ids, hits.scores, [contents[int(unit)] for unit in hits.ids], k)

    def cosines(
        self, level: Level, vector: Vectors, scopes: Sequence[str], ids: Sequence[int]
    ) -> LegHits:
        """Return the cosines of some units, if they are in the scopes."""
        rows: list[Mapping[str, Any]] = []
        for some in portions([key(int(unit), level) for unit in ids], READ):
            rows += self._vectors(some)
        here = [row for row in rows if row["scope"] in scopes]
        units = np.array([unit_of(row) for row in here], dtype=np.int64)
        return LegHits(units, cosines_of(vectors_in(here, self._manifest.dimension), vector))

    def differences(self, expected: Sequence[ArticleUpdate]) -> list[Difference]:
        """Compare every row with what it should be."""
        held: dict[Level, dict[int, tuple[str, Vectors]]] = {level: {} for level in LEVELS}
        for row in self._change(self._all_rows):
            if row["level"] < len(LEVELS):
                vector = np.array(row["vector"], dtype=np.float32)
                held[LEVELS[row["level"]]][unit_of(row)] = str(row["scope"]), vector
        return [
            found for level in LEVELS for found in vector_differences(level, expected, held[level])
        ]

    def checkpoint(self) -> None:
        """Have Milvus write its files after many rows; it does by itself, and never for a few."""
        if self._unflushed >= MANY:
            self._change(lambda client, seconds: client.flush(self._name, timeout=seconds))
            self._unflushed = 0

    def erase(self) -> bool:
        """Do nothing: there are no files here (see `erase_shared`)."""
        return True

    def erase_shared(self, revision: int) -> None:
        """See that all rows up to a revision are gone, and have Milvus clear its files of them.

        It does that in its own time, after what it is set to keep deleted rows for.
        """
        with self._changing:
            self._look()
            known = self._known()
            if known.erased >= revision:
                return
            if known.reached < revision:
                reason = f"revision {known.reached} of {revision}"
                problem = VectorEngineAwayError(uri=self._connection.settings.uri, reason=reason)
                raise AwayError(problem)
            self._change(lambda client, seconds: client.flush(self._name, timeout=seconds))
            self._change(lambda client, seconds: client.compact(self._name, timeout=seconds))
            self._note(ERASED, revision)
            self._look()

    def settle(self, *, used: bool) -> None:
        """Let the alias mean this collection, and drop the one that it meant; or drop this one.

        If the server is away, whoever opens the generation next lets it take over.
        """
        own = self._own()
        if own and not used:
            with suppress(AwayError, AbsentError):
                self._drop(own)
        with self._changing:
            self._in_use = used
            if own and used:
                self._look()

    def _known(self) -> State:
        if problem := self._connection.problem or self._other:
            raise AwayError(problem)
        if self._state is None:
            with self._changing:
                self._look()
        assert self._state is not None  # noqa: S101 - a look sets it or raises
        return self._state

    def _look(self) -> None:
        """See which collection it is, whether it fits, and how far it is."""
        again = self._connection.problem is not None or not self._name
        own = self._own()
        if own and self._in_use:
            self._take_over(own)
        described = self._described(own) if own and not self._in_use else self._behind_alias()
        if described is None:
            raise AwayError(self._gone())
        if not described.is_of(self._manifest):
            raise DamagedError(self._folder / NOTE, shared=True)
        if not described.has_model_of(self._manifest):
            if self._other is None or self._other.values["found"] != described.model:
                wanted = self._manifest.embedder
                self._other = VectorsOfAnotherModelError(found=described.model, wanted=wanted)
            raise AwayError(self._other)
        if again or described.name != self._name:
            self._load(described.name)
        self._name, self._other = described.name, None
        ids = [REACHED, FOLLOWED, ERASED]
        self._state = state_in(
            self._again(
                self._connection.look,
                lambda client, seconds: client.query(
                    self._name,
                    ids=ids,
                    output_fields=["unit", "content", "article"],
                    timeout=seconds,
                    **STRONG,
                ),
            )
        )
        self._looked = self._clock()

    def _own(self) -> str | None:
        """Return the collection that was begun for this generation, until it has taken over."""
        try:
            return str(json.loads((self._folder / OWN).read_bytes())["collection"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _described(self, name: str) -> Described | None:
        try:
            return self._connection.look(lambda client, seconds: describe(client, seconds, name))
        except AbsentError:
            return None

    def _gone(self) -> VectorEngineAwayError:
        uri = self._connection.settings.uri
        return VectorEngineAwayError(uri=uri, reason="the collection is gone")

    def _behind_alias(self) -> Described | None:
        """Return the collection in use; an empty one is begun if there is none."""
        alias = alias_of(self._manifest.collection)
        if described := self._described(alias):
            return described
        name = new_name(self._manifest.collection)
        self._change(lambda client, seconds: create(client, seconds, name, self._manifest))
        try:
            self._change(lambda c, s: c.create_alias(name, alias, timeout=s))
        except AwayError:
            # Another process may have been first; if not, this raises what is wrong.
            self._connection.problem = None
            self._drop(name)
        return self._described(alias)

    def _take_over(self, name: str) -> None:
        alias = alias_of(self._manifest.collection)
        before = self._described(alias)
        if before is None:
            self._change(lambda c, s: c.create_alias(name, alias, timeout=s))
        elif (old := before.name) != name:
            self._change(lambda c, s: c.alter_alias(name, alias, timeout=s))
            self._drop(old)
        (self._folder / OWN).unlink(missing_ok=True)
        for other in self._change(lambda c, s: c.list_collections(timeout=s)):
            ours = other.startswith(f"{alias}_") and other != name
            described = self._described(other) if ours else None
            if described and described.is_leftover():
                self._drop(other)

    def _load(self, name: str) -> None:
        self._change(lambda client, seconds: client.load_collection(name, timeout=seconds))

    def _ask(self, work: Callable[["MilvusClient", float], T]) -> T:
        if self._other is not None:
            raise AwayError(self._other)
        if not self._name:
            self.refresh()
        return self._again(self._connection.ask, work)

    def _change(self, work: Callable[["MilvusClient", float], T]) -> T:
        return self._again(self._connection.change, work)

    def _again(
        self,
        attempt: Callable[[Callable[["MilvusClient", float], T]], T],
        work: Callable[["MilvusClient", float], T],
    ) -> T:
        """Do something once more if the collection isn't loaded, or another one is in use."""
        try:
            return attempt(work)
        except NotLoadedError:
            self._load(self._name)
        except AbsentError:
            before = self._name
            with self._changing:
                self._look()
            if self._name == before:
                raise AwayError(self._gone()) from None
        return attempt(work)

    def _drop(self, name: str) -> None:
        self._change(lambda client, seconds: client.drop_collection(name, timeout=seconds))

    def _note(self, which: int, revision: int, token: str = "") -> None:
        self._upsert([state_row(which, revision, self._manifest.dimension, token)])

    def _upsert(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._change(lambda client, seconds: client.upsert(self._name, rows, timeout=seconds))

    def _delete(self, ids: Sequence[int]) -> None:
        """Delete rows, and see that they are gone: only then anything counts as applied."""
        self._change(lambda client, seconds: client.delete(self._name, ids=ids, timeout=seconds))
        left = self._rows(f"unit in {list(ids)}", ["unit"])
        if left:
            reason = f"{len(left)} rows that were deleted are still there"
            uri = self._connection.settings.uri
            raise AwayError(VectorEngineAwayError(uri=uri, reason=reason))

    def _rows(self, condition: str, fields: list[str]) -> Sequence[Mapping[str, Any]]:
        """Return the rows that a filter lets through, as they are at this moment."""
        return self._change(
            lambda client, seconds: client.query(
                self._name, filter=condition, output_fields=fields, timeout=seconds, **STRONG
            )
        )

    def _vectors(self, keys: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        fields = ["unit", "scope", "vector"]
        return self._ask(
            lambda client, seconds: client.query(
                self._name, ids=list(keys), output_fields=fields, timeout=seconds
            )
        )

    def _all_rows(self, client: "MilvusClient", seconds: float) -> list[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = []
        iterator = client.query_iterator(
            self._name,
            batch_size=READ,
            output_fields=["unit", "scope", "level", "vector"],
            timeout=seconds,
            **STRONG,
        )
        try:
            while some := iterator.next():
                rows += some
        finally:
            iterator.close()
        return rows
