"""What README and the documents name is there: commands, options, settings, variables."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import bot.cli  # noqa: F401 - adds the bot's commands to the library's
from bot.config import BotSettings
from index.cli import main_group
from index.cli.log import DEBUG_VARIABLE
from index.config import settings_of, table_of
from index.environment import CONFIG_VARIABLE, PREFIX, variables_of
from index.mcp.tools import TOOLS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
DOCUMENTS = [
    README,
    *(path for name in ("CONTRIBUTING.md", "SECURITY.md") if (path := ROOT / name).is_file()),
    *sorted(ROOT.glob("docs/*.md")),
]

NAMED = re.compile(r"(?:^|[\s/`])belegbot((?: [^\s`&|]+)*)", re.MULTILINE)
"""A command with what follows it, as code, in a block or between backticks."""

ALSO = re.compile(r"`belegbot ([^`]+)`((?:(?:,\s|,?\s+and\s)`[a-z][^`]*`)+)")
"""A command and its neighbours: `belegbot source remove`, `restore ARTICLE`."""

Words = tuple[str, ...]


def commands(group: click.Group = main_group, at: Words = ()) -> Iterator[tuple[Words, set[str]]]:
    """Give each command that does something, with its options."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*at, name))
        else:
            yield (*at, name), {option for of in command.params for option in of.opts}


COMMANDS = dict(commands())
EVERYWHERE = {"--help", "--version"}


def one_line(text: str) -> str:
    return " ".join(text.split())


def command_of(words: list[str]) -> Words:
    """Follow the words down the tree as far as it goes; one that it doesn't have is a mistake."""
    command: click.Command = main_group
    taken: list[str] = []
    for word in words:
        name = word.rstrip(",.;:")
        if not isinstance(command, click.Group) or not re.fullmatch("[a-z]+(-[a-z]+)?", name):
            break
        assert name in command.commands, f"there is no command {[*taken, name]}"
        taken.append(name)
        command = command.commands[name]
        if name != word:
            break
    return tuple(taken)


def code_of(text: str) -> Iterator[str]:
    """Give each line of a block and each span, without what is said around them."""
    blocks = r"^```.*?^```|^    .*?$"
    for block in re.findall(blocks, text, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()
    yield from map(one_line, re.findall(r"`([^`]+)`", re.sub(blocks, "", text, flags=re.S | re.M)))


def named_in(text: str) -> Iterator[tuple[Words, list[str]]]:
    """Give each command that is named, with the words of its line."""
    for line in code_of(text):
        for found in NAMED.finditer(line):
            words = found[1].split()
            yield command_of(words), words
    for first, others in ALSO.findall(text):
        *group, _ = command_of(one_line(first).split())
        for other in re.findall("`([^`]+)`", others):
            words = one_line(other).split()
            yield command_of([*group, *words]), words


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_every_command_that_is_named_is_there_with_its_options(document: Path) -> None:
    for command, words in named_in(document.read_text("utf-8")):
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= COMMANDS.get(command, set()) | EVERYWHERE, words


def test_every_command_is_named_in_the_readme() -> None:
    assert (
        COMMANDS.keys() - {command for command, _ in named_in(README.read_text("utf-8"))} == set()
    )


def test_an_option_that_is_named_alone_belongs_to_a_command_of_its_line() -> None:
    anywhere = EVERYWHERE.union(*COMMANDS.values())
    for line in README.read_text("utf-8").splitlines():
        options = {found.split()[0] for found in re.findall(r"`(--[^`]+)`", line)}
        of_a_row = [command for command, _ in named_in(line)] if line.startswith("| ") else []
        known = anywhere if not of_a_row else set().union(*(COMMANDS[one] for one in of_a_row))
        assert options <= known, line


TABLES = {name for name, field in BotSettings.model_fields.items() if table_of(field)}
SETTINGS = settings_of(BotSettings)
NAMES = {key[-1] for key in SETTINGS}

OF_TESTS = {"BELEGBOT_DISCORD_OPENAPI", "BELEGBOT_XQUAD"}
"""What tests read that are skipped otherwise."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_every_table_key_and_variable_that_is_named_is_there(document: Path) -> None:
    variables = {CONFIG_VARIABLE, DEBUG_VARIABLE, *OF_TESTS, *variables_of(BotSettings)}
    for code in code_of(document.read_text("utf-8")):
        if table := re.fullmatch(r"\[(\w+)\]", code):
            assert table[1] in TABLES, code
        key = re.fullmatch(r"(\w+)\.(?!py$|json$|sqlite3$)(\w+)", code)
        if key and key[1] in TABLES:
            assert key.groups() in SETTINGS, code
        for variable in re.findall(rf"\b(?:{PREFIX}|DISCORD_T)\w+", code):
            assert variable in variables, code


OF_JSON = {"lead_ins", "left_out", "valid_until"}
"""What commands print with `--json`, as their own tests hold it."""

OF_POSTGRESQL = {"pg_dump", "pg_restore", "pool_mode"}
"""Programs of its makers, and a setting of another's."""


def test_every_key_that_the_readme_names_alone_is_there() -> None:
    spans = re.findall(r"`([^`]+)`", README.read_text("utf-8"))
    keys = [found[1] for span in spans if (found := re.fullmatch(r"([a-z]+_\w+)(?: = .+)?", span))]

    assert {"keep_days", "seeds_dir"} <= set(keys)
    assert set(keys) - NAMES - OF_JSON - OF_POSTGRESQL - set(TOOLS) == set()


PLACES = re.compile(r"(?:bot|docs|index|seeds|tests)/[\w./-]*")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_every_file_and_folder_that_is_named_or_linked_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    linked = [document.parent / target for target in re.findall(r"\]\(([^):#]+)\)", text)]
    linked += [document.parent / target for target in re.findall(r'src(?:set)?="([^"]+)"', text)]
    named = [ROOT / code for code in code_of(text) if PLACES.fullmatch(code)]

    assert [str(path) for path in linked + named if not path.exists()] == []


def test_the_tree_of_the_readme_has_every_room_in_its_place() -> None:
    tree = README.read_text("utf-8").partition("## How it works\n")[2].partition("\n\n")[0]
    told: dict[str, set[str]] = {}
    for line in tree.splitlines():
        names = re.findall(r"([a-z_]+)/(?!\w)", line.strip().partition("  ")[0])
        if line.startswith("      "):
            told[list(told)[-1]].update(names)
        else:
            told |= {name: set() for name in names}

    for package in ("index", "bot"):
        # A folder that only carries files is no room.
        rooms = {each.parent.name for each in (ROOT / package).glob("*/*.py")}
        assert told[package] == rooms
    assert all((ROOT / name).is_dir() for name in told)


def test_the_example_of_the_library_prints_what_the_readme_says(tmp_path: Path) -> None:
    example = README.read_text("utf-8").partition("## As a library\n")[2].partition("\n## ")[0]
    [program] = re.findall(r"```python\n(.*?)```", example, re.DOTALL)
    [printed] = re.findall(r"```text\n(.*?)```", example, re.DOTALL)
    [article] = re.findall(r"`tower\.txt` saying “(.*?)”", example)
    (tmp_path / "tower.txt").write_text(article, encoding="utf-8")
    path = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"

    done = subprocess.run(
        [sys.executable, "-c", path + program],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )

    assert done.stdout == printed
    assert (tmp_path / "collection" / "corpus.sqlite3").is_file()
