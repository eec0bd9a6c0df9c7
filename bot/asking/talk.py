"""What is said to talk: who I am and how to ask, which sources there are, what is new."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from discord.utils import format_dt

from bot.asking.render import CONTENT_LIMIT, SOURCE_TITLE_LIMIT
from bot.client.client import Belegbot
from bot.desk.question import Question
from bot.desk.readership import Readership
from bot.i18n import TEXTS
from bot.markdown import fit, one_line
from index.asking.questions.small_talk import Talk
from index.corpus.catalogue import Summary
from index.dates import format_known_date, format_validity, local_day
from index.errors import BelegbotError
from index.i18n import N_, Language, Message, language_of
from index.library import Library
from index.models import Operation
from index.scopes import SHARED

SHOWN = 10
"""Sources that are listed."""
CHANGES = 200
"""Of the change log, the latest that are looked at."""

HINT = N_("Ask me something: {mention} and your question.")
ABOUT = N_(
    "I answer questions from a collection of sources, word for word, and show where each answer "
    "stands. Just ask me something about them; **/help** shows all that I can do."
)
FOR_EXAMPLE = N_("You could ask about, for example:")
SOURCES = N_("These sources can be asked here:")
NEWS = N_("The newest here:")
NOTHING = N_("There are no sources here yet.")
MORE = N_("… and {n} more"), N_("… and {n} more")
LATELY: dict[Operation, Message] = {
    "add": N_("added {when}"),
    "replace": N_("changed {when}"),
    "restore": N_("restored {when}"),
}
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A source with its latest change."""

    summary: Summary
    operation: Operation | None
    at: datetime | None


async def small_talk(bot: Belegbot, question: Question, talk: Talk) -> str:
    """Return what to say to talk, from the sources that may be asked where it was said."""
    known = await bot.lanes.browse(sources_of, bot.library, question.reader)
    return said_to(talk, known, await _language(bot, question, known))


async def language_among(bot: Belegbot, question: Question) -> Language:
    """Return the language for what is said to a question that isn't answered.

    Where a short one tells none, most of the sources do that can be asked there: what Discord calls
    a server's language is English unless somebody has changed it.
    """
    try:
        known = await bot.lanes.browse(sources_of, bot.library, question.reader)
    except BelegbotError:
        known = []
    return await _language(bot, question, known)


async def _language(bot: Belegbot, question: Question, known: list[Known]) -> Language:
    return await bot.desk.language_of(question, [each.summary.language for each in known])


async def hint(
    bot: Belegbot, reader: Readership, fixed: Language | None, otherwise: Language
) -> str:
    """Return what to say to who mentions the bot and asks nothing.

    In the language that is `fixed` there, or that of most sources, or `otherwise`.
    """
    known = await bot.lanes.browse(sources_of, bot.library, reader)
    languages = Counter(language_of(each.summary.language) for each in known)
    [(most, _)] = languages.most_common(1) or [(otherwise, 0)]
    language = fixed or most
    lines = [TEXTS.text(language, HINT, mention=bot.me.mention)]
    if known:
        examples = [_line(one, language, lately=False) for one in known[:EXAMPLES]]
        lines += [TEXTS.text(language, FOR_EXAMPLE), *examples]
    return fit("\n".join(lines), CONTENT_LIMIT, str)


def sources_of(library: Library, reader: Readership) -> list[Known]:
    """Return the sources in force that a server's reader has, or without any the shared ones.

    The newest come first.
    """
    scopes = reader.scopes(library.catalogue)
    asked = library.catalogue.asked(scopes)
    for own in ([each for each in scopes if each != SHARED], [SHARED]):
        found = [each for each in asked if each.scope in own]
        if found:
            changes = library.history.latest(own[0])
            latest: dict[str, Known] = {}
            for entry in islice(changes, CHANGES):
                change = entry.change
                latest.setdefault(change.article_id, Known(found[0], change.operation, change.at))
            changes.close()
            known = [
                Known(summary, lately.operation, lately.at)
                if (lately := latest.get(summary.id))
                else Known(summary, None, None)
                for summary in found
            ]
            # Those changed last first, of what has the same date.
            return sorted(known, key=lambda one: one.summary.date or "", reverse=True)
    return []


def _as_of(one: Known) -> str:
    """Return as of when a source is: its date or, where it has none, when it came or changed."""
    return one.summary.date or (local_day(one.at) if one.at else "")


def said_to(talk: Talk, known: list[Known], language: Language) -> str:
    """Return what to say to talk, in a message's room."""
    if not known:
        lines = [TEXTS.text(language, NOTHING)]
        return "\n".join([TEXTS.text(language, ABOUT), *lines] if talk == "about" else lines)
    if talk == "news":
        known = sorted(known, key=_as_of, reverse=True)
    shown = known[: EXAMPLES if talk == "about" else SHOWN]
    heads = {"about": (ABOUT, FOR_EXAMPLE), "sources": (SOURCES,), "news": (NEWS,)}
    lines = [TEXTS.text(language, head) for head in heads[talk]]
    lines += [_line(one, language, lately=talk == "news") for one in shown]
    if talk != "about" and (left := len(known) - len(shown)):
        lines.append("-# " + TEXTS.plural(language, *MORE, left))
    return fit("\n".join(lines), CONTENT_LIMIT, str)


def _line(one: Known, language: Language, *, lately: bool) -> str:
    summary = one.summary
    details = [f"**{fit(one_line(summary.title), SOURCE_TITLE_LIMIT)}**"]
    details += [format_known_date(summary.date, language)] if summary.date else []
    if summary.expired and summary.valid_until:
        details.append(format_validity(summary.valid_until, language, expired=True))
    words = LATELY.get(one.operation) if one.operation and one.at and lately else None
    if words and one.at:
        details.append(TEXTS.text(language, words, when=format_dt(one.at, "R")))
    return "- " + " · ".join(details)
