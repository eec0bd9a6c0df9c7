"""`belegbot index …`: rebuild, verify, status."""

from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    EXIT_FAILURE,
    Invocation,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.i18n import N_

if TYPE_CHECKING:
    from index.config import EmbedderSettings
    from index.embedders import Embedder
    from index.library import Library

MANY_SENTENCES = 5000
"""From which number on it is told how long they take."""


@click.group(name="index", help=translated(N_("Look after the search index.")))
def index_group() -> None:
    """Only gathers the commands."""


@index_group.command(help=translated(N_("Build the index anew; the old one serves meanwhile.")))
@click.option(
    "--embedder",
    "name",
    metavar="NAME",
    help=translated(
        N_(
            "With another model: builtin, e5, use, or one of sentence-transformers by its name or "
            "folder; “belegbot models” lists some. The index stays with it."
        )
    ),
)
@common_options
@click.pass_obj
def rebuild(invocation: Invocation, name: str | None) -> None:
    """Rebuild and tell what there is now."""
    terminal = invocation.terminal
    with closing(invocation.open_library()) as library:
        problems = library.upkeep.take_in_seeds()
        wanted = _wanted(library, name)
        embedder = library.model.to_rebuild_with(_fetched(invocation, library, wanted))
        _tell_time(invocation, library, embedder)
        with terminal.progress(translated(N_("Indexing"))) as progress:
            library.rebuild(progress, embedder)
        invocation.show_problems([*problems, *([library.problem] if library.problem else [])])
        status = library.status()
    terminal.say_plural(
        N_("{n} article with {sentences} sentences is indexed at revision {revision}."),
        N_("{n} articles with {sentences} sentences are indexed at revision {revision}."),
        status.articles,
        sentences=status.sentences,
        revision=status.indexed_revision,
    )


def _wanted(library: "Library", name: str | None) -> "EmbedderSettings":
    """Return the settings for the model that was named, or those of the configuration."""
    from index.embedders import AbsentEmbedder  # noqa: PLC0415
    from index.embedders.available.naming import named  # noqa: PLC0415 - imports the models

    settings, index = library.settings.embedder, library.models.embedder
    if name is None:
        return settings
    if isinstance(index, AbsentEmbedder) and index.name == name != settings.model:
        # It comes back as it was, and its vectors count again.
        return index.recipe.settings(settings)
    return named(name, settings)


def _fetched(
    invocation: Invocation, library: "Library", settings: "EmbedderSettings"
) -> "EmbedderSettings":
    """Fetch a model of the hub, and name its commit, unless the configuration names the model."""
    from index.embedders.fetching import fetch  # noqa: PLC0415 - as in `_wanted`

    if settings.kind != "sentence-transformers" or Path(settings.model).is_dir():
        return settings
    with invocation.terminal.progress(translated(N_("Fetching")), in_bytes=True) as progress:
        commit = fetch(settings.model, settings.revision, progress)
    if settings == library.settings.embedder or settings.revision is not None:
        return settings
    return settings.model_copy(update={"revision": commit})


def _tell_time(invocation: Invocation, library: "Library", embedder: "Embedder") -> None:
    """Say how long it will take, where it may take long."""
    terminal, sentences = invocation.terminal, library.status().sentences
    if sentences <= MANY_SENTENCES:
        return
    minutes = round(library.model.seconds_to_embed(embedder) / 60)
    if minutes:
        terminal.note_plural(
            N_("{sentences} sentences: the model {model} takes about {n} minute."),
            N_("{sentences} sentences: the model {model} takes about {n} minutes."),
            minutes,
            sentences=sentences,
            model=embedder.name,
        )
    else:
        terminal.note(
            N_("{sentences} sentences: the model {model} takes less than a minute."),
            sentences=sentences,
            model=embedder.name,
        )


@index_group.command(help=translated(N_("Compare the index with the articles, item by item.")))
@json_option
@common_options
@click.pass_context
def verify(context: click.Context, *, as_json: bool) -> None:
    """Fail if anything differs."""
    invocation = context.ensure_object(Invocation)
    terminal = invocation.terminal
    with invocation.library() as library:
        library.corpus.database.look()
        differences = library.indexer.verify()
    if as_json:
        print_json([asdict(difference) for difference in differences])
    elif not differences:
        terminal.say(N_("The index agrees with the articles."))
    else:
        for difference in differences:
            click.echo(f"{difference.part}: {difference.id} {difference.kind}")
        terminal.show_error(
            terminal.translated(
                N_("The index differs. “belegbot index rebuild” builds it anew from the articles.")
            )
        )
    context.exit(EXIT_FAILURE if differences else 0)


@index_group.command(help=translated(N_("Tell what is indexed, and how far.")))
@json_option
@common_options
@click.pass_obj
def status(invocation: Invocation, *, as_json: bool) -> None:
    """Look without changing anything."""
    # Imports the database.
    from index.indexing.status import sizes  # noqa: PLC0415

    with closing(invocation.open_library()) as library:
        status, judge = library.status(), library.asker.basis
        used = sizes(library.corpus, library.settings.data_dir)
    problem = status.problem and status.problem.text(invocation.language)
    values = asdict(replace(status, problem=None)) | {"lag": status.lag, "judge": judge}
    if as_json:
        print_json(values | {"problem": problem, "bytes": used})
    else:
        megabytes = {f"{part} MB": f"{size / 1e6:.1f}" for part, size in used.items()}
        del values["problem"]
        invocation.terminal.show_table(values | megabytes)
        if problem:
            invocation.terminal.show_error(problem)
