"""`belegbot source add-site`: the pages of a site, looked at and added at once."""

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
from index.cli.source.changes import change_dict
from index.cli.source.collection import author, scope_option, why_option
from index.cli.source.decisions import watching_of
from index.cli.source.watching import EVERY, Interval
from index.i18n import N_, TEXTS
from index.scopes import Scope

if TYPE_CHECKING:
    from datetime import timedelta

    from index.cli.terminal import Terminal
    from index.sites.intake import Added
    from index.sites.pages import FoundPage, Kind, LeftOut, Reason, Survey

KINDS: dict["Kind", str] = {
    "sitemap": N_("Sitemap {url}"),
    "feed": N_("Feed {url}"),
    "pages": N_("Pages below {url}"),
}
MOST_PAGES = 1000
MOST_DEPTH = 10
MOST_MINUTES = 24 * 60


@click.command(
    help=translated(
        N_(
            "Add many pages of a site at once: those of a sitemap or a feed, or a page with those "
            "below it that its links lead to. What would come is shown first."
        )
    )
)
@click.argument("url", metavar="URL")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PAGES),
    default=50,
    help=translated(N_("So many pages at most; 50 unless said.")),
)
@click.option(
    "--depth",
    type=click.IntRange(0, MOST_DEPTH),
    default=2,
    help=translated(N_("Follow links so many steps from the page; 2 unless said.")),
)
@click.option(
    "--minutes",
    type=click.IntRange(1, MOST_MINUTES),
    default=15,
    help=translated(N_("Read for so long at most; 15 unless said.")),
)
@click.option("--yes", is_flag=True, help=translated(N_("Don't ask before they are added.")))
@click.option(
    "--watch",
    is_flag=True,
    help=translated(N_("Watch each of the pages, and look for new ones.")),
)
@click.option(
    "--every",
    type=Interval(),
    metavar="INTERVAL",
    help=translated(N_("How often: 30m, 24h, 7d; 24h unless said.")),
)
@scope_option
@why_option
@json_option
@common_options
@click.pass_context
def add_site(  # noqa: PLR0913 - one for each option
    context: click.Context,
    url: str,
    scope: Scope,
    why: str,
    *,
    limit: int,
    depth: int,
    minutes: int,
    yes: bool,
    watch: bool,
    every: "timedelta | None",
    as_json: bool,
) -> None:
    """Show what would come, ask, and add it; with --json, only what --yes says is added."""
    from index.sites.intake import Terms, Watched, add  # noqa: PLC0415
    from index.sites.pages import Limits  # noqa: PLC0415 - imports the database
    from index.sites.sites import Sites  # noqa: PLC0415
    from index.sites.survey import survey  # noqa: PLC0415

    invocation = context.ensure_object(Invocation)
    terminal = invocation.terminal
    with invocation.library() as library:
        watching = watching_of(library)
        limits = Limits(pages=limit, depth=depth, seconds=60.0 * minutes)
        with terminal.progress(translated(N_("Reading")), hidden=as_json) as progress:
            found = survey(watching.visits, url, scope, limits, progress)
        if not as_json:
            _show(terminal, found)
        if found.pages and not yes and not as_json:
            question = N_("Add these pages ({count})?")
            count = len(found.pages)
            click.confirm(terminal.translated(question, count=count), abort=True, err=True)
        added = None
        if found.pages and (yes or not as_json):
            watched = Watched(every or EVERY, "ask") if watch or every else None
            added = add(watching, found.pages, author(why), Terms(scope, watched))
            if watched is not None:
                Sites(watching).watch(found, scope, watched.every, limit)
    if as_json:
        print_json(_as_dict(terminal, found, added))
    elif added is not None:
        for page, error in added.refused:
            terminal.show_error(f"{page}: {error.text(terminal.language)}")
        terminal.say_plural(
            N_("{n} page was added."), N_("{n} pages were added."), len(added.changes)
        )
        invocation.show_problems([added.late] if added.late is not None else [])
    if not found.pages or (added is not None and not added.changes):
        context.exit(EXIT_FAILURE)


def _show(terminal: "Terminal", found: "Survey") -> None:
    """Print what would be added, with its size, and what is left out, and why."""
    terminal.say(KINDS[found.kind], url=found.url)
    for page in found.pages:
        terminal.say_details(page.reading.draft.title, _size(terminal, page))
        terminal.line(f"    {page.url}")
    if not found.pages:
        terminal.say(N_("Nothing of it can be added."))
    if found.left_out or found.cut:
        terminal.say(N_("Left out:"))
    for reason, left in found.left_out.items():
        _show_left_out(terminal, reason, left)
    if found.cut:
        terminal.line(f"    {terminal.translated(CUT)}")


CUT = N_("what one file names beyond 10,000 addresses")


def _show_left_out(terminal: "Terminal", reason: "Reason", left: "LeftOut") -> None:
    from index.sites.pages import WORDS  # noqa: PLC0415 - imports the database

    more = ", …" if left.count > len(left.examples) else ""
    words = terminal.translated(WORDS[reason])
    terminal.line(f"    {words}: {left.count} ({', '.join(left.examples)}{more})")
    for error in left.errors:
        terminal.line(f"        {error.text(terminal.language)}")


def _size(terminal: "Terminal", page: "FoundPage") -> str:
    from index.review.inspection import sentences_of  # noqa: PLC0415 - imports the database

    draft = page.reading.draft
    kilobytes = max(1, round(len(draft.text.encode()) / 1000))
    one, more = N_("{n} sentence, {kilobytes} kB"), N_("{n} sentences, {kilobytes} kB")
    count = len(sentences_of(draft))
    return TEXTS.plural(terminal.language, one, more, count, kilobytes=kilobytes)


def _as_dict(terminal: "Terminal", found: "Survey", added: "Added | None") -> dict[str, object]:
    """Return a survey, and what was added of it, as programs get it."""
    return {
        "url": found.url,
        "kind": found.kind,
        "pages": [
            {
                "url": page.url,
                "title": page.reading.draft.title,
                "bytes": len(page.reading.draft.text.encode()),
            }
            for page in found.pages
        ],
        "left_out": {
            reason: {
                "count": left.count,
                "examples": list(left.examples),
                "errors": [error.text(terminal.language) for error in left.errors],
            }
            for reason, left in found.left_out.items()
        },
        "cut": found.cut,
        "added": None if added is None else [change_dict(change) for change in added.changes],
        "refused": []
        if added is None
        else [
            {"url": page, "error": error.text(terminal.language)} for page, error in added.refused
        ],
    }
