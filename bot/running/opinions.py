"""`belegbot requests` and `feedback`: what people want and think, for who runs the bot."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from bot.i18n import TEXTS
from index.cli.base import Invocation, ScopeParameter, common_options, json_option, print_json
from index.dates import format_known_date
from index.i18n import N_, Language, system_language
from index.scopes import Scope

if TYPE_CHECKING:
    from bot.memory.answers import PostedAnswer
    from bot.memory.opinions import Judged, Wish

EVER = datetime(2000, 1, 1, tzinfo=UTC)

NO_REQUESTS = N_("Nobody has requested a source.")
NO_FEEDBACK = N_("Nobody has found anything wrong with an answer.")
BY = N_("by {n} person"), N_("by {n} people")
WAITS = N_("waits for a source")
TOLD = N_("answered, and told, on {date}")
IN_SERVER = N_("server {server}")
DIRECT = N_("direct message")
PRIVATE = N_("(a private question)")
SILENT = N_("The sources didn't say.")
ERASED = N_("What it said has been erased.")
ANSWERED_SINCE = N_("answered since")
TIMES = N_("asked {n} time, since {date}"), N_("asked {n} times, since {date}")
WHY = N_("Why: {reason}")
SOURCES = N_("Sources: {articles}")


def _help(message: str) -> str:
    """Return a help text in the terminal's language."""
    return TEXTS.text(system_language(), message)


scope_option = click.option(
    "--scope",
    type=ScopeParameter(),
    metavar="SERVER",
    help=_help(N_("Only of this server; “shared” is what was asked in direct messages.")),
)
days_option = click.option(
    "--days",
    type=click.IntRange(min=1),
    help=_help(N_("Only of the last so many days.")),
)


@click.command(help=_help(N_("List the questions that people want a source for.")))
@scope_option
@days_option
@json_option
@common_options
@click.pass_obj
def requests(
    invocation: Invocation, scope: Scope | None, days: int | None, *, as_json: bool
) -> None:
    """Print what waits first, each with what came of it."""
    # Imports the database.
    from bot.memory.memory import Memory  # noqa: PLC0415

    language = invocation.terminal.language
    with invocation.library(index=False) as library:
        found = Memory.of(library).requests.wishes(_servers(scope), _since(days))
    if as_json:
        print_json([_wish(wish) for wish in found])
        return
    for wish in found:
        posted = wish.posted
        state = TEXTS.text(language, WAITS)
        if wish.told_at is not None:
            state = TEXTS.text(language, TOLD, date=_date(wish.told_at, language))
        details = [
            _date(wish.at, language),
            _where(posted, language),
            TEXTS.plural(language, *BY, wish.people),
        ]
        if wish.times > 1:
            since = _date(wish.since, language)
            details.append(TEXTS.plural(language, *TIMES, wish.times, date=since))
        details.append(state)
        click.echo(f"{_line(posted.question)}\n    {' · '.join(details)}")
    if not found:
        click.echo(TEXTS.text(language, NO_REQUESTS))


@click.command(help=_help(N_("Tell what people found wrong with which answers.")))
@scope_option
@days_option
@json_option
@common_options
@click.pass_obj
def feedback(
    invocation: Invocation, scope: Scope | None, days: int | None, *, as_json: bool
) -> None:
    """Print the latest first; of a private question only what was thought of its answer."""
    # As above.
    from bot.memory.memory import Memory  # noqa: PLC0415

    language = invocation.terminal.language
    with invocation.library(index=False) as library:
        opinions = Memory.of(library).opinions
        found = opinions.given(_servers(scope), _since(days), rating=-1)
    if as_json:
        print_json([_judged(judged) for judged in found])
        return
    for judged in found:
        posted = judged.posted
        if judged.secret:
            lines = [TEXTS.text(language, PRIVATE)]
        else:
            lines = [_line(posted.question)]
            missing = ERASED if judged.articles else SILENT
            lines.append(_line(judged.text) or TEXTS.text(language, missing))
        if judged.reason:
            lines.append(TEXTS.text(language, WHY, reason=_line(judged.reason)))
        if judged.articles:
            lines.append(TEXTS.text(language, SOURCES, articles=", ".join(judged.articles)))
        details = [_date(judged.at, language), _where(posted, language)]
        if judged.answered_since:
            details.append(TEXTS.text(language, ANSWERED_SINCE))
        lines.append(" · ".join(details))
        click.echo("\n    ".join(lines))
    if not found:
        click.echo(TEXTS.text(language, NO_FEEDBACK))


def _servers(scope: Scope | None) -> set[int | None] | None:
    return None if scope is None else {scope.server}


def _since(days: int | None) -> datetime:
    return EVER if days is None else datetime.now(UTC) - timedelta(days=days)


def _date(at: datetime, language: Language) -> str:
    return format_known_date(at.date().isoformat(), language)


def _where(posted: "PostedAnswer", language: Language) -> str:
    server = posted.asked.guild_id
    if server is None:
        return TEXTS.text(language, DIRECT)
    return TEXTS.text(language, IN_SERVER, server=server)


def _line(text: str) -> str:
    """Return a text in one line, without what a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _wish(wish: "Wish") -> dict[str, object]:
    return {
        "answer": wish.posted.id,
        "question": wish.posted.question,
        "server": _server(wish.posted),
        "people": wish.people,
        "times": wish.times,
        "since": wish.since.isoformat(),
        "at": wish.at.isoformat(),
        "answered_at": wish.told_at.isoformat() if wish.told_at else None,
    }


def _judged(judged: "Judged") -> dict[str, object]:
    posted = judged.posted
    return {
        "answer": posted.id,
        "question": None if judged.secret else posted.question,
        "text": None if judged.secret else judged.text,
        "answered_since": judged.answered_since,
        "server": _server(posted),
        "reason": judged.reason,
        "articles": list(judged.articles),
        "at": judged.at.isoformat(),
    }


def _server(posted: "PostedAnswer") -> str | None:
    return None if posted.asked.guild_id is None else str(posted.asked.guild_id)
