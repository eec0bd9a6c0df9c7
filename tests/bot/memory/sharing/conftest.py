"""What processes share, in a database of its own, whose clock a test may set."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, literal

from bot.memory.sharing import budget, cooldowns
from bot.memory.storage.schema import MEMORY
from index.config import CorpusSettings
from index.corpus.corpus import Corpus
from index.corpus.storage.database import Database
from index.corpus.storage.schema import CORPUS


@pytest.fixture
def database(tmp_path: Path, kept: CorpusSettings) -> Iterator[Database]:
    with closing(Corpus.open(tmp_path, (CORPUS, MEMORY), settings=kept)) as corpus:
        yield corpus.database


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The milliseconds that the database's clock shows, as the only item."""
    shown = [1_800_000_000_000]
    for module in (budget, cooldowns):
        monkeypatch.setattr(module, "milliseconds", lambda: literal(shown[0], BigInteger))
    return shown
