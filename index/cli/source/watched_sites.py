"""`belegbot source sites`: sites that are read again for new pages, and decisions on these."""

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
from index.cli.source.collection import author, only_scope_option, why_option
from index.cli.source.decisions import watching_of
from index.i18n import N_
from index.scopes import SHARED, Scope

if TYPE_CHECKING:
    from index.cli.terminal import Terminal
    from index.corpus.changelog import Author
    from index.sites.pages import FoundPage
    from index.sites.sites import Sites
    from index.sites.watched import NewsKind, Site, SiteNews
    from index.watching.watching import Watching

NEWS: dict["NewsKind", str] = {
    "new": N_("{url} names new pages ({count}). They wait for a decision:"),
    "gone": N_("{url} no longer names pages that articles come from ({count}). They stay:"),
    "trouble": N_("{url}: {trouble}. Its articles stay."),
    "healed": N_("{url} is well again."),
}


@click.command(
    help=translated(
        N_(
            "List the sites that are read again for new pages, or decide on the new pages of one; "
            "“source add-site --watch” begins with one."
        )
    )
)
@click.argument("url", metavar="[URL]", required=False)
@click.option("--now", is_flag=True, help=translated(N_("Read it at once, not when it is due.")))
@click.option("--add", is_flag=True, help=translated(N_("Add its new pages, and watch them.")))
@click.option("--leave-out", is_flag=True, help=translated(N_("Leave its new pages out for good.")))
@click.option("--stop", is_flag=True, help=translated(N_("Read it no more; its articles stay.")))
@only_scope_option
@why_option
@json_option
@common_options
@click.pass_context
def sites(  # noqa: PLR0913 - one for each option
    context: click.Context,
    url: str | None,
    scope: Scope | None,
    why: str,
    *,
    now: bool,
    add: bool,
    leave_out: bool,
    stop: bool,
    as_json: bool,
) -> None:
    """List what is watched, or decide on what waits."""
    from index.sites.errors import ArticleSiteUnknownError  # noqa: PLC0415 - imports the database
    from index.sites.sites import Sites  # noqa: PLC0415
    from index.sites.watched import mark_of  # noqa: PLC0415

    if now + add + leave_out + stop > 1:
        raise click.UsageError(
            translated(N_("--now, --add, --leave-out and --stop exclude each other."))
        )
    if (now or add or leave_out or stop) and url is None:
        raise click.UsageError(translated(N_("Name the site that is decided on.")))
    invocation = context.ensure_object(Invocation)
    terminal = invocation.terminal
    with invocation.library(index=add) as library:
        all_sites = Sites(watching_of(library))
        found = [each for each in all_sites.all(scope) if url in {None, each.url}]
        if url is not None and not found:
            raise ArticleSiteUnknownError
        done, news = _read_now(invocation, all_sites, found) if now else (True, [])
        if add:
            done = _add(invocation, all_sites, found, author(why))
        for each in found:
            if stop:
                all_sites.unwatch(each.id)
            elif leave_out:
                all_sites.decline(each.id, mark_of(all_sites.offers(each.id)))
        # What was stopped is shown as it was.
        found = all_sites.all(scope) if now else found
        found = [each for each in found if url in {None, each.url}]
        waiting = {each.id: all_sites.offers(each.id) for each in found}
    if as_json:
        print_json([_as_dict(each, waiting[each.id]) for each in found])
    else:
        for told in news:
            show_site_news(terminal, told)
        _show_all(terminal, found, waiting, stopped=stop)
    if not done:
        context.exit(EXIT_FAILURE)


def _add(invocation: Invocation, all_sites: "Sites", found: "list[Site]", who: "Author") -> bool:
    """Add what waits of sites, and tell what couldn't be added; return whether all of it was."""
    from index.sites.watched import mark_of  # noqa: PLC0415 - imports the database

    terminal, done = invocation.terminal, True
    for each in found:
        added = all_sites.take(each.id, mark_of(all_sites.offers(each.id)), who)
        for page, error in added.refused:
            terminal.show_error(f"{page}: {error.text(terminal.language)}")
        for change in added.changes:
            terminal.show_change(change)
        invocation.show_problems([added.late] if added.late is not None else [])
        done = done and not added.refused
    return done


