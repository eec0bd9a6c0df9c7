"""`belegbot source watch`, `unwatch` and `reread`: pages on the web that are read again."""

from datetime import timedelta
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
from index.cli.source.collection import author, only_scope_option, scope_option, why_option
from index.cli.source.decisions import articles_named, keep_text, take_over_text, watching_of
from index.cli.source.watched import (
    news_dict,
    outcome_dict,
    show_difference,
    show_news,
    show_watches,
    watch_dict,
)
from index.cli.source.watched_sites import reread_sites, show_site_news, site_news_dict
from index.i18n import N_, TEXTS, system_language
from index.scopes import SHARED, Scope

if TYPE_CHECKING:
    from index.watching.consequences import Consequence
    from index.watching.news import News
    from index.watching.watches import Apply
    from index.watching.watching import Watching

EVERY = timedelta(hours=24)


class Interval(click.ParamType[timedelta]):
    """How often a page is read, such as 24h."""

    name = "interval"

    def convert(
        self,
        value: str | timedelta,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> timedelta:
        """Return the interval."""
        from index.watching.intervals import interval_of  # noqa: PLC0415 - imports the database

        found = value if isinstance(value, timedelta) else interval_of(value)
        if found is None:
            message = N_(
                "“{value}” is no interval from 10m (minutes) to 365d: write it as 30m, 24h, 7d or "
                "2w."
            )
            self.fail(TEXTS.text(system_language(), message, value=value), param, ctx)
        return found


@click.command(
    help=translated(
        N_("Read a page again and again; if no article comes from it yet, it is added.")
    )
)
@click.argument("url", metavar="URL")
@click.option(
    "--every",
    type=Interval(),
    metavar="INTERVAL",
    help=translated(N_("How often: 30m, 24h, 7d; 24h unless said.")),
)
@click.option(
    "--apply",
    type=click.Choice(["ask", "always"]),
    help=translated(N_("Whether a change waits for a decision (ask) or is taken over (always).")),
)
@scope_option
@why_option
@json_option
@common_options
@click.pass_obj
def watch(  # noqa: PLR0913, PLR0917 - one for each option
    invocation: Invocation,
    url: str,
    every: timedelta | None,
    apply: "Apply | None",
    scope: Scope,
    why: str,
    *,
    as_json: bool,
) -> None:
    """Watch a page; what isn't said stays as it was."""
    from index.watching.watches import WatchRequest  # noqa: PLC0415 - imports the database

    terminal = invocation.terminal
    with invocation.library() as library:
        watching = watching_of(library)
        before = next(iter(watching.watches(scope, url)), None)
        wanted = WatchRequest(
            url,
            scope,
            every or (before.every if before else EVERY),
            apply or (before.apply if before else "ask"),
        )
        outcome = watching.watch(wanted, author(why))
        told = _told(watching, [outcome])
    if as_json:
        print_json(outcome_dict(outcome, terminal))
        return
    show_watches(terminal, [outcome.watch])
    for news in told:
        show_news(terminal, news)
    show_difference(terminal, outcome)
    _show_late(invocation, [outcome])


@click.command(help=translated(N_("Read a page no more; its article stays as it is.")))
@click.argument("source", metavar="ARTICLE|URL")
@only_scope_option
@json_option
@common_options
@click.pass_obj
def unwatch(invocation: Invocation, source: str, scope: Scope | None, *, as_json: bool) -> None:
    """Stop watching one article's page, or those of an address."""
    with invocation.library(index=False) as library:
        watching = watching_of(library)
        gone = [watching.unwatch(each) for each in articles_named(watching, source, scope)]
    if as_json:
        print_json([watch_dict(each) for each in gone])
        return
    for each in gone:
        invocation.terminal.say(
            N_("“{title}” ({article}) isn't watched any more; the article stays."),
            title=each.title,
            article=each.article_id,
        )


@click.command(
    help=translated(
        N_("Read the watched pages whose time has come, or that of one article at once.")
    )
)
@click.argument("source", metavar="[ARTICLE|URL]", required=False)
@click.option(
    "--take-over",
    is_flag=True,
    help=translated(N_("Don't read: put what waits in the article's place.")),
)
@click.option(
    "--keep",
    is_flag=True,
    help=translated(N_("Don't read: leave the article as it is, and let nothing wait.")),
)
@only_scope_option
@why_option
@click.option("--quiet", is_flag=True, help=translated(N_("Print nothing but what is new.")))
@json_option
@common_options
@click.pass_context
def reread(  # noqa: PLR0913 - one for each option
    context: click.Context,
    source: str | None,
    scope: Scope | None,
    why: str,
    *,
    take_over: bool,
    keep: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read what is due, or one; or decide on what waits."""
    invocation = context.ensure_object(Invocation)
    if take_over and keep:
        raise click.UsageError(translated(N_("--take-over and --keep exclude each other.")))
    if (take_over or keep) and source is None:
        raise click.UsageError(translated(N_("Name the article that is decided on.")))
    with invocation.library() as library:
        watching = watching_of(library)
        if source is None:
            _reread_due(invocation, watching, scope, quiet=quiet, as_json=as_json)
            return
        articles = articles_named(watching, source, scope)
        if take_over:
            for article_id in articles:
                take_over_text(invocation, watching, article_id, why, as_json=as_json)
        elif keep:
            for article_id in articles:
                keep_text(invocation, watching, article_id, as_json=as_json)
        elif not _reread(invocation, watching, articles, as_json=as_json):
            context.exit(EXIT_FAILURE)


def _reread_due(
    invocation: Invocation,
    watching: "Watching",
    scope: Scope | None,
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    terminal = invocation.terminal
    due = [each for each in watching.due() if scope is None or scope.holds(each.scope)]
    outcomes: list[Consequence] = []
    with terminal.progress(translated(N_("Reading")), hidden=quiet) as progress:
        for done, each in enumerate(due, 1):
            outcome = watching.reread(each.article_id)
            if outcome is not None:
                outcomes.append(outcome)
            progress(done, len(due))
        of_sites = reread_sites(watching, scope)
    news = _told(watching, outcomes)
    if as_json:
        print_json(
            {
                "read": [outcome_dict(outcome, terminal) for outcome in outcomes],
                "news": [news_dict(each) for each in news],
                "sites": [site_news_dict(each) for each in of_sites],
            }
        )
        return
    by_article = {outcome.watch.article_id: outcome for outcome in outcomes if outcome.reports}
    for told in news:
        show_news(terminal, told)
        if told.kind in {"proposed", "taken"} and told.article_id in by_article:
            show_difference(terminal, by_article[told.article_id])
    for told_of in of_sites:
        show_site_news(terminal, told_of)
    _show_late(invocation, outcomes)
    if not quiet:
        terminal.say_plural(
            N_("{n} page was read; {news} new."),
            N_("{n} pages were read; {news} new."),
            len(outcomes),
            news=len(news) + len(of_sites),
        )


def _reread(
    invocation: Invocation, watching: "Watching", articles: list[str], *, as_json: bool
) -> bool:
    """Read pages at once; tells whether all are well."""
    terminal = invocation.terminal
    found = [watching.reread(article_id, by_hand=True) for article_id in articles]
    outcomes = [outcome for outcome in found if outcome is not None]
    _told(watching, outcomes)
    if as_json:
        print_json([outcome_dict(outcome, terminal) for outcome in outcomes])
    else:
        for outcome in outcomes:
            if outcome.error is not None:
                terminal.show_error(outcome.error.text(terminal.language))
            show_watches(terminal, [outcome.watch])
            if outcome.change is not None:
                terminal.show_change(outcome.change)
            show_difference(terminal, outcome)
        _show_late(invocation, outcomes)
    return all(outcome.error is None and not outcome.watch.failures for outcome in outcomes)


def _told(watching: "Watching", outcomes: "list[Consequence]") -> "list[News]":
    """Return what is told now: all news of what everybody asks, and what has just become of others.

    What a server's moderators are to be told stays for whoever tells them.
    """
    now = {outcome.watch.article_id for outcome in outcomes if outcome.reports}
    return [
        news
        for news in watching.news()
        if (watching.tell(news) if news.scope == SHARED else news.article_id in now)
    ]


def _show_late(invocation: Invocation, outcomes: "list[Consequence]") -> None:
    invocation.show_problems([outcome.late for outcome in outcomes if outcome.late is not None])
