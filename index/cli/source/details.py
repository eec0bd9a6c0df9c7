"""What is known of an article besides its text: options for it, and `belegbot source edit`."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from index.cli.base import Invocation, common_options, json_option, translated
from index.cli.errors import NothingToChangeError
from index.cli.source.collection import article_argument, author, show_done, why_option
from index.corpus.errors import ArticleAlreadyRemovedError
from index.dates import end_remarks
from index.i18n import N_

if TYPE_CHECKING:
    from index.models import Draft


def metadata_options(command: Any) -> Any:  # noqa: ANN401 - click's decorators
    """Give a command the options that win over what a document says of itself."""
    command = click.option(
        "--after-that",
        "afterwards",
        type=click.Choice(("quote", "hide")),
        help=translated(
            N_("What becomes of it after that day: quoted as expired (quote), or not asked (hide).")
        ),
    )(command)
    for name, metavar, text in (
        ("valid-until", "DATE", N_("The last day on which it holds, such as 2026-12-31.")),
        ("language", "CODE", N_("Language, such as de; otherwise it is recognised.")),
        ("author", "NAME", N_("Author.")),
        ("url", "URL", N_("Where it was published.")),
        ("date", "DATE", N_("Date: 2020, 2020-02 or 2020-02-19.")),
        ("title", "TEXT", N_("Title; otherwise the document's, or its first sentence.")),
    ):
        command = click.option(f"--{name}", metavar=metavar, help=translated(text))(command)
    return command


@click.command(help=translated(N_("Change an article's details; an empty one is taken away.")))
@article_argument
@metadata_options
@why_option
@json_option
@common_options
@click.pass_obj
def edit(
    invocation: Invocation,
    /,
    article_id: str,
    *,
    why: str,
    as_json: bool,
    **details: str | None,
) -> None:
    """Change the details that are named; the text stays."""
    # These import the database, and the readers' settings.
    from index.articles import given_metadata  # noqa: PLC0415
    from index.corpus.changelog import Expectation  # noqa: PLC0415

    named = {name: value for name, value in details.items() if value is not None}
    given = given_metadata(**named)
    with invocation.library() as library:
        seen = library.corpus.changes(article_id=article_id)
        article = library.corpus.article(article_id)
        if not library.corpus.versions_in_force([article_id]):
            raise ArticleAlreadyRemovedError(article=article_id)
        old = library.corpus.draft_of(article)
        values: dict[str, Any] = {name: getattr(given, name) for name in named}
        # An article has a title, a language and a choice for its end.
        kept = {name for name in ("title", "language", "afterwards") if not values.get(name)}
        draft = replace(old, **{each: values[each] for each in values.keys() - kept})
        if draft.valid_until is None:
            draft = replace(draft, afterwards="quote")
        if draft.language != old.language:
            draft = replace(draft, spans=None)
        if draft == old:
            raise NothingToChangeError(article=article_id)
        expected = Expectation(article.scope, seen[-1].revision)
        change = library.replace(article_id, draft, author(why), expected)
        show_done(invocation, change, library.history.entry(change.revision), as_json=as_json)
        remark(invocation, draft, library.corpus.today(), details["afterwards"])


def remark(
    invocation: Invocation, draft: "Draft", today: str, afterwards: str | None = None
) -> None:
    """Say what is odd about an article's last day, or that there is none, on standard error.

    `afterwards` is what is said of the time after it.
    """
    terminal = invocation.terminal
    if afterwards and draft.valid_until is None:
        terminal.note(
            N_("“{title}” has no last day, so nothing comes after that."), title=draft.title
        )
    if draft.valid_until is not None:
        for text in end_remarks(draft.valid_until, draft.date, today, terminal.language):
            terminal.note_text(text)
