"""docs/architecture.md is what the code is: its rooms, their order, and the ways through them."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copyfile

import pytest

from bot.cli import main
from bot.memory.forgetting import Forgetting
from index.articles.documents import Document
from index.articles.fence.child import read
from index.articles.fence.protocol import Task, task_frames
from index.articles.metadata import NOTHING_KNOWN
from index.config import IngestSettings, Settings, WriterSettings
from index.corpus.changelog import Author, now, text_hash
from index.corpus.corpus import FILE_NAME
from index.indexing.backends import terms
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from index.visiting.manners import site_of
from index.watching.watches import Watch, put
from index.watching.watching import Watching
from tests.bot.test_ways import IN_DISCORD
from tests.completions import claims, completions, sending
from tests.house import DOCUMENT, FUNCTION, ROOT, contracts, listening, rooms, told, ways
from tests.index.articles.web.web_server import serving
from tests.models import BUILTIN

PACKAGES = ("index", "bot")

MOST = 13
"""Modules beside each other: about a dozen, which a glance takes in."""

DATABASE = ROOT / "tests/fixtures/databases/0005.sqlite3"
ADA = Author("operator:ada")
TOWER = Draft("Der Turm ist hoch.", "Turm", "de")
BRIDGE = Draft("Die Brücke wurde 1900 gebaut.", "Brücke", "de")

Way = Callable[[Path, Path], None]


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def modules(package: str) -> Iterator[Path]:
    """Give the modules of a package but its own, and those that are run."""
    for path in sorted((ROOT / package).rglob("*.py")):
        inner = path.relative_to(ROOT / package)
        if len(inner.parts) > 1 or inner.stem not in {"__init__", "__main__"}:
            yield path


def room_of(path: Path) -> str:
    """Return the room of a module as the map calls it; a migration is in that of the others."""
    _, *folders = path.relative_to(ROOT).parent.parts
    inner = [folder for folder in folders if folder != "versions"]
    return f"{'/'.join(inner)}/" if inner else path.stem


def outermost(room: str) -> str:
    first, slash, _ = room.partition("/")
    return first + slash


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_is_on_the_map_once_and_nothing_else_is(package: str) -> None:
    assert sorted(rooms(package)) == sorted({room_of(path) for path in modules(package)})


@pytest.mark.parametrize("package", PACKAGES)
def test_each_room_says_what_it_gives_and_has_it(package: str) -> None:
    table = contracts(package)
    assert [name for names in table for name in names] == rooms(package)
    for names, gives in table.items():
        assert gives, names
        said = {name for name in re.findall("`(.*?)`", gives) if name.isidentifier()}
        inside = [
            path
            for path in (ROOT / package).rglob("*.py")
            if any((room_of(path) + "/").startswith(f"{room.rstrip('/')}/") for room in names)
        ]
        given = {name for path in inside for name in (path.stem, *assigned(path), *defined(path))}
        assert said <= given, names


def test_each_step_from_form_to_form_is_told() -> None:
    steps = {
        f"{str(path.relative_to(ROOT).with_suffix('')).replace('/', '.')}.upgrade"
        for package in PACKAGES
        for path in (ROOT / package).rglob("migrations/versions/*.py")
        if path.stem != "__init__"
    }

    assert steps - set(told("A start with an old database")) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_room_has_more_than_about_a_dozen_modules(package: str) -> None:
    beside = Counter(path.parent for path in modules(package) if path.stem != "__init__")

    assert {str(folder) for folder, number in beside.items() if number > MOST} == set()


def test_tests_lie_as_the_code_does_and_no_room_of_theirs_has_more_either() -> None:
    tests = ROOT / "tests"
    beside = Counter(path.parent.relative_to(tests) for path in tests.rglob("*.py"))
    mirroring = {folder for folder in beside if folder.parts[:1] in {("index",), ("bot",)}}

    assert {str(each) for each in mirroring if not (ROOT / each).is_dir()} == {"bot/discord"}
    # Tools that measure, each run by hand.
    assert {str(each) for each, number in beside.items() if number > MOST} - {"benchmarks"} == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_rooms_import_only_from_those_above_them(package: str) -> None:
    order = [room for room in rooms(package) if room == outermost(room)]
    backwards = set()
    for path in modules(package):
        own = order.index(outermost(room_of(path)))
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{package}."):
                file = ROOT / f"{str(node.module).replace('.', '/')}.py"
                room = room_of(file if file.is_file() else file.with_suffix("") / "__init__.py")
                if order.index(outermost(room)) > own:
                    backwards.add((str(path.relative_to(ROOT)), str(node.module)))

    assert backwards == set()


def defined(module: Path) -> set[str]:
    """Return the functions, classes and methods of a module."""
    names = set()
    for node in parsed(module).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                    names.add(f"{node.name}.{inner.name}")
    return names


def test_every_module_and_function_that_the_map_names_is_there() -> None:
    for name in FUNCTION.findall(DOCUMENT.read_text("utf-8")):
        parts = name.split(".")
        ends = range(1, len(parts) + 1)
        files = [ROOT.joinpath(*parts[:end]).with_suffix(".py") for end in ends]
        found = [(end, file) for end, file in zip(ends, files, strict=True) if file.is_file()]
        assert found, name
        end, file = found[0]
        assert end == len(parts) or ".".join(parts[end:]) in defined(file), name


def assigned(module: Path) -> set[str]:
    """Return the names that a module gives to values."""
    return {
        node.id
        for statement in parsed(module).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of a library that was opened once."""
    data = tmp_path / "data"
    with closing(
        Library.open(Settings(data_dir=data, embedder=BUILTIN), participants=(Forgetting(),))
    ) as library:
        library.add(TOWER, ADA)
    return data


