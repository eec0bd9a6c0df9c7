"""Answer -> what Discord shows. Pure: nothing here knows a connection or a library.

Every limit is Discord's (Embed Limits in its documentation of messages). Text that people or
articles wrote is escaped and reads verbatim; Markdown comes from here only.
"""

from urllib.parse import quote as percent_encode

import discord

from bot.i18n import TEXTS
from bot.markdown import ELLIPSIS, clean, fit, quote, width
from index.dates import format_known_date
from index.i18n import N_, Language
from index.models import Answer, Article, Certainty, Citation

TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
ANSWER_LIMIT = 1500
"""Leaves most of the description to the excerpts."""
SOURCE_TITLE_LIMIT = 64
"""With date and place that is two lines on a phone."""
URL_LIMIT = 400
FIRST_EXCERPT, FURTHER_EXCERPT = 700, 350
"""What an excerpt gets, context included; a phone shows some 45 characters a line."""

ANSWERED = discord.Colour(0x2A9D8F)
ABSTAINED = discord.Colour(0x7A828E)

NO_ANSWER = N_("The sources don't say.")
NEAREST = N_("Closest to it, but not an answer:")
PLACE = N_("paragraph {paragraph}, sentence {sentence}")
CERTAINTY: dict[Certainty, str] = {
    "high": N_("Very sure · quoted word for word"),
    "good": N_("Fairly sure · quoted word for word"),
    "fair": N_("Not sure · read the excerpt to check"),
}


def answer_embed(answer: Answer, language: Language) -> discord.Embed:
    """Show an answer with its excerpts, or an abstention with the nearest passages."""
    embed = discord.Embed(
        title=fit(_one_line(answer.question), TITLE_LIMIT),
        description=_description(answer, language),
        colour=ABSTAINED if answer.abstained else ANSWERED,
    )
    if not answer.abstained:
        embed.set_footer(text=TEXTS.text(language, CERTAINTY[answer.certainty]))
    return embed


def _description(answer: Answer, language: Language) -> str:
    blocks = [_lead(answer, language)]
    left = DESCRIPTION_LIMIT - width(blocks[0])
    citations = answer.citations or answer.nearest
    for position, citation in enumerate(citations):
        # Each gets an equal share of what is left; what a short one leaves goes to the next ones.
        share = left // (len(citations) - position) - len("\n\n")
        source = _source(citation, language)
        # What is no answer is kept short: the sentence alone, nothing bold.
        excerpt = _excerpt(citation, share - width(source) - 1, context=not answer.abstained)
        blocks.append(f"{source}\n{excerpt}")
        left -= width(blocks[-1]) + len("\n\n")
    return "\n\n".join(blocks)


def _lead(answer: Answer, language: Language) -> str:
    if not answer.abstained:
        return fit(clean(answer.text).strip(), ANSWER_LIMIT)
    lead = f"**{TEXTS.text(language, NO_ANSWER)}**"
    return f"{lead}\n{TEXTS.text(language, NEAREST)}" if answer.nearest else lead


def _source(citation: Citation, language: Language) -> str:
    article, span = citation.passage.article, citation.passage.sentence.span
    place = TEXTS.text(language, PLACE, paragraph=span.paragraph, sentence=span.number)
    when = [format_known_date(article.date, language)] if article.date else []
    return " · ".join([rf"**\[{citation.number}\]** {_title(article)}", *when, place])


def _title(article: Article) -> str:
    title = _one_line(article.title)
    shown = fit(title, SOURCE_TITLE_LIMIT)
    url = _link(article.url)
    if url is None:
        return shown
    # A bracket inside of a link's text ends the link, escaped or not.
    return f"{shown} [↗]({url})" if {"[", "]"} & set(title) else f"[{shown}]({url})"


def _link(url: str | None) -> str | None:
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    encoded = percent_encode(clean(url), safe=":/?#@!$&'*+,;=%~-._")
    return encoded if len(encoded) <= URL_LIMIT else None


def _excerpt(citation: Citation, limit: int, *, context: bool) -> str:
    before, sentence, after = map(clean, citation.marked)
    if not context:
        return fit(sentence, limit, quote)
    bare = width(quote(sentence, slice(0, len(sentence))))
    wanted = FIRST_EXCERPT if citation.number == 1 else FURTHER_EXCERPT
    limit = min(limit, max(wanted, bare + 2 * len(ELLIPSIS)))
    if before.strip() and width(quote(before)) + bare > limit - len(ELLIPSIS):
        # The sentence matters more than what comes before it.
        before = ELLIPSIS.strip() + " "
    bold = slice(len(before), len(before + sentence))
    return fit(before + sentence + after, limit, lambda text: quote(text, bold))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
