"""`belegbot source …`: what the collection holds, and every change to it."""

import getpass
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.cli.base import (
    Invocation,
    NamedPath,
    ScopeOption,
    ScopeParameter,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.cli.errors import TargetExistsError, TargetIsOursError
from index.cli.output import written_whole
from index.cli.source.changes import change_dict
from index.cli.source.watched import show_watches, watch_dict
from index.corpus.errors import ArticleUnknownError
from index.i18n import N_
from index.models import Change, Sentence
from index.scopes import SHARED, Scope

if TYPE_CHECKING:
    from index.corpus.changelog import Author
    from index.corpus.history import HistoryEntry

why_option = click.option(
    "--why", default="", metavar="TEXT", help=translated(N_("Reason, for the history."))
)
scope_option = click.option(
    "--scope",
    cls=ScopeOption,
    words=lambda words: words.add_scope,
    type=ScopeParameter(),
    default=SHARED,
    show_default=True,
    metavar="SERVER[/PART]",
)
only_scope_option = click.option(
    "--scope",
    type=ScopeParameter(),
    metavar="SERVER[/PART]",
    help=translated(N_("Only this scope.")),
)
force_option = click.option(
    "--force", is_flag=True, help=translated(N_("Overwrite a file that is there already."))
)
FILE = NamedPath(path_type=Path, dir_okay=False, allow_dash=True)
article_argument = click.argument("article_id", metavar="ARTICLE")


@click.group(name="source", help=translated(N_("Look after the articles.")))
def source_group() -> None:
    """Only gathers the commands."""


@source_group.command(name="list", help=translated(N_("List the articles.")))
@only_scope_option
@click.option("--removed", is_flag=True, help=translated(N_("Removed articles, too.")))
@click.option("--watched", is_flag=True, help=translated(N_("The watched pages alone.")))
@json_option
@common_options
@click.pass_obj
def list_articles(
    invocation: Invocation, *, scope: Scope | None, removed: bool, watched: bool, as_json: bool
) -> None:
    """Print a line an article; or two a watched page."""
    if watched:
        _list_watches(invocation, scope, as_json=as_json)
        return
    with invocation.library(index=False) as library:
        found = [
            a for a in library.catalogue.articles(scope, parts=True) if removed or not a.removed
        ]
    if as_json:
        print_json([asdict(summary) for summary in found])
    else:
        invocation.terminal.show_articles(found)


@source_group.command(help=translated(N_("Show an article: its metadata and its text.")))
@article_argument
@json_option
@common_options
@click.pass_obj
def show(invocation: Invocation, article_id: str, *, as_json: bool) -> None:
    """Print one article as it stands."""
    with invocation.library(index=False) as library:
        article, today = library.corpus.article(article_id), library.corpus.today()
        if as_json:
            blocks = library.corpus.blocks(article.revision)
            units = library.corpus.units(article.revision)
    if as_json:
        structure = {
            "blocks": [asdict(block) for block in blocks],
            "units": [_unit_dict(unit) for unit in units],
        }
        print_json(asdict(article) | {"expired": article.expired(today)} | structure)
    else:
        invocation.terminal.show_article(article, today)


@source_group.command(help=translated(N_("Take an article out; it can be restored.")))
@article_argument
@why_option
@json_option
@common_options
@click.pass_obj
def remove(invocation: Invocation, article_id: str, why: str, *, as_json: bool) -> None:
    """Remove one article."""
    with invocation.library() as library:
        show_done(invocation, library.remove(article_id, author(why)), as_json=as_json)


@source_group.command(help=translated(N_("Bring a removed article back.")))
@article_argument
@why_option
@json_option
@common_options
@click.pass_obj
def restore(invocation: Invocation, article_id: str, why: str, *, as_json: bool) -> None:
    """Restore one article."""
    with invocation.library() as library:
        show_done(invocation, library.restore(article_id, author(why)), as_json=as_json)


@source_group.command(
    help=translated(N_("Give an article to others of its server: to all (ID), or some (ID/PART)."))
)
@article_argument
@click.argument("scope", type=ScopeParameter(), metavar="SCOPE")
@why_option
@json_option
@common_options
@click.pass_obj
def move(invocation: Invocation, article_id: str, scope: Scope, why: str, *, as_json: bool) -> None:
    """Move one article within its server."""
    with invocation.library() as library:
        show_done(invocation, library.move(article_id, scope, author(why)), as_json=as_json)


@source_group.command(help=translated(N_("Take a change back: the latest, or the one named.")))
@click.argument("revision", type=int, required=False)
@why_option
@json_option
@common_options
@click.pass_obj
def undo(invocation: Invocation, revision: int | None, why: str, *, as_json: bool) -> None:
    """Undo one change."""
    with invocation.library() as library:
        show_done(invocation, library.undo(revision, author(why)), as_json=as_json)


@source_group.command(help=translated(N_("Tell who changed what, when and why, oldest first.")))
@click.argument("article_id", metavar="[ARTICLE]", required=False)
@json_option
@common_options
@click.pass_obj
def history(invocation: Invocation, article_id: str | None, *, as_json: bool) -> None:
    """Print the change log, or one article's part of it."""
    with invocation.library(index=False) as library:
        found = library.history.all(article_id)
    if article_id is not None and not found:
        raise ArticleUnknownError(article=article_id)
    if as_json:
        print_json([change_dict(entry.change) for entry in found])
    else:
        for entry in found:
            invocation.terminal.show_change(entry.change, entry)


@source_group.command(help=translated(N_("Erase an article and its history's texts for good.")))
@article_argument
@why_option
@click.option("--yes", is_flag=True, help=translated(N_("Don't ask.")))
@json_option
@common_options
@click.pass_obj
def purge(invocation: Invocation, article_id: str, why: str, *, yes: bool, as_json: bool) -> None:
    """Ask, then erase."""
    terminal = invocation.terminal
    # Whoever is building the index keeps nobody from erasing.
    with invocation.library(index=False) as library:
        title = library.corpus.article(article_id).title
        question = terminal.translated(
            N_("Erase “{title}” with all its versions? It can't be brought back."), title=title
        )
        if not yes:
            click.confirm(question, abort=True, err=True)
        with terminal.erasing(lambda: library.corpus.is_purged(article_id)):
            library.purge(article_id, author(why))
    if as_json:
        print_json({"purged": article_id, "title": title})
    else:
        terminal.say(N_("“{title}” is erased; the history keeps only its id."), title=title)


@source_group.command(help=translated(N_("Write the collection with its history to a file.")))
@click.argument("target", type=FILE, metavar="FILE")
@only_scope_option
@force_option
@common_options
@click.pass_obj
def export(invocation: Invocation, target: Path, scope: Scope | None, *, force: bool) -> None:
    """Write JSON Lines; - is standard output."""
    # Imports the database.
    from index.sites.transfer import export_all  # noqa: PLC0415

    keep_collection(target, invocation.settings.data_dir)
    keep_existing(target, force=force)
    with (
        invocation.library(index=False) as library,
        written_whole(target) as file,
    ):
        file.writelines(export_all(library, scope))


@source_group.command(name="import", help=translated(N_("Take in a file that export wrote.")))
@click.argument("source", type=click.File("r", encoding="utf-8"), metavar="FILE")
@click.option(
    "--scope",
    type=ScopeParameter(),
    metavar="SERVER[/PART]",
    help=translated(N_("Refuse what isn't this scope's own, as for a file that others hand in.")),
)
@json_option
@common_options
@click.pass_obj
def import_(
    invocation: Invocation,
    source: Any,  # noqa: ANN401 - click's file
    scope: Scope | None,
    *,
    as_json: bool,
) -> None:
    """Import all or nothing, then index it."""
    # Imports the database.
    from index.sites.transfer import import_all  # noqa: PLC0415

    terminal = invocation.terminal
    # The seeds come after, so that those the file holds keep their history.
    with invocation.library(seeds=False) as library:
        name = source.name if isinstance(source.name, str) else "-"
        imported = import_all(library, source, name, scope, importer=author().who)
        with terminal.progress(translated(N_("Indexing"))) as progress:
            library.start(progress)
    if as_json:
        print_json(asdict(imported))
        return
    terminal.say_plural(
        N_("{n} change was imported."), N_("{n} changes were imported."), imported.changes
    )
    if imported.skipped:
        terminal.say(
            N_("There already, with the same text: {articles}"),
            articles=", ".join(imported.skipped),
        )
    if imported.watched:
        terminal.say_plural(
            N_("{n} address is watched again, and read next time."),
            N_("{n} addresses are watched again, and read next time."),
            len(imported.watched),
        )
    if imported.not_watched:
        terminal.say(
            N_(
                "Not watched any more, for the server watches as many as it may, or the address is "
                "private: {addresses}"
            ),
            addresses=", ".join(imported.not_watched),
        )


def author(why: str = "") -> "Author":
    """Say who sits at this terminal."""
    from index.corpus.changelog import Author  # noqa: PLC0415 - imports the database

    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        # In a container there need be no such user.
        user = str(os.getuid())
    return Author(f"operator:{user}", why)


def keep_existing(target: Path, *, force: bool) -> None:
    """Raise `TargetExistsError` rather than write over a file, which may be the only backup."""
    if not force and target.is_file():
        raise TargetExistsError(path=target)


def keep_collection(target: Path, data_dir: Path) -> None:
    """Raise `TargetIsOursError` rather than write over the collection, or a part of its index."""
    # Imports the database.
    from index.corpus.corpus import FILE_NAME  # noqa: PLC0415
    from index.indexing.files import INDEX_FOLDER  # noqa: PLC0415

    file, ours = target.resolve(), data_dir.resolve()
    inside = file.is_relative_to(ours / INDEX_FOLDER)
    if inside or (file.parent == ours and file.name.startswith(FILE_NAME)):
        raise TargetIsOursError(path=target)


def _unit_dict(unit: Sentence) -> dict[str, object]:
    """Return a unit as programs get it, with what it stands under."""
    span, context = unit.span, unit.context
    return {
        "kind": span.kind,
        "start": span.start,
        "end": span.end,
        "paragraph": span.paragraph,
        "sentence": span.number,
        "path": list(unit.path),
        "question": context.question,
        "lead_ins": list(context.lead_ins),
        "header": context.header,
    }


def _list_watches(invocation: Invocation, scope: Scope | None, *, as_json: bool) -> None:
    # Imports the database and the HTTP client.
    from index.watching.watching import Watching  # noqa: PLC0415

    with invocation.library(index=False) as library:
        found = Watching(library).watches(scope)
    if as_json:
        print_json([watch_dict(watch) for watch in found])
    else:
        show_watches(invocation.terminal, found)


def show_done(
    invocation: Invocation, change: Change, entry: "HistoryEntry | None" = None, *, as_json: bool
) -> None:
    """Print a change that was made."""
    if as_json:
        print_json(change_dict(change))
    else:
        invocation.terminal.show_change(change, entry)
