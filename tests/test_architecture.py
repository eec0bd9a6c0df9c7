"""What the library must not know, and nobody may reach for; docs/architecture.md has the rest."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

WORDED = ("bot/asking/render.py", "bot/insights/words.py", "bot/sources/texts/")
"""What makes of values the words that people read."""

DOING = (
    *("asyncio", "bot.client", "bot.desk", "bot.workers", "bot.memory.memory"),
    *("index.library", "index.corpus.corpus", "index.corpus.storage.database"),
)
"""What connects, waits, asks or stores."""

ENGINES = {
    "index.corpus.storage.sqlite": "index/corpus/corpus.py index/corpus/exchange/restoration.py",
    "index.corpus.storage.postgresql": "index/corpus/corpus.py index/library/library.py",
}
"""Who knows which engine is beneath the tables: who opens it, and who puts a file in its place."""

OF_OTHERS = {
    *("_Element", "_exit"),  # lxml's and Python's names for what is public
    *("_connection", "_intents"),  # discord.py's: what a message or interaction is made of
    *(
        "_errors_acknowledged",
        "_markdown",
        "_discord_multiline_quotes",
        "_FIELD_POLICIES",
    ),  # SimCord's
    "_add_object",  # pypdf's: a writer has no other way to add one
    "_slipcover_instance",  # SlipCover's: what measures the tests of this process
}
"""Other libraries' names."""

NAMING = {"Table", "Column", "column", "Index", "label", "alias", "cte"}
"""What takes the name of a table or column, or of what a query gives."""

FOREIGN = re.compile(r"discord|guild|member|message_id", re.IGNORECASE)


@cache
def modules(package: str) -> list[tuple[Path, ast.Module]]:
    return [
        (path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def imported_by(tree: ast.Module) -> set[str]:
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    return names | {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }


def packages_of(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def identifiers(tree: ast.Module) -> set[str]:
    """Return the names that a module gives or uses, and those of its tables and columns."""
    names: set[str | None] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                names.add(name)
            case ast.arg(arg=name) | ast.keyword(arg=name):
                names.add(name)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                names.add(name)
            case ast.AsyncFunctionDef(name=name) | ast.ExceptHandler(name=name):
                names.add(name)
            case ast.MatchAs(name=name) | ast.MatchStar(name=name) | ast.MatchMapping(rest=name):
                names.add(name)
            case ast.Import(names=imported) | ast.ImportFrom(names=imported):
                names.update(each for alias in imported for each in (alias.name, alias.asname))
        match node:
            case ast.ImportFrom(module=name):
                names.add(name)
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called),
                args=[ast.Constant(str(name)), *_],
            ) if called in NAMING:
                names.add(name)
    return {name for name in names if name is not None}


def privates(tree: ast.Module) -> Iterator[str]:
    """Give the private names that a module takes from elsewhere."""
    for node in ast.walk(tree):
        names: list[str] = []
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=name):
                names = [name]
            case ast.ImportFrom(module=module, names=imported):
                names = [*(module or "").split("."), *(alias.name for alias in imported)]
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments):
                if name in {"getattr", "setattr", "delattr"}:
                    said = [ast.literal_eval(a) for a in arguments if isinstance(a, ast.Constant)]
                    names = [str(each).rpartition(".")[2] for each in said[:1]]
        yield from (name for name in names if re.match("_(?!_)", name))


def test_the_library_knows_nothing_of_discord() -> None:
    importers = {
        (str(path), package)
        for path, tree in modules("index")
        for package in packages_of(imported_by(tree)) & {"bot", "discord", "asyncio"}
    }

    assert importers == set()


def test_nobody_else_knows_which_engine_keeps_the_tables() -> None:
    for engine, knowing in ENGINES.items():
        importers = {
            path.as_posix()
            for package in ("index", "bot")
            for path, tree in modules(package)
            if any(name.startswith(engine) for name in imported_by(tree))
        }
        inside = {path for path in importers if path.startswith("index/corpus/storage/")}
        assert importers - inside == set(knowing.split())


def test_no_name_table_or_column_of_the_library_is_discords() -> None:
    named = {
        (str(path), name)
        for path, tree in modules("index")
        for name in identifiers(tree)
        if FOREIGN.search(name)
    }

    assert named == set()


def test_what_people_read_is_worded_from_values_alone() -> None:
    doing = {
        (str(path), module)
        for path, tree in modules("bot")
        if str(path).startswith(WORDED)
        for module in imported_by(tree)
        if module.startswith(DOING)
    }

    assert doing == set()


@pytest.mark.parametrize(
    "line",
    [
        *(
            "guild = 1",
            "row.guild",
            "def guild(): ...",
            "async def guild(): ...",
            "class Guild: ...",
        ),
        *("def f(guild): ...", "def f(*, guild): ...", "f(guild=1)", "lambda guild: 1"),
        *("import guild", "import a.guild", "import a as guild", "from guild import a"),
        *("from a import guild", "from a import b as guild"),
        *('Table("guild", a)', 'Column("guild", a)', 'sa.Column("guild", a)', 'a.label("guild")'),
        "try: ...\nexcept Error as guild: ...",
        "match a:\n case b as guild: ...",
    ],
)
def test_a_name_of_discords_is_found_wherever_it_stands(line: str) -> None:
    assert [name for name in identifiers(ast.parse(line)) if FOREIGN.search(name)] != []


@pytest.mark.parametrize(
    "line",
    [
        *("other._name", "f(self)._name", "self.other._name", "from a import _name"),
        *("from a import _name as name", "from a._name import b", 'setattr(a, "_name", 1)'),
        'patch.delattr("a.b._name")',
    ],
)
def test_what_is_private_is_found_however_it_is_taken(line: str) -> None:
    assert list(privates(ast.parse(line))) == ["_name"]


def test_nobody_reaches_for_what_is_private_to_another_object() -> None:
    reaching = {
        (str(path), name)
        for package in ("index", "bot", "tests")
        for path, tree in modules(package)
        for name in privates(tree)
        if name not in {"_asdict", "_replace", "_fields"} | OF_OTHERS
    }

    assert reaching == set()


def modules_after(*arguments: str, data_dir: Path) -> set[str]:
    script = (
        "import sys, runpy\n"
        f"sys.argv = {['belegbot', '--data-dir', str(data_dir), *arguments]!r}\n"
        "try:\n    runpy.run_module('bot', run_name='__main__')\n"
        "except SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.rpartition("\n")[0].rpartition("\n")[2].split())


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    loaded = modules_after("--help", data_dir=tmp_path / "data")

    assert "click" in packages_of(loaded)
    assert not packages_of(loaded) & {
        *("torch", "transformers", "discord", "numpy", "faiss", "tantivy", "sqlalchemy"),
        *("pydantic", "rich", "asyncio", "email"),
    }
    assert "babel.dates" not in loaded


def test_asking_an_existing_index_loads_only_what_answers(tmp_path: Path) -> None:
    modules_after("ask", "Wann wurde die Mission ausgesetzt?", data_dir=tmp_path / "data")

    loaded = modules_after("ask", "Wann wurde die Mission ausgesetzt?", data_dir=tmp_path / "data")

    assert {"faiss", "tantivy"} <= packages_of(loaded)
    assert not packages_of(loaded) & {
        *("torch", "transformers", "sentence_transformers", "discord"),
        *("alembic", "psycopg", "py3langid", "trafilatura", "pypdfium2", "charset_normalizer"),
    }
    assert not loaded & {"index.articles.reading", "index.articles.documents"}
    assert not loaded & {"numpy.ma", "rich.progress", "spellchecker"}