def _read_now(
    invocation: Invocation, all_sites: "Sites", found: "list[Site]"
) -> "tuple[bool, list[SiteNews]]":
    """Read sites; return whether all could be, and what is new of those that all can ask.

    That counts as told.
    """
    done = True
    for each in found:
        outcome = all_sites.reread(each.id, by_hand=True)
        if outcome is not None and outcome.error is not None:
            done = False
            invocation.terminal.show_error(outcome.error.text(invocation.terminal.language))
    read = {each.id for each in found}
    news = [each for each in all_sites.news(SHARED) if each.site_id in read]
    return done, [each for each in news if all_sites.tell(each)]


def reread_sites(watching: "Watching", scope: Scope | None) -> "list[SiteNews]":
    """Read the sites that are due; return what is to be told of them, which counts as told.

    What is news of a server's site stays for whoever tells its moderators.
    """
    from index.sites.sites import Sites  # noqa: PLC0415 - imports the database

    sites = Sites(watching)
    for site in sites.due():
        if scope in {None, site.scope}:
            sites.reread(site.id)
    return [news for news in sites.news(SHARED) if sites.tell(news)]


def show_site_news(terminal: "Terminal", news: "SiteNews") -> None:
    """Print news of a site, and the pages that it is about."""
    from index.visiting.troubles import WORDS  # noqa: PLC0415 - imports the database

    trouble = terminal.translated(WORDS[news.trouble]) if news.trouble else ""
    terminal.say(NEWS[news.kind], url=news.url, count=len(news.urls), trouble=trouble)
    for url in news.urls:
        terminal.line(f"    {url}")
    if news.kind == "new":
        terminal.say(
            N_("“belegbot source sites {url} --add” adds them; with --leave-out they stay out."),
            url=news.url,
        )


def site_news_dict(news: "SiteNews") -> dict[str, object]:
    """Return news of a site as programs get them."""
    return {
        "url": news.url,
        "scope": news.scope,
        "at": news.at.isoformat(),
        "kind": news.kind,
        "trouble": news.trouble,
        "urls": list(news.urls),
    }


def _show_all(
    terminal: "Terminal",
    found: "list[Site]",
    waiting: "dict[int, list[FoundPage]]",
    *,
    stopped: bool,
) -> None:
    if not found:
        terminal.say(N_("No site is watched."))
    for each in found:
        _show(terminal, each, waiting[each.id], stopped=stopped)


def _show(terminal: "Terminal", site: "Site", waiting: "list[FoundPage]", *, stopped: bool) -> None:
    from index.visiting.troubles import WORDS  # noqa: PLC0415 - imports the database
    from index.watching.intervals import written  # noqa: PLC0415 - imports the database

    if stopped:
        said = N_("“{url}” isn't read for new pages any more; its articles stay.")
        terminal.say(said, url=site.url)
        return
    every = terminal.translated(N_("every {interval}"), interval=written(site.every))
    trouble = [terminal.translated(WORDS[site.trouble])] if site.trouble else []
    pages = terminal.translated(N_("new pages that wait: {count}"), count=len(waiting))
    known = terminal.translated(N_("known pages: {count}"), count=len(site.listed))
    terminal.say_details(site.url, known, every, site.scope, pages, *trouble)
    for page in waiting:
        terminal.line(f"    {page.url}")


def _as_dict(site: "Site", waiting: "list[FoundPage]") -> dict[str, object]:
    return {
        "url": site.url,
        "scope": site.scope,
        "every": int(site.every.total_seconds()),
        "due_at": site.due_at.isoformat(),
        "trouble": site.trouble,
        "pages": len(site.listed),
        "waiting": [{"url": page.url, "title": page.reading.draft.title} for page in waiting],
    }
