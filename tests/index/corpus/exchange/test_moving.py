"""A collection carried from a file to a server and back: all of it, compared, gone on with."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.memory.bookmarks import Bookmarks
from bot.memory.preferences import ServerPreferences
from bot.memory.stays import Stays
from bot.memory.storage.schema import MEMORY
from index.config import CorpusSettings
from index.corpus.changelog import Author
from index.corpus.corpus import FILE_NAME, Corpus
from index.corpus.errors import MovedUnlikeError, MoveRefusedError
from index.corpus.exchange import moving
from index.corpus.exchange.moving import move
from index.corpus.history import History
from index.corpus.storage.schema import CORPUS
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.postgres import Server

ADA = Author("operator:ada", "für die Führungen")
SCHEMAS = (CORPUS, MEMORY)
TOWER = Draft("# Turm\n\nDer Turm ist hoch. Er steht am Markt.", "Turm", "de", pages=(0,))
BATH = Draft("Das Bad öffnet um 10 Uhr. 🏊", "Bad", "de", date="2026-05-01")


def silent(_done: int, _total: int) -> None:
    pass


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Corpus]:
    """A collection in a file, with a history and what the bot remembers."""
    (tmp_path / "source").mkdir()
    with closing(Corpus.open(tmp_path / "source", SCHEMAS)) as corpus:
        with corpus.write() as log:
            tower = log.add(TOWER, ADA, scope=SHARED).article_id
            bath = log.add(BATH, ADA, scope=Scope("77/staff")).article_id
            log.replace(tower, Draft("Der Turm ist 83 Meter hoch.", "Turm", "de"), ADA)
            log.undo(None, ADA)
            log.purge(bath, ADA)
        Bookmarks(corpus.database).set("noticed", "4")
        ServerPreferences(corpus.database).prefer(77, 0, {"language": "de", "help": [1, {"ä": 2}]})
        Stays(corpus.database).left(77, 1, datetime(2026, 5, 1, 12, 0, 0, 5, tzinfo=UTC))
        yield corpus


@pytest.fixture
def url(postgres: Server, form: str) -> CorpusSettings:
    return CorpusSettings(url=SecretStr(postgres.create(form)))


def test_all_of_it_arrives_on_a_server_and_comes_back(
    source: Corpus, url: CorpusSettings, tmp_path: Path
) -> None:
    (tmp_path / "back").mkdir()
    file = tmp_path / "source" / FILE_NAME
    before = file.read_bytes()
    told: list[tuple[int, int]] = []
    with ExitStack() as stack:
        there = stack.enter_context(closing(Corpus.open(tmp_path, SCHEMAS, settings=url)))
        back = stack.enter_context(closing(Corpus.open(tmp_path / "back", SCHEMAS)))

        counts = move(source.database, there.database, lambda *each: told.append(each))
        assert move(there.database, back.database, silent) == counts

        total = sum(counts.values())
        assert (counts["changes"], counts["preferences"], told[-1]) == (5, 2, (total, total))
        assert file.read_bytes() == before
        for corpus in (there, back):
            assert (corpus.id(), corpus.position()) == (source.id(), source.position())
            assert corpus.changes() == source.changes()
            history = [each.title for each in History(corpus.database).all()]
            assert history == [each.title for each in History(source.database).all()]
            assert Stays(corpus.database).of(1) == Stays(source.database).of(1)
            corpus.database.look()
            # What was purged had numbers that no other sentence gets.
            numbers = source.database.numbers()["sentences"]
            with corpus.write() as log:
                revision = log.add(BATH, ADA, scope=SHARED).revision
            assert min(unit.id for unit in corpus.units(revision)) == numbers + 1


def test_what_was_interrupted_is_gone_on_with(
    source: Corpus, url: CorpusSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(done: int, _total: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(moving, "ROWS", 1)
    with closing(Corpus.open(tmp_path, SCHEMAS, settings=url)) as there:
        with pytest.raises(KeyboardInterrupt):
            move(source.database, there.database, interrupt)
        assert there.revision() > 0

        move(source.database, there.database, silent)

        assert there.changes() == source.changes()


def test_another_collection_is_not_written_to(
    source: Corpus, url: CorpusSettings, tmp_path: Path
) -> None:
    with closing(Corpus.open(tmp_path, SCHEMAS, settings=url)) as there:
        with there.write() as log:
            log.add(BATH, ADA, scope=SHARED)
        before = there.position()

        with pytest.raises(MoveRefusedError, match="another collection"):
            move(source.database, there.database, silent)

        assert there.position() == before


def test_what_has_changed_there_meanwhile_is_told(
    source: Corpus, url: CorpusSettings, tmp_path: Path
) -> None:
    with closing(Corpus.open(tmp_path, SCHEMAS, settings=url)) as there:
        move(source.database, there.database, silent)
        Bookmarks(there.database).set("noticed", "5")

        with pytest.raises(MovedUnlikeError, match="bookmarks"):
            move(source.database, there.database, silent)


def test_what_a_missing_program_keeps_is_not_left_behind(
    source: Corpus, url: CorpusSettings, tmp_path: Path
) -> None:
    source.close()
    with (
        closing(Corpus.open(tmp_path / "source")) as alone,
        closing(Corpus.open(tmp_path, settings=url)) as there,
        pytest.raises(MoveRefusedError, match="isn't here"),
    ):
        move(alone.database, there.database, silent)
