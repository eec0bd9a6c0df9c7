"""`belegbot migrate`: the whole collection from a file to a server, and back."""

from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    EMPTY_NAME,
    Invocation,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.corpus.errors import MoveRefusedError
from index.i18n import N_

if TYPE_CHECKING:
    from index.config import VectorSettings
    from index.corpus.corpus import Corpus

EMBEDDED = "embedded"
ONLY_IN_A_FOLDER = N_("with a server, name the address of an engine, too")


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
@click.option(
    "--vectors",
    metavar="URL|embedded",
    help=translated(
        N_(
            "Index it there, too, with the vectors in the Milvus at this address, or in the "
            "folder's own files; otherwise the next start does."
        )
    ),
)
@json_option
@common_options
@click.pass_obj
def migrate(invocation: Invocation, to: str, vectors: str | None, *, as_json: bool) -> None:
    """Copy, compare, and say how to use it; what was there stays as it is."""
    # They import the database.
    from pydantic import SecretStr  # noqa: PLC0415

    from index.config import SERVERS, CorpusSettings  # noqa: PLC0415
    from index.corpus.corpus import Corpus  # noqa: PLC0415
    from index.corpus.exchange.moving import move  # noqa: PLC0415
    from index.corpus.folder import prepare  # noqa: PLC0415
    from index.corpus.participants import schemas_of  # noqa: PLC0415
    from index.indexing.files import INDEX_FOLDER  # noqa: PLC0415

    if not to:
        raise click.BadParameter(translated(EMPTY_NAME), param_hint="--to")
    settings, schemas = invocation.settings, schemas_of(invocation.participants())
    is_server = to.startswith(SERVERS)
    folder = settings.data_dir if is_server else Path(to).expanduser()
    for each in (settings.data_dir, folder):
        prepare(each, {INDEX_FOLDER})
    there = CorpusSettings(url=SecretStr(to if is_server else ""))
    engine = None if vectors is None else _engine(invocation, vectors, folder)
    with (
        closing(Corpus.open(settings.data_dir, schemas, settings=settings.corpus)) as source,
        closing(Corpus.open(folder, schemas, settings=there)) as target,
    ):
        if source.database.place == target.database.place:
            raise MoveRefusedError(place=target.database.place, reason=N_("it is there"))
        with invocation.terminal.progress(translated(N_("Carrying"))) as progress:
            rows = move(source.database, target.database, progress)
        sentences = None if engine is None else _index(invocation, target, engine, folder)
        place, articles, revision = (
            target.database.place,
            target.counts().articles,
            target.revision(),
        )
    if as_json:
        told = {"to": place, "articles": articles, "revision": revision, "rows": rows}
        print_json(told if engine is None else told | {"vectors": vectors, "sentences": sentences})
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
    if engine is not None:
        invocation.terminal.say(
            N_("The vectors of {sentences} sentences are in {place}, compared one by one."),
            place=engine.uri or folder,
            sentences=sentences,
        )
    if engine is not None and engine.uri:
        invocation.terminal.say(N_("To use them, set kind and uri in [vectors]."))
    invocation.terminal.say(
        N_("To use it, set url in [corpus]; the next start makes its index.")
        if is_server
        else N_("To use it, take url out of [corpus] and name the folder with data_dir.")
    )


def _engine(invocation: Invocation, vectors: str, folder: Path) -> "VectorSettings":
    """Return where the vectors are to be: with all that the configuration says of that engine."""
    from pydantic import ValidationError  # noqa: PLC0415 - as above

    from index.config import VectorSettings  # noqa: PLC0415

    if vectors == EMBEDDED:
        if folder == invocation.settings.data_dir:
            # It would take the place of the index that is there.
            raise click.BadParameter(translated(ONLY_IN_A_FOLDER), param_hint="--vectors")
        return VectorSettings()
    said = invocation.settings.vectors.model_dump() | {"kind": "milvus", "uri": vectors}
    try:
        return VectorSettings(**said)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise click.BadParameter(reason, param_hint="--vectors") from error


def _index(
    invocation: Invocation, target: "Corpus", vectors: "VectorSettings", folder: Path
) -> int:
    """Index what was carried: in its folder, or beside the index that this machine goes on with."""
    from index.indexing.backends.configured import configured  # noqa: PLC0415 - as above
    from index.indexing.files import INDEX_FOLDER  # noqa: PLC0415
    from index.indexing.generations import Generations  # noqa: PLC0415
    from index.indexing.relocation import index_moved  # noqa: PLC0415

    settings = invocation.settings
    with ExitStack() as held:
        if folder == settings.data_dir:
            folder = Path(held.enter_context(TemporaryDirectory()))
        before, after = (Generations(each / INDEX_FOLDER) for each in (settings.data_dir, folder))
        progress = held.enter_context(invocation.terminal.progress(translated(N_("Indexing"))))
        backends = configured(vectors)
        index_moved(target, before, after, backends, settings.embedder, progress=progress)
    return target.counts().sentences
