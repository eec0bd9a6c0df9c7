"""`belegbot migrate`: the whole collection from a file to a server, and back."""

from contextlib import closing
from pathlib import Path

import click

from index.cli.base import Invocation, common_options, json_option, print_json, translated
from index.corpus.errors import MoveRefusedError
from index.i18n import N_


@click.command(
    help=translated(
        N_("Carry the whole collection to a PostgreSQL server, or to a file in a folder.")
    )
)
@click.option(
    "--to",
    "to",
    required=True,
    metavar="URL|FOLDER",
    help=translated(N_("An address that begins with postgresql://, or a data directory.")),
)
@json_option
@common_options
@click.pass_obj
def migrate(invocation: Invocation, to: str, *, as_json: bool) -> None:
    """Copy, compare, and say how to use it; what was there stays as it is."""
    # They import the database.
    from pydantic import SecretStr  # noqa: PLC0415

    from index.config import SERVERS, CorpusSettings  # noqa: PLC0415
    from index.corpus.corpus import Corpus  # noqa: PLC0415
    from index.corpus.exchange.moving import move  # noqa: PLC0415
    from index.corpus.folder import prepare  # noqa: PLC0415
    from index.corpus.participants import schemas_of  # noqa: PLC0415
    from index.indexing.files import INDEX_FOLDER  # noqa: PLC0415

    settings, schemas = invocation.settings, schemas_of(invocation.participants())
    is_server = to.startswith(SERVERS)
    folder = settings.data_dir if is_server else Path(to).expanduser()
    for each in (settings.data_dir, folder):
        prepare(each, {INDEX_FOLDER})
    there = CorpusSettings(url=SecretStr(to if is_server else ""))
    with (
        closing(Corpus.open(settings.data_dir, schemas, settings=settings.corpus)) as source,
        closing(Corpus.open(folder, schemas, settings=there)) as target,
    ):
        if source.database.place == target.database.place:
            raise MoveRefusedError(place=target.database.place, reason=N_("it is there"))
        with invocation.terminal.progress(translated(N_("Carrying"))) as progress:
            rows = move(source.database, target.database, progress)
        place, articles, revision = (
            target.database.place,
            target.counts().articles,
            target.revision(),
        )
    if as_json:
        print_json({"to": place, "articles": articles, "revision": revision, "rows": rows})
        return
    invocation.terminal.say(
        N_(
            "The collection is in {place}, compared row by row. Articles: {articles}, revision: "
            "{revision}. Where it was it still is; no purge reaches it there."
        ),
        place=place,
        articles=articles,
        revision=revision,
    )
    invocation.terminal.say(
        N_("To use it, set url in [corpus]; the next start makes its index.")
        if is_server
        else N_("To use it, take url out of [corpus] and name the folder with data_dir.")
    )
