"""What members asked in vain, in words. Pure, as `bot.asking.render` is."""

import discord

from bot.asking.render import ABSTAINED
from bot.i18n import TEXTS
from bot.interactions.pages import PAGE, Page
from bot.markdown import escape, fit, one_line
from bot.memory.unanswered import OpenTopic
from index.i18n import N_, Language

QUESTION_LIMIT = 300

REQUESTS = N_("Asked, and not answered by any source")
NO_REQUESTS = N_(
    "Nothing is open: the sources answer what was asked here. Questions that were asked privately "
    "are listed only if somebody asked for a source."
)
LATEST = N_("last {when}")


def requests_embed(page: Page[OpenTopic], language: Language) -> discord.Embed:
    """Show a page of what the sources didn't answer, numbered as its buttons are."""
    blocks = [
        _topic(number, topic, language) for number, topic in enumerate(page.items, page.first + 1)
    ]
    embed = discord.Embed(
        title=TEXTS.text(language, REQUESTS),
        description="\n\n".join(blocks) or TEXTS.text(language, NO_REQUESTS),
        colour=ABSTAINED,
    )
    if page.count > 1:
        foot = TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
        embed.set_footer(text=foot)
    return embed


def _topic(number: int, topic: OpenTopic, language: Language) -> str:
    question = fit(one_line(topic.question), QUESTION_LIMIT, lambda text: f"**{escape(text)}**")
    details = [
        TEXTS.plural(language, N_("asked {n} time"), N_("asked {n} times"), topic.asked),
        TEXTS.plural(language, N_("by {n} person"), N_("by {n} people"), topic.people),
    ]
    if topic.wanted:
        waiting = N_("{n} waits for a source"), N_("{n} wait for a source")
        details.append(TEXTS.plural(language, *waiting, topic.wanted))
    when = discord.utils.format_dt(topic.latest, "R")
    details.append(TEXTS.text(language, LATEST, when=when))
    return f"**{number}.** {question}\n-# {' · '.join(details)}"
