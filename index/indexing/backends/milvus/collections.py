"""How a collection of Milvus holds units and what is known of them.

A row is a unit at a level: its scope, which the collection is divided by, its article, the number
for what that says, and its vector; no text. Three rows more hold how far the log was followed. The
collection's properties say of which corpus it is and by which model. An alias with the corpus's id
names the one in use.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedders.base import Vectors
from index.embedders.recipe import Recipe
from index.indexing.backends.nearest import telling
from index.indexing.backends.protocol import LEVELS, ArticleUpdate, Level
from index.indexing.generations import Manifest
from index.models import Position

if TYPE_CHECKING:
    from pymilvus import MilvusClient

FORMAT = "1"
"""Of a collection's rows. One in another counts as another log's, and is built anew."""

SCOPE_BYTES, ARTICLE_BYTES = 1024, 256
"""Limits of Milvus count bytes, not letters: a part's name may have 101 of four bytes each."""

INDEX = {"index_type": "FLAT", "metric_type": "IP"}
"""Exact; vectors have unit length, so the inner product is the cosine."""

STATE = "#"
"""The scope of what is no unit; no scope is called so."""

REACHED, FOLLOWED, ERASED = -1, -2, -3
"""Ids of these rows. `content` is a revision of the corpus: up to which everything was applied, how
far any machine is about to follow (with its token for an article), up to which nothing purged is
left."""

LEFTOVER = 86_400.0
"""Seconds after which a collection that isn't used belongs to a rebuild that was ended."""


@dataclass(frozen=True, slots=True)
class Described:
    """A collection, and what its properties say."""

    name: str
    properties: Mapping[str, str]

    @property
    def model(self) -> str:
        """The name of the model that its vectors are of."""
        return self.properties.get("belegbot.embedder", "?")

    @property
    def recipe(self) -> Recipe | None:
        """What opens that model."""
        try:
            return Recipe(**json.loads(self.properties["belegbot.recipe"]))
        except (KeyError, ValueError, TypeError):
            return None

    def is_of(self, manifest: Manifest) -> bool:
        """Tell whether its ids mean the sentences that a generation's do."""
        wanted = properties_of(manifest)
        names = ("belegbot.format", "belegbot.corpus", "belegbot.division")
        return all(self.properties.get(name) == wanted[name] for name in names)

    def has_model_of(self, manifest: Manifest) -> bool:
        """Tell whether its vectors may be compared with those of a generation's model."""
        return self.properties.get("belegbot.fingerprint") == manifest.fingerprint

    def is_leftover(self) -> bool:
        """Tell whether whoever began it is gone."""
        return time.time() - float(self.properties.get("belegbot.began", "0")) > LEFTOVER


@dataclass(frozen=True, slots=True)
class State:
    """What the three rows say."""

    reached: int = 0
    followed: Position | None = None
    erased: int = 0


def alias_of(corpus: str) -> str:
    """Return the name that stands for the collection in use."""
    return f"belegbot_{corpus}"


def new_name(corpus: str) -> str:
    """Return a name for another collection of the same corpus."""
    return f"{alias_of(corpus)}_{token_hex(4)}"


def properties_of(manifest: Manifest) -> dict[str, str]:
    """Return what is to be known of a generation's collection."""
    return {
        "belegbot.format": FORMAT,
        "belegbot.corpus": manifest.collection,
        "belegbot.division": manifest.division,
        "belegbot.embedder": manifest.embedder,
        "belegbot.fingerprint": manifest.fingerprint,
        "belegbot.recipe": json.dumps(asdict(manifest.opened_by)),
    }


def create(client: "MilvusClient", seconds: float, name: str, manifest: Manifest) -> None:
    """Make an empty collection, ready to be searched."""
    from pymilvus import DataType  # noqa: PLC0415 - only where it is used

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("unit", DataType.INT64, is_primary=True)
    schema.add_field("scope", DataType.VARCHAR, max_length=SCOPE_BYTES, is_partition_key=True)
    schema.add_field("article", DataType.VARCHAR, max_length=ARTICLE_BYTES)
    schema.add_field("level", DataType.INT8)
    schema.add_field("content", DataType.INT64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=manifest.dimension)
    index = client.prepare_index_params()
    index.add_index("vector", **INDEX)
    client.create_collection(
        name,
        schema=schema,
        index_params=index,
        properties=properties_of(manifest) | {"belegbot.began": str(time.time())},
        consistency_level="Bounded",
        timeout=seconds,
    )


def describe(client: "MilvusClient", seconds: float, name: str) -> Described:
    """Return a collection by its name or alias."""
    found = client.describe_collection(name, timeout=seconds)
    return Described(found["collection_name"], dict(found.get("properties") or {}))


def key(unit: int, level: Level) -> int:
    """Return the id of a row: a passage goes by the id of its first sentence."""
    return len(LEVELS) * unit + LEVELS.index(level)


def unit_of(row: Mapping[str, Any]) -> int:
    """Return the id of a row's unit."""
    return int(row["unit"]) // len(LEVELS)


def rows_of(updates: Iterable[ArticleUpdate]) -> list[dict[str, Any]]:
    """Return the rows of some articles."""
    return [
        {
            "unit": key(int(unit), level),
            "scope": update.scope,
            "article": update.article_id,
            "level": number,
            "content": update.content,
            "vector": vector,
        }
        for update in updates
        for number, level in enumerate(LEVELS)
        if (units := update.level(level)) is not None
        for unit, vector in zip(*telling(units), strict=True)
    ]


def state_row(which: int, revision: int, dimension: int, token: str = "") -> dict[str, Any]:
    """Return one of the rows that are no units."""
    return {
        "unit": which,
        "scope": STATE,
        "article": token,
        "level": len(LEVELS),
        "content": revision,
        "vector": np.zeros(dimension, np.float32),
    }


def state_in(rows: Iterable[Mapping[str, Any]]) -> State:
    """Return what those rows say."""
    by_id = {int(row["unit"]): row for row in rows}
    reached, followed, erased = (by_id.get(which) for which in (REACHED, FOLLOWED, ERASED))
    return State(
        int(reached["content"]) if reached else 0,
        Position(int(followed["content"]), str(followed["article"])) if followed else None,
        int(erased["content"]) if erased else 0,
    )


def any_of(field: str, values: Sequence[str]) -> str:
    """Return a filter: a field has one of some values."""
    return f"{field} in {json.dumps(list(values), ensure_ascii=False)}"


def vectors_in(rows: Sequence[Mapping[str, Any]], dimension: int) -> Vectors:
    """Return the vectors of some rows, by row."""
    if not rows:
        return np.empty((0, dimension), np.float32)
    return np.array([row["vector"] for row in rows], dtype=np.float32)
