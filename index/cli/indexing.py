"""`belegbot index …`: rebuild, verify, status."""

from contextlib import closing
from dataclasses import asdict

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


@click.group(name="index", help=translated(N_("Look after the search index.")))
def index_group() -> None:
    """Only gathers the commands."""


@index_group.command(help=translated(N_("Build the index anew; the old one serves meanwhile.")))
@common_options
@click.pass_obj
def rebuild(invocation: Invocation) -> None:
    """Rebuild and tell what there is now."""
    terminal = invocation.terminal
    with closing(invocation.open_library()) as library:
        with terminal.progress(translated(N_("Indexing"))) as progress:
            problems = library.rebuild(progress)
        invocation.show_problems(problems)
        status = library.status()
    terminal.say_plural(
        N_("{n} article with {sentences} sentences is indexed at revision {revision}."),
        N_("{n} articles with {sentences} sentences are indexed at revision {revision}."),
        status.articles,
        sentences=status.sentences,
        revision=status.indexed_revision,
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
        used = sizes(library.settings.data_dir)
    values = asdict(status) | {"lag": status.lag, "judge": judge}
    if as_json:
        print_json(values | {"bytes": used})
    else:
        megabytes = {f"{part} MB": f"{size / 1e6:.1f}" for part, size in used.items()}
        invocation.terminal.show_table(values | megabytes)
