"""`belegbot person …`: what there is of one person, to take away and to erase."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.i18n import TEXTS
from bot.memory.errors import PersonUnknownError
from index.cli.base import Invocation, NamedPath, common_options, json_option, print_json
from index.cli.errors import writing
from index.cli.output import written_whole
from index.i18n import N_, escaped, system_language

if TYPE_CHECKING:
    from index.library import Library

FILE = "person.jsonl"


def _help(message: str) -> str:
    """Return a help text in the terminal's language."""
    return TEXTS.text(system_language(), message)


person_argument = click.argument("person", type=click.IntRange(1, 2**63 - 1), metavar="ID")


@click.group(name="person", help=_help(N_("Look after the data of single people in Discord.")))
def person_group() -> None:
    """Only gathers the commands."""


@person_group.command(help=_help(N_("Write what there is of a person to a folder.")))
@person_argument
@click.argument("folder", type=NamedPath(path_type=Path, file_okay=False), metavar="FOLDER")
@json_option
@common_options
@click.pass_obj
def export(invocation: Invocation, person: int, folder: Path, *, as_json: bool) -> None:
    """Write a row a line, with its table's name."""
    # Imports the database, as below.
    from bot.memory.persons import Persons  # noqa: PLC0415

    with invocation.library(seeds=False) as library:
        counts = _counts(library, person)
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with written_whole(folder / FILE) as file:
            for row in Persons(library.corpus.database).export(person):
                file.write(f"{escaped(json.dumps(row, ensure_ascii=False))}\n")
    if as_json:
        print_json({"person": str(person), "file": str(folder / FILE), "rows": counts})
        return
    _say(invocation, N_("What there is ({what}) is in {path}."), counts, path=folder / FILE)


@person_group.command(help=_help(N_("Erase what there is of a person for good, after asking.")))
@person_argument
@click.option("--yes", is_flag=True, help=_help(N_("Don't ask.")))
@json_option
@common_options
@click.pass_obj
def erase(invocation: Invocation, person: int, *, yes: bool, as_json: bool) -> None:
    """Ask, then erase; the changes stay, without who made them."""
    from bot.memory.persons import Persons, erase_person  # noqa: PLC0415

    with invocation.library(seeds=False) as library:
        counts = _counts(library, person)
        question = TEXTS.text(
            invocation.terminal.language,
            N_(
                "Erase all data of the person {person} ({what})? Changes to the articles stay, "
                "without who made them. It can't be brought back."
            ),
            person=person,
            what=_told(invocation, counts),
        )
        if not yes:
            click.confirm(question, abort=True, err=True)
        persons = Persons(library.corpus.database)
        with invocation.terminal.erasing(lambda: not persons.counts(person)):
            with library.corpus.write() as changelog:
                erase_person(changelog, person)
            library.corpus.forget_deleted()
    if as_json:
        print_json({"erased": str(person), "rows": counts})
        return
    _say(invocation, N_("Erased ({what}); changes stay, without who made them."), counts)


def _counts(library: "Library", person: int) -> dict[str, int]:
    from bot.memory.persons import Persons  # noqa: PLC0415

    counts = Persons(library.corpus.database).counts(person)
    if not counts:
        raise PersonUnknownError(person=person)
    return counts


def _told(invocation: Invocation, counts: dict[str, int]) -> str:
    from bot.memory.persons import PARTS  # noqa: PLC0415

    language = invocation.terminal.language
    told = (f"{TEXTS.text(language, PARTS[name])}: {number}" for name, number in counts.items())
    return ", ".join(told)


def _say(invocation: Invocation, message: str, counts: dict[str, int], **values: object) -> None:
    what = _told(invocation, counts)
    click.echo(TEXTS.text(invocation.terminal.language, message, what=what, **values))
