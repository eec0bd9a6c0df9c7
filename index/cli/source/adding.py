"""`belegbot source add` and `replace`: from files, folders, web addresses and standard input."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.cli.base import (
    EXIT_FAILURE,
    STANDARD_INPUT,
    Invocation,
    common_options,
    json_option,
    print_json,
    translated,
)
from index.cli.ending import undisturbed
from index.cli.errors import FolderUnreadableError, SourceNamelessError
from index.cli.source.changes import change_dict
from index.cli.source.collection import (
    article_argument,
    author,
    scope_option,
    why_option,
)
from index.cli.source.details import metadata_options, remark
from index.cli.source.outcome import Outcome, left_out_dict, likeness, report, show_left_out
from index.corpus.errors import ArticleDuplicateError
from index.errors import ArticleError
from index.i18n import N_
from index.scopes import Scope

if TYPE_CHECKING:
    from index.articles import Extraction, Metadata
    from index.corpus.duplicates import Duplicate
    from index.library import Library
    from index.models import Draft


@click.command(
    help=translated(N_("Add articles: files, folders, web addresses, or - for standard input."))
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@metadata_options
@scope_option
@why_option
@click.option("--yes", is_flag=True, help=translated(N_("Add near-duplicates without asking.")))
@json_option
@common_options
@click.pass_context
def add(  # noqa: PLR0913 - one for each option
    context: click.Context,
    /,
    sources: Sequence[str],
    *,
    scope: Scope,
    why: str,
    yes: bool,
    as_json: bool,
    **details: str | None,
) -> None:
    """Add what can be added; one bad source doesn't keep the others out."""
    from index.articles import given_metadata  # noqa: PLC0415 - imports the readers' settings

    invocation = context.ensure_object(Invocation)
    given = given_metadata(**details)
    outcome = Outcome()
    with invocation.library() as library:
        found = list(_expanded(sources, outcome))
        try:
            with invocation.terminal.progress(translated(N_("Adding"))) as progress:
                for done, source in enumerate(found, 1):
                    try:
                        extraction = _read(source, invocation, given)
                        draft = extraction.draft
                        near = _near(library, draft, scope)
                        if near and not yes and not _confirmed(invocation, source, near[0]):
                            outcome.similar.append((source, near[0]))
                        else:
                            with undisturbed():
                                outcome.added.append(library.add(draft, author(why), scope))
                            outcome.left_out += [(source, each) for each in extraction.left_out]
                            today = library.corpus.today()
                            remark(invocation, draft, today, details["afterwards"])
                    except ArticleDuplicateError as error:
                        outcome.known.append(error)
                    except ArticleError as error:
                        outcome.failed.append((source, error))
                    progress(done, len(found))
        finally:
            # Also what was done before the command was ended, or the disk was full.
            report(invocation, library, outcome, as_json=as_json)
    context.exit(0 if outcome.succeeded else EXIT_FAILURE)


@click.command(help=translated(N_("Put a new version in an article's place.")))
@article_argument
@click.argument("source", metavar="SOURCE")
@metadata_options
@why_option
@json_option
@common_options
@click.pass_obj
def replace(
    invocation: Invocation,
    /,
    article_id: str,
    source: str,
    *,
    why: str,
    as_json: bool,
    **details: str | None,
) -> None:
    """Read the new version and put it in force."""
    from index.articles import given_metadata  # noqa: PLC0415 - see above

    given = given_metadata(**details)
    with invocation.library() as library:
        old = library.corpus.article(article_id)
        extraction = _read(source, invocation, given)
        draft = extraction.draft.lasting_as(old)
        change = library.replace(article_id, draft, author(why))
        remark(invocation, draft, library.corpus.today(), details["afterwards"])
    left_out = [(source, each) for each in extraction.left_out]
    terminal = invocation.terminal
    if as_json:
        told = [left_out_dict(*each, terminal.language) for each in left_out]
        print_json(change_dict(change) | {"left_out": told})
    else:
        terminal.show_change(change)
        show_left_out(terminal, left_out)


def _expanded(sources: Sequence[str], outcome: Outcome) -> Iterator[str]:
    """Give each source, and for a folder each file in it that is read."""
    from index.articles import find_files  # noqa: PLC0415 - see above

    for source in sources:
        if not source:
            outcome.failed.append((source, SourceNamelessError()))
        elif not _is_address(source) and Path(source).is_dir():
            try:
                found = find_files(Path(source))
            except ArticleError as error:
                outcome.failed.append((source, error))
                continue
            outcome.skipped[source] = found.skipped
            if not found.files:
                outcome.failed.append((source, FolderUnreadableError(source=source)))
            yield from map(str, found.files)
        else:
            yield source


def _read(source: str, invocation: Invocation, given: "Metadata") -> "Extraction":
    from index.articles import read_file, read_stream, read_url  # noqa: PLC0415 - see above
    from index.articles.errors import ArticleAddressInvalidError  # noqa: PLC0415
    from index.articles.metadata import is_address  # noqa: PLC0415

    settings = invocation.settings.ingest
    if not source:
        raise SourceNamelessError
    if source == STANDARD_INPUT:
        return read_stream(sys.stdin.buffer, source=source, settings=settings, given=given)
    if _is_address(source):
        return read_url(source, settings, given)
    if is_address(source) and not Path(source).exists():
        raise ArticleAddressInvalidError(url=source)
    return read_file(Path(source), settings, given)


def _near(library: "Library", draft: "Draft", scope: Scope) -> list["Duplicate"]:
    """Return the articles like a draft, the likest first; raises `ArticleDuplicateError`."""
    from index.corpus.duplicates import near_duplicates  # noqa: PLC0415 - see above
    from index.review.inspection import sentences_of  # noqa: PLC0415

    with library.corpus.database.read() as connection:
        library.refuse_duplicate(connection, draft, scope)
        return near_duplicates(connection, sentences_of(draft), scope)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _confirmed(invocation: Invocation, source: str, near: "Duplicate") -> bool:
    """Ask a person at a terminal; a program has to say --yes."""
    if not sys.stdin.isatty() or source == STANDARD_INPUT:
        return False
    question = likeness(
        invocation,
        N_("{percent} of the sentences of {source} are in “{title}” ({article}), too. Add it?"),
        source,
        near,
    )
    return click.confirm(question, default=False, err=True)
