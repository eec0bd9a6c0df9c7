"""Watched pages as a terminal and programs get them."""

from datetime import datetime
from typing import TYPE_CHECKING

from index.cli.source.changes import change_dict
from index.i18n import N_, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.cli.terminal import Terminal
    from index.watching.consequences import Consequence
    from index.watching.news import Kind, News
    from index.watching.watches import Apply, Watch

SHOWN = 20
"""Sentences that came, and that went, as far as a terminal shows them; `--json` has all."""

NEWS: dict["Kind", Message] = {
    "proposed": N_("“{title}” ({article}) reads otherwise now. It waits for a decision."),
    "taken": N_("“{title}” ({article}) reads otherwise now, and was taken over."),
    "healed": N_("“{title}” ({article}) is well again."),
    "restless": N_(
        "“{title}” ({article}) reads otherwise at each visit, as where there is a clock; that "
        "doesn't count."
    ),
    "trouble": N_("“{title}” ({article}): {trouble}. The text that was last good stays."),
}

APPLIED: dict["Apply", Message] = {
    "ask": N_("changes wait"),
    "always": N_("changes are taken over"),
}


def watch_dict(watch: "Watch") -> dict[str, object]:
    """Return a watch as programs get it."""
    return {
        "article_id": watch.article_id,
        "title": watch.title,
        "scope": watch.scope,
        "removed": watch.removed,
        "url": watch.url,
        "every": int(watch.every.total_seconds()),
        "apply": watch.apply,
        "due_at": watch.due_at.isoformat(),
        "asked_at": _iso(watch.asked_at),
        "well_at": _iso(watch.well_at),
        "trouble": watch.trouble,
        "recovering": watch.recovered > 0,
        "restless": watch.restless,
        "waiting": watch.proposed is not None,
    }


def outcome_dict(outcome: "Consequence", terminal: "Terminal") -> dict[str, object]:
    """Return what has become of a page as programs get it."""
    return watch_dict(outcome.watch) | {
        "news": [
            {"kind": each.kind, "trouble": each.trouble, "revision": each.revision}
            for each in outcome.reports
        ],
        "change": None if outcome.change is None else change_dict(outcome.change),
        "sentences": {"added": list(outcome.added), "removed": list(outcome.removed)},
        "error": None if outcome.error is None else outcome.error.text(terminal.language),
    }


def news_dict(news: "News") -> dict[str, object]:
    """Return news as programs get them."""
    return {
        "article_id": news.article_id,
        "title": news.title,
        "scope": news.scope,
        "url": news.url,
        "at": news.at.isoformat(),
        "kind": news.kind,
        "trouble": news.trouble,
        "revision": news.revision,
    }


def show_watches(terminal: "Terminal", watches: "Sequence[Watch]") -> None:
    """Print two lines a watch."""
    from index.watching.intervals import written  # noqa: PLC0415 - imports the database

    if not watches:
        terminal.say(N_("No page is watched."))
    for watch in watches:
        terminal.say_details(
            watch.article_id,
            watch.title,
            terminal.translated(
                N_("every {interval}"),
                interval=written(watch.every),
            ),
            terminal.translated(APPLIED[watch.apply]),
            terminal.translated(N_("next {when}"), when=_local(watch.due_at)),
            watch.scope,
            *_states(terminal, watch),
        )
        terminal.line(f"    {watch.url}")


def show_news(terminal: "Terminal", news: "News") -> None:
    """Print a line of news."""
    from index.visiting.troubles import WORDS  # noqa: PLC0415 - imports the database

    trouble = terminal.translated(WORDS[news.trouble]) if news.trouble else ""
    terminal.say(NEWS[news.kind], title=news.title, article=news.article_id, trouble=trouble)


def show_difference(terminal: "Terminal", outcome: "Consequence") -> None:
    """Print the sentences that came and went, and how to decide where that is to be decided."""
    for sign, sentences in (("+", outcome.added), ("−", outcome.removed)):
        for sentence in sentences[:SHOWN]:
            terminal.line(f"    {sign} {' '.join(sentence.split())}")
        if (further := len(sentences) - SHOWN) > 0:
            more = terminal.translated(N_("and {count} more (--json has all)"), count=further)
            terminal.line(f"    {sign} {more}")
    if outcome.watch.proposed is not None:
        terminal.say(
            N_(
                "“belegbot source reread {article} --take-over” puts it in the article's place; "
                "with --keep the article stays as it is."
            ),
            article=outcome.watch.article_id,
        )


def _states(terminal: "Terminal", watch: "Watch") -> list[str]:
    from index.visiting.troubles import WORDS  # noqa: PLC0415 - imports the database

    states = []
    if watch.removed:
        states.append(N_("removed"))
    if watch.proposed is not None:
        states.append(N_("a change waits for a decision"))
    if watch.recovered:
        states.append(N_("well again, if the next look says so, too"))
    elif watch.trouble is not None:
        states.append(WORDS[watch.trouble])
    return [terminal.translated(state) for state in states]


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _local(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