def run(data: Path, *arguments: str) -> None:
    sys.argv = ["belegbot", "--data-dir", str(data), *arguments]
    with pytest.raises(SystemExit):
        main()


def opened(data: Path) -> Library:
    return Library(Settings(data_dir=data, embedder=BUILTIN), participants=(Forgetting(),))


def ask(data: Path, _: Path) -> None:
    run(data, "ask", "Wann wurde die NATO-Mission im Irak ausgesetzt?")


def ask_several(data: Path, _: Path) -> None:
    run(data, "ask", "Wann wurde die NATO-Mission im Irak ausgesetzt? Und warum?")


def add(data: Path, folder: Path) -> None:
    (folder / "bridge.txt").write_text(BRIDGE.text, encoding="utf-8")
    run(data, "source", "add", str(folder / "bridge.txt"))


def read_within_the_fence(_: Path, __: Path) -> None:
    document = Document(BRIDGE.text.encode(), "bridge.txt")
    read(*task_frames(Task(document, NOTHING_KNOWN, IngestSettings())))


def catch_up(data: Path, _: Path) -> None:
    with opened(data) as library:
        with library.corpus.write() as log:
            log.add(BRIDGE, ADA, scope=SHARED)
        library.catch_up()


def rebuild(data: Path, _: Path) -> None:
    with opened(data) as library:
        library.rebuild()


def purge(data: Path, _: Path) -> None:
    with opened(data) as library:
        [article] = [found.id for found in library.catalogue.articles() if found.title == "Turm"]
        library.purge(article, ADA)


def fix_an_answer(data: Path, _: Path) -> None:
    with opened(data) as library:
        [article] = [found.id for found in library.catalogue.articles() if found.title == "Turm"]
        first = library.corpus.units(library.corpus.article(article).revision)[0].span
        asked = "Worum geht es zuerst?"
        library.pin(article, asked, (first.start, first.end), ADA)
        assert library.ask(asked).pinned


def write_in_other_words(data: Path, _: Path) -> None:
    with completions() as server:
        server.answer = sending(claims(("Hoch ist der Turm.", [1])))
        settings = Settings(
            data_dir=data, embedder=BUILTIN, writer=WriterSettings(base_url=server.base_url)
        )
        with Library(settings, participants=(Forgetting(),)) as library:
            library.write(library.ask("Ist der Turm hoch?"))


def restore_a_backup(data: Path, _: Path) -> None:
    run(data, "source", "restore-backup", str(DATABASE), "--yes")


def start_with_an_old_database(_: Path, folder: Path) -> None:
    (folder / "old").mkdir()
    copyfile(DATABASE, folder / "old" / FILE_NAME)
    Library.open(
        Settings(data_dir=folder / "old", embedder=BUILTIN), participants=(Forgetting(),)
    ).close()


def reread_a_page(data: Path, _: Path) -> None:
    ingest = IngestSettings(allow_private_addresses=True)
    settings = Settings(data_dir=data, embedder=BUILTIN, ingest=ingest)
    with serving() as site, Library(settings, participants=(Forgetting(),)) as library:
        url = site.page("/turm", f"{TOWER.text} Er steht am Markt.".encode())
        [turm] = [found for found in library.catalogue.articles() if found.title == "Turm"]
        with library.corpus.write() as log:
            put(
                log.connection,
                Watch(
                    article_id=turm.id,
                    scope=SHARED,
                    title=turm.title,
                    url=url,
                    host=site_of(url),
                    landed=url,
                    every=timedelta(days=1),
                    apply="always",
                    due_at=now(),
                    text_hash=text_hash(TOWER.text),
                    size=len(TOWER.text),
                    said={},
                    revision=log.next_revision() - 1,
                ),
            )
        watching = Watching(library, lambda _: None)
        for watch in watching.due():
            watching.reread(watch.article_id)
        [news] = watching.news()
        watching.tell(news)


WAYS: dict[str, Way] = {
    "A question at the terminal": ask,
    "Several questions in one message": ask_several,
    "A fixed answer": fix_an_answer,
    "An answer in other words": write_in_other_words,
    "An article from a file": add,
    "A watched page is read again": reread_a_page,
    "A backup in the collection's place": restore_a_backup,
    "A document within the fence": read_within_the_fence,
    "The index catches up": catch_up,
    "A rebuild": rebuild,
    "A purge": purge,
    "A start with an old database": start_with_an_old_database,
}


def test_every_way_on_the_map_is_walked() -> None:
    assert set(ways()) == WAYS.keys() | IN_DISCORD


@pytest.mark.parametrize("way", WAYS)
def test_a_way_calls_what_the_map_tells_in_its_order(
    way: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [])
    # As in a collection that isn't small.
    monkeypatch.setattr(terms, "FEW", 0)
    with listening() as calls, calls.heard():
        WAYS[way](data, tmp_path)

    assert calls.of(told(way)) == told(way)
