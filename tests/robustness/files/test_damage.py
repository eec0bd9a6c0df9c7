"""Derived files that are cut, overwritten or gone: the index heals by itself, in time to answer."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from index.config import Settings
from index.corpus.changelog import Author
from index.indexing.backends import vectors
from index.indexing.backends.protocol import DamagedError, LegHits
from index.indexing.backends.terms import TermIndex
from index.library import Library
from index.models import Draft
from tests.models import BUILTIN

ADA = Author("operator:ada")
TEXTS = [
    "Die Mission im Irak wurde im Januar ausgesetzt.",
    "Der Verein gewann das Endspiel in Dortmund.",
    "Die Brücke über die Elbe wird bis Mai gesperrt.",
]
QUESTION = "Wann wurde die Mission im Irak ausgesetzt?"
TERMS = ["idx", "term", "pos", "fast", "store", "fieldnorm", "del"]

DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "cut in half": lambda content: content[: len(content) // 2],
    "emptied": lambda _: b"",
    "overwritten": lambda content: b"\xa5" * len(content),
    "one byte changed": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "deleted": lambda _: None,
}


def damage(path: Path, kind: str) -> None:
    """Put something else in the file's place; cutting a mapped file itself kills who maps it."""
    content = DAMAGES[kind](path.read_bytes())
    path.unlink()
    if content is not None:
        path.write_bytes(content)


