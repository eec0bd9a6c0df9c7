"""The contract of backends, over a Milvus: milvus-lite where it is installed, else none.

`MILVUS_URI` (and `MILVUS_TOKEN`) name a real one, which is then tested, too. What ran is printed.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex

import pytest

from index.config import VectorSettings
from index.indexing.backends.backend import Backend, BackendFactory
from index.indexing.backends.milvus.factory import MilvusFactory
from index.indexing.generations import FORMAT, MANIFEST, Manifest
from tests.index.indexing.backends import milvus_server
from tests.index.indexing.backends.contract import (
    EMBEDDER,
    BackendContract,
    QuestionContract,
    StatisticsContract,
    TermContract,
    VectorContract,
)

pytestmark = pytest.mark.skipif(
    not milvus_server.is_installed() and not milvus_server.cluster(),
    reason="neither milvus-lite is installed nor MILVUS_URI set",
)


class Described(MilvusFactory):
    """Gives folders a manifest that have none, each a corpus of its own."""

    def open(self, folder: Path, dimension: int) -> Backend:
        if not (folder / MANIFEST).exists():
            manifest = Manifest(
                format=FORMAT,
                embedder=EMBEDDER.name,
                fingerprint=EMBEDDER.fingerprint,
                dimension=dimension,
                collection=token_hex(16),
                recipe=EMBEDDER.recipe,
            )
            (folder / MANIFEST).write_text(json.dumps(asdict(manifest)))
        return super().open(folder, dimension)


class VectorsAlone(Described):
    """Keeps the leg that lies in Milvus."""

    def open(self, folder: Path, dimension: int) -> Backend:
        return Backend(vectors=super().open(folder, dimension).vectors)


@pytest.fixture(scope="module", params=["milvus-lite", "cluster"])
def settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[VectorSettings]:
    if request.param == "cluster":
        if (named := milvus_server.cluster()) is None:
            pytest.skip("MILVUS_URI names no cluster")
        yield named
        return
    if not milvus_server.is_installed():
        pytest.skip("milvus-lite isn't installed")
    with milvus_server.serving(tmp_path_factory.mktemp("milvus")) as server:
        yield server.settings


class TestMilvus(
    BackendContract, TermContract, StatisticsContract, VectorContract, QuestionContract
):
    @pytest.fixture(autouse=True)
    def _on(self, settings: VectorSettings) -> None:
        self.settings = settings

    def factory(self) -> BackendFactory:
        return Described(self.settings)


class TestMilvusVectorsAlone(BackendContract, VectorContract):
    @pytest.fixture(autouse=True)
    def _on(self, settings: VectorSettings) -> None:
        self.settings = settings

    def factory(self) -> BackendFactory:
        return VectorsAlone(self.settings)
