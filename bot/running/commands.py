"""`belegbot server …`: what there is of each Discord server, to take away and to erase."""

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.i18n import TEXTS
from bot.memory.errors import ServerUnknownError
from index.cli.base import Invocation, NamedPath, common_options, json_option, print_json
from index.cli.errors import writing
from index.cli.output import written_whole
from index.cli.source.collection import author, why_option
from index.dates import format_known_date
from index.i18n import N_, escaped, system_language
from index.scopes import Scope

if TYPE_CHECKING:
    from bot.memory.servers import ServerData
    from index.library import Library

ARTICLES, REST = "articles.jsonl", "journal.jsonl"

IN_FOLDER = N_("The server's data is in {folder}: {files}.")


def _help(message: str) -> str:
    """Return a help text in the terminal's language."""
    return TEXTS.text(system_language(), message)


def _say(invocation: Invocation, message: str, **values: object) -> None:
    click.echo(TEXTS.text(invocation.terminal.language, message, **values))


server_argument = click.argument("server", metavar="SERVER")


@click.group(name="server", help=_help(N_("Look after the data of Discord servers.")))
def server_group() -> None:
    """Only gathers the commands."""


@server_group.command(name="list", help=_help(N_("List the servers that there is data of.")))
@json_option
@common_options
@click.pass_obj
def list_servers(invocation: Invocation, *, as_json: bool) -> None:
    """Print a line a server."""
    # Imports the database, as below.
    from bot.memory.memory import Memory  # noqa: PLC0415
    from bot.memory.servers import as_dict  # noqa: PLC0415

    with invocation.library(seeds=False) as library:
        found = Memory.of(library).servers.all()
    if as_json:
        print_json([as_dict(data) for data in found])
        return
    for data in found:
        click.echo(f"{data.server}  {_described(invocation, data)}")
    if not found:
        _say(invocation, N_("There is no data of any server."))


@server_group.command(help=_help(N_("Write a server's sources, answers and settings to a folder.")))
@server_argument
@click.argument("folder", type=NamedPath(path_type=Path, file_okay=False), metavar="FOLDER")
@json_option
@common_options
@click.pass_obj
def export(invocation: Invocation, server: str, folder: Path, *, as_json: bool) -> None:
    """Write the articles as `source import` takes them, and the rest a row a line."""
    from bot.memory.memory import Memory  # noqa: PLC0415
    from index.sites.transfer import export_all  # noqa: PLC0415

    with invocation.library(seeds=False) as library:
        _data_of(library, server)
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with written_whole(folder / ARTICLES) as file:
            file.writelines(export_all(library, Scope(server)))
        with written_whole(folder / REST) as file:
            number = Scope(server).server
            servers = Memory.of(library).servers
            said = () if number is None else servers.export(number)
            rows = chain(said, servers.export_watched(Scope(server)))
            file.writelines(f"{escaped(json.dumps(row, ensure_ascii=False))}\n" for row in rows)
    if as_json:
        print_json({"server": server, "folder": str(folder), "files": [ARTICLES, REST]})
        return
    _say(invocation, IN_FOLDER, folder=folder, files=f"{ARTICLES}, {REST}")


@server_group.command(help=_help(N_("Erase a server's sources, answers and settings for good.")))
@server_argument
@why_option
@click.option("--yes", is_flag=True, help=_help(N_("Don't ask.")))
@json_option
@common_options
@click.pass_obj
def purge(invocation: Invocation, server: str, why: str, *, yes: bool, as_json: bool) -> None:
    """Ask, then erase."""
    with invocation.library(index=False) as library:
        what = _described(invocation, _data_of(library, server))
        question = TEXTS.text(
            invocation.terminal.language,
            N_("Erase all data of the server {server} ({what})? It can't be brought back."),
            server=server,
            what=what,
        )
        if not yes:
            click.confirm(question, abort=True, err=True)
        with invocation.terminal.erasing(lambda: _found(library, server) is None):
            articles = library.purge_scope(Scope(server), author(why))
    if as_json:
        print_json({"purged": server, "articles": articles})
        return
    _say(invocation, N_("All data of the server {server} is erased."), server=server)


def _data_of(library: "Library", server: str) -> "ServerData":
    data = _found(library, server)
    if data is None:
        raise ServerUnknownError(server=server)
    return data


def _found(library: "Library", server: str) -> "ServerData | None":
    from bot.memory.memory import Memory  # noqa: PLC0415

    servers = Memory.of(library).servers.all()
    return next((data for data in servers if data.server == server), None)


def _described(invocation: Invocation, data: "ServerData") -> str:
    language = invocation.terminal.language
    text = TEXTS.text(
        language,
        N_("{articles} articles, {removed} removed, {answers} answers, {preferences} settings"),
        articles=data.articles,
        removed=data.removed,
        answers=data.answers,
        preferences=data.preferences,
    )
    parts = [text]
    if data.watches or data.sites:
        watched = N_("{watches} watched pages, {sites} watched sites")
        parts.append(TEXTS.text(language, watched, watches=data.watches, sites=data.sites))
    if data.left_at is not None:
        date = format_known_date(data.left_at.date().isoformat(), language)
        parts.append(TEXTS.text(language, N_("left on {date}"), date=date))
    return ", ".join(parts)
