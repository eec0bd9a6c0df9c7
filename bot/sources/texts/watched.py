"""Watched pages, and what became of them, as moderators read it. Pure, as `bot.asking.render`."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import discord

from bot.asking.render import ABSTAINED, ANSWERED, link
from bot.i18n import TEXTS
from bot.markdown import escape, fit, one_line
from index.i18n import N_, Language
from index.i18n import TEXTS as LIBRARY
from index.visiting.troubles import WORDS
from index.watching.news import Kind, News
from index.watching.watches import Apply, Watch

TITLE_LIMIT = 200
ERROR_LIMIT = 900

UNITS = (
    (timedelta(weeks=1), N_("every week"), N_("every {n} weeks")),
    (timedelta(days=1), N_("every day"), N_("every {n} days")),
    (timedelta(hours=1), N_("every hour"), N_("every {n} hours")),
    (timedelta(minutes=1), N_("every minute"), N_("every {n} minutes")),
)
APPLIED: Mapping[Apply, str] = {
    "ask": N_("changes wait for a decision"),
    "always": N_("changes are taken over"),
}
WATCHED = N_("watched {how}")
NEXT = N_("next {when}")
WAITING = N_("a change waits for a decision")
RECOVERING = N_("well again, if the next look says so, too")
TROUBLE = N_("⚠️ {trouble}")
SAID: Mapping[Kind, str] = {
    "proposed": N_("👁️ The page of {title} has changed. Nothing is taken over yet."),
    "taken": N_("👁️ The page of {title} has changed, and the new text was taken over."),
    "trouble": N_("⚠️ {title}: {trouble}. The text that was last good stays."),
    "healed": N_("✅ The page of {title} is well again."),
    "restless": N_(
        "👁️ The page of {title} reads otherwise at each visit, as where there is a clock; that "
        "doesn't count."
    ),
}
TAKEN_BACK = N_("Change {revision} · **/source undo** takes it back")
PAGES_CHANGE = N_("The page's change")
NOT_SHOWN = N_("It can't be compared: {why}")


def every(interval: timedelta, language: Language) -> str:
    """Say how often, in words."""
    for unit, one, many in UNITS:
        if not interval % unit:
            return TEXTS.plural(language, one, many, interval // unit)
    return str(interval)


def how(interval: timedelta, apply: Apply, language: Language) -> str:
    """Say how a page is watched."""
    return f"{every(interval, language)}; {TEXTS.text(language, APPLIED[apply])}"


def states(watch: Watch, language: Language) -> list[str]:
    """Return what there is to be done, or to be known, about a watched page."""
    found = [TEXTS.text(language, WAITING)] if watch.proposed is not None else []
    if watch.recovered:
        found.append(TEXTS.text(language, RECOVERING))
    elif watch.trouble is not None:
        trouble = LIBRARY.text(language, WORDS[watch.trouble])
        found.append(TEXTS.text(language, TROUBLE, trouble=trouble))
    return found


def watch_line(watch: Watch, language: Language) -> str:
    """Return a watch in a line: how, when next, and what is the matter."""
    said = TEXTS.text(language, WATCHED, how=how(watch.every, watch.apply, language))
    when = discord.utils.format_dt(watch.due_at, "R")
    parts = [f"👁️ {said}", TEXTS.text(language, NEXT, when=when), *states(watch, language)]
    return " · ".join(parts)


def news_text(news: News, language: Language) -> str:
    """Return what became of a page, as Markdown."""
    trouble = LIBRARY.text(language, WORDS[news.trouble]) if news.trouble else ""
    title = fit(one_line(news.title), TITLE_LIMIT, lambda part: f"**{escape(part)}**")
    text = TEXTS.text(language, SAID[news.kind], title=title, trouble=trouble)
    url = link(news.url)
    lines = [text, *([f"-# <{url}>"] if url is not None else [])]
    if news.revision is not None:
        lines.append(f"-# {TEXTS.text(language, TAKEN_BACK, revision=news.revision)}")
    return "\n".join(lines)


def difference_embed(title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> discord.Embed:
    """Show by which sentences a text that was taken over differs from the one before."""
    embed = discord.Embed(title=fit(one_line(title), TITLE_LIMIT), colour=ANSWERED)
    for name, lines in parts:
        embed.add_field(name=name, value="\n".join(lines), inline=True)
    return embed


def incomparable_embed(title: str, why: str, language: Language) -> discord.Embed:
    """Stand for a preview of what can't be added as it is."""
    return discord.Embed(
        title=fit(one_line(title), TITLE_LIMIT),
        description=TEXTS.text(language, NOT_SHOWN, why=fit(why, ERROR_LIMIT)),
        colour=ABSTAINED,
    )
