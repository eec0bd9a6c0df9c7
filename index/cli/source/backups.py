"""`belegbot source backup` and `restore-backup`: the whole collection as a file, there and back."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    Invocation,
    NamedPath,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.cli.errors import TargetUnwritableError
from index.cli.source.collection import force_option, keep_collection, keep_existing
from index.corpus.errors import DataDirUnwritableError
from index.i18n import N_

if TYPE_CHECKING:
    from index.corpus.exchange.restoration import Contents

NONE = "–"


@click.command(help=translated(N_("Copy the collection to a file, also while it's in use.")))
@click.argument("target", type=NamedPath(path_type=Path, dir_okay=False), metavar="FILE")
@force_option
@json_option
@common_options
@click.pass_obj
def backup(invocation: Invocation, target: Path, *, force: bool, as_json: bool) -> None:
    """Copy one consistent state."""
    keep_collection(target, invocation.settings.data_dir)
    keep_existing(target, force=force)
    with invocation.library(seeds=False) as library:
        try:
            library.corpus.database.backup(target)
        except DataDirUnwritableError as error:
            # It isn't the collection that can't be written.
            raise TargetUnwritableError(path=target, reason=error.values["reason"]) from error
    if as_json:
        print_json({"path": str(target)})
        return
    invocation.terminal.say(N_("The collection is copied to {path}."), path=target)


@click.command(
    name="restore-backup",
    help=translated(N_("Put a backup in the collection's place.")),
)
@click.argument(
    "source", type=NamedPath(path_type=Path, exists=True, dir_okay=False), metavar="FILE"
)
@click.option("--yes", is_flag=True, help=translated(N_("Don't ask.")))
@json_option
@common_options
@click.pass_obj
def restore_backup(invocation: Invocation, source: Path, *, yes: bool, as_json: bool) -> None:
    """Check the backup, ask, put it there, tell what there is now; then index it."""
    # Imports the database.
    from index.corpus.corpus import FILE_NAME  # noqa: PLC0415
    from index.library import Library  # noqa: PLC0415

    terminal = invocation.terminal
    participants = invocation.participants()
    with Library.restoration(invocation.settings, source, participants) as restoration:
        contents = restoration.contents
        question = terminal.translated(
            N_(
                "Put “{path}” in the collection's place? Articles: {articles}, revision: "
                "{revision}, last change: {changed}. What is there now is kept in another file."
            ),
            path=source,
            **_told(contents),
        )
        if not yes:
            click.confirm(question, abort=True, err=True)
        kept = restoration.carry_out()
    # Said before indexing, which may fail: it is done.
    if as_json:
        changed = contents.changed and contents.changed.isoformat()
        print_json(asdict(contents) | {"changed": changed, "kept": kept and str(kept)})
    else:
        terminal.say(
            N_(
                "The backup is in place. Articles: {articles}, revision: {revision}, last change: "
                "{changed}."
            ),
            **_told(contents),
        )
        if kept is not None:
            terminal.say(
                N_(
                    "What was there is kept as {path}. No purge reaches that file; delete it once "
                    "you don't need it."
                ),
                path=kept,
            )
    with invocation.library(seeds=False) as library:
        if _is_others(invocation.settings.data_dir / FILE_NAME):
            # An index of this user's would be of no use to them.
            if not as_json:
                terminal.say(
                    N_("The files are another user's: their next command, or the bot, indexes.")
                )
            return
        with terminal.progress(translated(N_("Indexing"))) as progress:
            library.catch_up(progress)


def _is_others(path: Path) -> bool:
    """Tell whether a file is another user's; on Windows there is no such thing."""
    return hasattr(os, "geteuid") and path.stat().st_uid != os.geteuid()


def _told(contents: "Contents") -> dict[str, object]:
    changed = contents.changed
    when = f"{changed.astimezone():%Y-%m-%d %H:%M:%S}" if changed else NONE
    return asdict(contents) | {"changed": when}
