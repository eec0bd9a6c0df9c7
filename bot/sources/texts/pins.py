"""Fixed answers in words, as Markdown. Pure, as `bot.asking.render` is."""

from collections.abc import Mapping

import discord

from bot.asking.render import ANSWERED
from bot.i18n import TEXTS
from bot.interactions.pages import PAGE, Page
from bot.markdown import clean, escape, fit, hidden_in, one_line, quote
from bot.sources.texts.article import shown_title
from index.corpus.pins import Pinned
from index.i18n import N_, Language

QUESTION_LIMIT, EXCERPT_LIMIT = 150, 250

HEADING = N_("Fixed answers")
NONE_YET = N_(
    "There are none yet. Press an answer of mine, “Apps”, “Set as fixed answer”: whoever asks the "
    "same gets it from then on."
)
NOT_IN_FORCE = N_("doesn't count: the source says something else by now")


def pins_embed(page: Page[Pinned], titles: Mapping[str, str], language: Language) -> discord.Embed:
    """Show a page of what is fixed, and what of it doesn't count at present."""
    embed = discord.Embed(
        title=TEXTS.text(language, HEADING),
        description="\n\n".join(_pinned(each, titles, language) for each in page.items)
        or TEXTS.text(language, NONE_YET),
        colour=ANSWERED,
    )
    if page.count > 1:
        foot = TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
        embed.set_footer(text=foot)
    return embed


def _pinned(pinned: Pinned, titles: Mapping[str, str], language: Language) -> str:
    pin = pinned.pin
    question = fit(one_line(pin.question), QUESTION_LIMIT, lambda text: f"📌 **{escape(text)}**")
    hidden = hidden_in(pinned.excerpt)
    excerpt = fit(clean(pinned.excerpt), EXCERPT_LIMIT, lambda text: quote(text, hidden=hidden))
    details = [shown_title(titles.get(pin.article_id, pin.article_id))]
    details += [] if pinned.place else [f"⚠️ {TEXTS.text(language, NOT_IN_FORCE)}"]
    return f"{question}\n{excerpt}\n-# {' · '.join(details)}"