@pytest.fixture(scope="module", autouse=True)
def _snapshot_after_every_change() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "SNAPSHOT_SHARE", 0.0)
        yield


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose index has seen adding, replacing and removing."""
    folder = tmp_path_factory.mktemp("made")
    settings = Settings(data_dir=folder / "data", seeds_dir=folder / "seeds", embedder=BUILTIN)
    with closing(Library.open(settings)) as library:
        for text in TEXTS:
            library.add(draft(text), ADA)
        library.replace(library.catalogue.articles()[0].id, draft(TEXTS[2] + " Danach nicht."), ADA)
        extra = library.add(draft("Dieser Artikel wird entfernt."), ADA)
        library.remove(extra.article_id, ADA)
    return settings.data_dir


@pytest.fixture
def copied(data: Path, settings: Settings) -> Settings:
    """Settings with a copy of that directory."""
    shutil.copytree(data, settings.data_dir)
    return settings


@pytest.fixture
def filled(copied: Settings) -> Iterator[Library]:
    """A running library on such a copy."""
    with closing(Library.open(copied)) as library:
        yield library


def draft(text: str) -> Draft:
    return Draft(text=text, title="Titel", language="de")


def index_of(settings: Settings) -> Path:
    return settings.data_dir / "index"


def generation_of(settings: Settings) -> Path:
    return index_of(settings) / (index_of(settings) / "current").read_text()


def assert_serves(library: Library) -> None:
    assert library.ask(QUESTION).citations[0].excerpt == TEXTS[0]


def assert_sound(settings: Settings) -> None:
    with closing(Library.open(settings)) as library:
        assert_serves(library)
        assert library.indexer.verify() == []


@pytest.mark.parametrize("kind", ["cut in half", "one byte changed", "deleted"])
@pytest.mark.parametrize("suffix", TERMS)
def test_damaged_terms_heal(copied: Settings, suffix: str, kind: str) -> None:
    files = list((generation_of(copied) / "terms").glob(f"*.{suffix}"))
    assert files
    for path in files:
        damage(path, kind)

    assert_sound(copied)


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize(
    "pattern",
    [
        *("current", "*/manifest*.json", "*/followed.json"),
        *("*/terms/meta.json", "*/terms/.managed.json"),
        *("*/vectors/snapshot.json", "*/vectors/*.faiss"),
    ],
)
def test_any_other_damaged_file_heals(copied: Settings, pattern: str, kind: str) -> None:
    files = list(index_of(copied).glob(pattern))
    assert files
    for path in files:
        damage(path, kind)

    assert_sound(copied)


@pytest.mark.parametrize("name", ["terms", "vectors", ""])
def test_a_folder_that_vanishes_under_a_running_library_comes_back(
    filled: Library, settings: Settings, name: str
) -> None:
    shutil.rmtree(generation_of(settings) / name)

    assert_serves(filled)
    filled.add(draft("Nachher kam noch ein Artikel dazu."), ADA)

    assert filled.indexer.verify() == []
    assert_serves(filled)
    assert_sound(settings)


def test_what_tantivy_maps_is_written_once_and_never_changed(copied: Settings) -> None:
    seen: dict[Path, tuple[int, bytes]] = {}

    def look() -> None:
        for path in copied.data_dir.glob("index/generation-*/terms/*"):
            if path.suffix not in {".json", ".lock"}:
                now = path.stat().st_ino, path.read_bytes()
                assert seen.setdefault(path, now) == now

    with closing(Library.open(copied)) as library:
        look()
        article = library.add(draft("Das Freibad öffnet im Mai."), ADA).article_id
        look()
        for text in ("Im Juni.", "Im Juli.", "Im August.", "Nie."):
            library.replace(article, draft(f"Das Freibad öffnet: {text}"), ADA)
            look()
        library.remove(article, ADA)
        look()
        library.rebuild()
        look()
    assert len(seen) > 40


@pytest.mark.parametrize("kind", ["cut in half", "one byte changed"])
@pytest.mark.parametrize("suffix", ["idx", "pos", "term", "store", "fieldnorm", "fast"])
def test_what_another_process_has_added_is_looked_at_before_it_is_mapped(
    copied: Settings, suffix: str, kind: str
) -> None:
    with closing(Library.open(copied)) as library, closing(Library.open(copied)) as other:
        terms = set(copied.data_dir.glob("index/generation-*/terms/*"))
        other.add(draft("Das Freibad öffnet im Mai."), ADA)
        [new] = set(copied.data_dir.glob(f"index/generation-*/terms/*.{suffix}")) - terms
        damage(new, kind)

        library.catch_up()

        assert library.ask("Wann öffnet das Freibad?").text == "Das Freibad öffnet im Mai. [1]"
        assert library.indexer.verify() == []
        assert not new.exists()


def test_the_whole_index_may_vanish_under_a_running_library(
    filled: Library, settings: Settings
) -> None:
    shutil.rmtree(index_of(settings))

    filled.add(draft("Nachher kam noch ein Artikel dazu."), ADA)

    assert filled.indexer.verify() == []
    assert_serves(filled)
    assert_sound(settings)


@pytest.mark.usefixtures("vectors_kept")
@pytest.mark.parametrize("kind", DAMAGES)
def test_a_vector_cache_damaged_between_two_changes_is_begun_again(
    filled: Library, settings: Settings, kind: str
) -> None:
    filled.add(draft("Davor kam noch ein Artikel dazu."), ADA)
    damage(index_of(settings) / "vectors.sqlite3", kind)

    filled.add(draft("Nachher kam noch ein Artikel dazu."), ADA)

    assert filled.indexer.verify() == []


def test_a_pointer_overwritten_under_a_running_library_costs_no_question(
    filled: Library, settings: Settings
) -> None:
    (index_of(settings) / "current").write_text("Unsinn")

    assert_serves(filled)
    filled.catch_up()
    assert_serves(filled)
    assert filled.indexer.verify() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'"revision": ', b'"revision": 9'), (b'"revision"', b'"revisioo"'), (b"{", b"[")],
)
def test_a_snapshot_that_tells_another_revision_or_none_heals(
    copied: Settings, before: bytes, after: bytes
) -> None:
    [path] = index_of(copied).glob("*/vectors/snapshot.json")
    path.write_bytes(path.read_bytes().replace(before, after, 1))

    assert_sound(copied)
    with closing(Library.open(copied)) as library:
        library.add(draft("Nachher kam noch ein Artikel dazu."), ADA)
        assert library.indexer.verify() == []


@pytest.mark.parametrize("damaged", [("manifest.json",), ("manifest.json", "manifest.copy.json")])
@pytest.mark.parametrize(("name", "other"), [("dimension", 513), ("since", 99), ("format", 2)])
def test_an_index_whose_description_says_something_else_is_described_by_its_copy_or_built_anew(
    copied: Settings, name: str, other: int, damaged: tuple[str, ...]
) -> None:
    before = generation_of(copied)
    for each in damaged:
        values = json.loads((before / each).read_bytes())
        (before / each).write_text(json.dumps({**values, name: other}))

    with closing(Library.open(copied)) as library:
        library.add(draft("Nachher kam noch ein Artikel dazu."), ADA)

    assert before.exists() == (generation_of(copied) == before) == (len(damaged) == 1)
    assert_sound(copied)


def test_damage_met_while_searching_heals_before_the_answer(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = generation_of(copied)
    search = TermIndex.search

    def broken_once(self: TermIndex, text: str, scopes: Sequence[str], k: int) -> LegHits:
        if generation_of(copied) == before:
            raise DamagedError(before / "terms")
        return search(self, text, scopes, k)

    monkeypatch.setattr(TermIndex, "search", broken_once)
    with closing(Library.open(copied)) as library:
        assert_serves(library)
        assert generation_of(copied) != before
        assert not before.exists()
        assert library.indexer.verify() == []


def test_what_a_killed_process_left_half_written_is_tidied_up(
    filled: Library, settings: Settings
) -> None:
    leftover = generation_of(settings) / "vectors" / ".00000001-0000-00000000.faiss.1.tmp"
    leftover.write_bytes(b"x" * 1000)
    unfinished = index_of(settings) / "generation-000099"
    unfinished.mkdir()
    for name in ("update.lock", "rebuild.lock"):
        (index_of(settings) / name).touch()

    filled.add(draft("Nachher kam noch ein Artikel dazu."), ADA)
    assert not leftover.exists()
    filled.rebuild()
    assert [path.name for path in index_of(settings).glob("generation-*")] == [
        generation_of(settings).name
    ]


def test_looking_at_the_status_changes_no_damaged_file(filled: Library, settings: Settings) -> None:
    meta = generation_of(settings) / "terms" / "meta.json"
    meta.write_bytes(b"garbage")

    assert filled.status().indexed_revision == 0
    assert meta.read_bytes() == b"garbage"
