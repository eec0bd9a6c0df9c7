"""`belegbot source pin`, `pins` and `unpin`: answers that are approved for a question."""

from dataclasses import asdict

import click

from index.cli.base import (
    Invocation,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.cli.source.collection import (
    article_argument,
    author,
    only_scope_option,
    show_done,
    why_option,
)
from index.i18n import N_
from index.scopes import Scope


@click.command(
    help=translated(
        N_(
            "Set the sentence of an article that has these WORDS as the fixed answer to a "
            "QUESTION. It is given to whoever asks that, as long as the sentence is in force."
        )
    )
)
@article_argument
@click.argument("question", metavar="QUESTION")
@click.argument("words", metavar="WORDS")
@why_option
@json_option
@common_options
@click.pass_obj
def pin(  # noqa: PLR0913 - the command's options
    invocation: Invocation, article_id: str, question: str, words: str, why: str, *, as_json: bool
) -> None:
    """Pin one sentence."""
    # Imports the database.
    from index.corpus.pins import sentence_with  # noqa: PLC0415

    with invocation.library() as library:
        article = library.corpus.article(article_id)
        place = sentence_with(library.corpus.units(article.revision), words)
        change = library.pin(article_id, question, place, author(why))
    show_done(invocation, change, as_json=as_json)


@click.command(help=translated(N_("List the fixed answers, the latest first.")))
@only_scope_option
@json_option
@common_options
@click.pass_obj
def pins(invocation: Invocation, scope: Scope | None, *, as_json: bool) -> None:
    """Print what is pinned, and what of it doesn't count at present."""
    with invocation.library(index=False) as library:
        found = library.pins.all() if scope is None else library.pins.within(scope)
    if as_json:
        print_json(
            [
                asdict(each.pin) | {"excerpt": each.excerpt, "counts": each.place is not None}
                for each in found
            ]
        )
        return
    terminal = invocation.terminal
    for each in found:
        click.echo(f"{each.pin.revision:>5}  {each.pin.article_id}  {each.pin.question}")
        click.echo(f"       {' '.join(each.excerpt.split())}")
        if each.place is None:
            terminal.say(N_("       Doesn't count: the article says something else by now."))
    if not found:
        terminal.say(N_("There are no fixed answers."))


@click.command(help=translated(N_("Take back the fixed answer that a change has set.")))
@click.argument("revision", type=int)
@why_option
@json_option
@common_options
@click.pass_obj
def unpin(invocation: Invocation, revision: int, why: str, *, as_json: bool) -> None:
    """Unpin what `pins` lists by this number."""
    with invocation.library() as library:
        change = library.unpin(revision, author(why))
    show_done(invocation, change, as_json=as_json)
