"""Opinions of answers in words, as Markdown. Pure, as `bot.asking.render` is."""

from collections.abc import Mapping
from dataclasses import dataclass

import discord

from bot.asking.render import ANSWERED
from bot.i18n import TEXTS
from bot.interactions.pages import PAGE, Page
from bot.markdown import escape, fit, one_line, quote
from bot.memory.opinions import Judged
from index.i18n import N_, Language

QUESTION_LIMIT, ANSWER_LIMIT, REASON_LIMIT, TITLE_LIMIT = 150, 250, 300, 60

HEADING = N_("What people found wrong with answers")
NOTHING = N_("Nobody has found anything wrong with an answer yet.")
COUNTED = N_("👍 {liked} · 👎 {disliked}")
WISHES = N_("Wanted sources of the last 30 days: {waiting} waiting · {answered} answered since")
PRIVATE = N_("A private question")
NO_ANSWER = N_("The sources didn't say.")
ERASED = N_("What it said has been erased.")
ANSWERED_SINCE = N_("answered since")
WHY = N_("Why: {reason}")
NO_REASON = N_("No reason given")
SOURCES = N_("Sources: {titles}")
OPEN = N_("to the answer")


@dataclass(frozen=True, slots=True)
class Overview:
    """What opinions there are in all, what came of wanted sources, and the sources' titles."""

    liked: int
    disliked: int
    waiting: int
    answered: int
    titles: Mapping[str, str]


def feedback_embed(page: Page[Judged], overview: Overview, language: Language) -> discord.Embed:
    """Show a page of what was found wrong."""
    counts = [
        TEXTS.text(language, COUNTED, liked=overview.liked, disliked=overview.disliked),
        TEXTS.text(language, WISHES, waiting=overview.waiting, answered=overview.answered),
    ]
    blocks = ["\n".join(f"-# {line}" for line in counts)]
    blocks += [_judged(each, overview.titles, language) for each in page.items]
    if not page.items:
        blocks.append(TEXTS.text(language, NOTHING))
    embed = discord.Embed(
        title=TEXTS.text(language, HEADING), description="\n\n".join(blocks), colour=ANSWERED
    )
    if page.count > 1:
        foot = TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
        embed.set_footer(text=foot)
    return embed


def _judged(judged: Judged, titles: Mapping[str, str], language: Language) -> str:
    """Show an opinion with its answer; of a private question only what was thought of it."""
    posted, asked = judged.posted, judged.posted.asked
    if judged.secret:
        lines = [f"👎 *{TEXTS.text(language, PRIVATE)}*"]
    else:
        place = f"{asked.guild_id}/{asked.channel_id}/{posted.message_id}"
        link = f"[{TEXTS.text(language, OPEN)}](https://discord.com/channels/{place})"
        question = fit(
            one_line(posted.question), QUESTION_LIMIT, lambda text: f"**{escape(text)}**"
        )
        lines = [f"👎 {question} · {link}"]
        missing = ERASED if judged.articles else NO_ANSWER
        said = one_line(judged.text) or TEXTS.text(language, missing)
        lines.append(fit(said, ANSWER_LIMIT, quote))
    reason = fit(one_line(judged.reason), REASON_LIMIT)
    why = TEXTS.text(language, WHY, reason=reason) if reason else TEXTS.text(language, NO_REASON)
    details = [why]
    cited = dict.fromkeys(titles.get(each, each) for each in judged.articles)
    if judged.answered_since:
        details.append(TEXTS.text(language, ANSWERED_SINCE))
    if cited:
        shown = ", ".join(fit(one_line(title), TITLE_LIMIT) for title in cited)
        details.append(TEXTS.text(language, SOURCES, titles=shown))
    details.append(discord.utils.format_dt(judged.at, "R"))
    return "\n".join([*lines, f"-# {' · '.join(details)}"])
