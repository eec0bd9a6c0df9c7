"""What moderators see of the collection, as Discord shows it. Pure, as `bot.asking.render` is."""

from collections.abc import Sequence
from datetime import datetime

import discord
from babel import Locale
from babel.dates import format_date

from bot.asking.render import ABSTAINED, ANSWERED, TITLE_LIMIT, URL_LIMIT, link
from bot.i18n import TEXTS
from bot.interactions.common import mention_of
from bot.markdown import clean, escape, fit
from bot.memory.unanswered import OpenTopic
from bot.notices.log_channel import SAID, UNDONE, WHY
from bot.sources.listing import Entry, Listing, ListingQuery, Sort
from index.corpus.history import HistoryEntry
from index.corpus.undo import Undo
from index.dates import format_known_date
from index.i18n import N_, Language
from index.models import Article, Change, Operation
from index.scopes import SHARED

LINE_TITLE_LIMIT = 80
TEXT_PAGE = 1500
"""Characters of an article's text on a page; a phone shows some 45 a line."""
WHY_LIMIT = 300

SORTED: dict[Sort, str] = {
    "changed": N_("Latest change first"),
    "added": N_("Newest in the collection first"),
    "date": N_("Newest date first"),
    "title": N_("By title"),
    "cited": N_("Most cited first"),
}
SOURCES = N_("Sources")
LIKE = N_("Sources like “{query}”")
NONE_LIKE = N_("Nothing is called anything like that.")
NONE_YET = N_("There are no sources yet. **/source add** adds the first.")
COUNTS = N_("{own} of this server · {shared} shared · {removed} removed")
PAGE = N_("Page {page} of {pages}")
NOT_CITED = N_("not cited yet")
SHARED_SOURCE = N_("shared with all servers")
REMOVED = N_("removed")
ADDED = N_("added {when}")
BY_AUTHOR = N_("by {author}")
READ_ONLY = N_("Shared with all servers: only the operator can change it.")
REMOVED_NOTE = N_("Removed: I don't answer from it. “Restore” brings it back.")
FOOT = N_("Article {article} · page {page} of {pages}")
HISTORY = N_("What was changed")
HISTORY_OF = N_("What was changed in “{title}”")
NO_CHANGES = N_("Nothing was changed in this server yet.")
REVISION = N_("change {revision}")
OPERATOR = N_("The operator")
SOMEONE = N_("Someone")
UNTITLED = N_("(erased)")
REMOVE = N_("Remove {title}?")
REMOVE_EXPLAINED = N_(
    "I'll no longer answer from it, and answers that quote it get a note. You can restore it at "
    "any time."
)
UNDO = N_("Take this change back?")
UNDO_REMOVE = N_("Then {title} is removed: I no longer answer from it.")
UNDO_RESTORE = N_("Then {title} is in force again, as it was before.")
UNDO_REPLACE = N_("Then the version of {when} is in force again, in place of the present one.")
MEANWHILE = N_(
    "Nothing was done, because this source was changed after you looked at it:\n{change}\nLook at "
    "it as it is now, and decide again."
)
DONE: dict[Operation, str] = {
    "add": N_("added"),
    "replace": N_("changed"),
    "remove": N_("removed"),
    "restore": N_("restored"),
    "purge": N_("erased for good"),
}
TAKEN_BACK = N_("change {undoes} taken back")
REQUESTS = N_("Asked, and not answered by any source")
NO_REQUESTS = N_(
    "Nothing is open: the sources answer what was asked here. Questions that were asked privately "
    "are listed only if somebody asked for a source."
)
LATEST = N_("last {when}")


def sentences(n: int, language: Language) -> str:
    """Count sentences in words."""
    return TEXTS.plural(language, N_("{n} sentence"), N_("{n} sentences"), n)


def cited(n: int, language: Language) -> str:
    """Tell how many of the server's answers cite something, in words."""
    if not n:
        return TEXTS.text(language, NOT_CITED)
    return TEXTS.plural(language, N_("cited in {n} answer"), N_("cited in {n} answers"), n)


def list_embed(found: Listing, wanted: ListingQuery, language: Language) -> discord.Embed:
    """Show a page of the list."""
    heading = TEXTS.text(language, SOURCES)
    if wanted.query:
        heading = fit(TEXTS.text(language, LIKE, query=wanted.query), TITLE_LIMIT)
    empty = TEXTS.text(language, NONE_LIKE if wanted.query else NONE_YET)
    embed = discord.Embed(
        title=heading,
        description="\n".join(_entry(entry, language) for entry in found.entries) or empty,
        colour=ANSWERED,
    )
    counts = TEXTS.text(language, COUNTS, own=found.own, shared=found.shared, removed=found.removed)
    page = TEXTS.text(language, PAGE, page=found.page + 1, pages=found.pages)
    embed.set_footer(text=f"{counts}\n{page}" if found.pages > 1 else counts)
    return embed


def _entry(entry: Entry, language: Language) -> str:
    details = [format_known_date(entry.date, language)] if entry.date else []
    details.append(sentences(entry.sentences, language))
    if entry.cited:
        details.append(cited(entry.cited, language))
    if entry.scope == SHARED:
        details.append(TEXTS.text(language, SHARED_SOURCE))
    else:
        when = discord.utils.format_dt(entry.added, "d")
        details.append(TEXTS.text(language, ADDED, when=when))
    title = shown_title(entry.title)
    if entry.removed:
        title, details = f"~~{title}~~", [*details, TEXTS.text(language, REMOVED)]
    return f"{title}\n-# {' · '.join(details)}"


def text_pages(text: str, size: int = TEXT_PAGE) -> list[str]:
    """Cut a text into pages: at a paragraph, sentence or word that ends in the last third."""
    pages, start = [], 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            least = start + size * 2 // 3
            cuts = (text.rfind(mark, least, end) + len(mark) for mark in ("\n\n", ". ", " "))
            end = next((cut for cut in cuts if cut > least), end)
        pages.append(text[start:end].strip())
        start = end
    return pages or [""]


def article_embed(
    article: Article, page: int, facts: Sequence[str], note: str, language: Language
) -> discord.Embed:
    """Show a page of an article; `facts` and `note` stand above the first."""
    pages = text_pages(clean(article.text))
    page = min(page, len(pages) - 1)
    parts = [fit(pages[page], 2 * TEXT_PAGE)]
    if page == 0:
        parts = [f"-# {' · '.join(facts)}", *([f"**{note}**"] if note else []), *parts]
    foot = TEXTS.text(language, FOOT, article=article.id, page=page + 1, pages=len(pages))
    embed = discord.Embed(
        title=fit(one_line(article.title), TITLE_LIMIT),
        url=link(article.url, URL_LIMIT),
        description="\n\n".join(parts),
        colour=ANSWERED,
    )
    embed.set_footer(text=fit(foot, 500, str))
    return embed


def article_facts(article: Article, length: int, citations: int, language: Language) -> list[str]:
    """Return what is known about an article, in words."""
    facts = [format_known_date(article.date, language)] if article.date else []
    name = Locale(language).languages.get(article.language, article.language)
    facts += [str(name), sentences(length, language), cited(citations, language)]
    if article.author:
        author = fit(one_line(article.author), LINE_TITLE_LIMIT)
        facts.append(TEXTS.text(language, BY_AUTHOR, author=author))
    return facts


def history_embed(
    changes: Sequence[HistoryEntry], page: int, size: int, title: str | None, language: Language
) -> discord.Embed:
    """Show a page of the changes to one article, `title`, or to all of a server's."""
    heading = TEXTS.text(language, HISTORY)
    if title is not None:
        heading = TEXTS.text(language, HISTORY_OF, title=one_line(title))
    shown = changes[page * size : (page + 1) * size]
    embed = discord.Embed(
        title=fit(heading, TITLE_LIMIT),
        description="\n".join(change_line(recorded, language) for recorded in shown)
        or TEXTS.text(language, NO_CHANGES),
        colour=ANSWERED,
    )
    pages = -(-len(changes) // size)
    if pages > 1:
        embed.set_footer(text=TEXTS.text(language, PAGE, page=page + 1, pages=pages))
    return embed


def change_line(recorded: HistoryEntry, language: Language) -> str:
    """Tell who changed what, when and why; of shared articles not who nor why."""
    change = recorded.change
    said = SAID[change.operation] if change.undoes is None else UNDONE
    title = recorded.title
    text = TEXTS.text(
        language,
        said,
        who=who_shown(change, language),
        title=TEXTS.text(language, UNTITLED) if title is None else shown_title(title),
        undoes=change.undoes,
    )
    when = discord.utils.format_dt(change.at, "f")
    details = [when, TEXTS.text(language, REVISION, revision=change.revision)]
    lines = [text, f"-# {' · '.join(details)}"]
    if change.why and change.scope != SHARED:
        why = fit(one_line(change.why), WHY_LIMIT)
        lines.insert(1, TEXTS.text(language, WHY, why=why))
    return "\n".join(lines)


def plain_change(recorded: HistoryEntry, language: Language) -> str:
    """Tell in one plain line what was changed when, for lists to choose from."""
    change = recorded.change
    done = DONE[change.operation] if change.undoes is None else TAKEN_BACK
    what = TEXTS.text(language, done, undoes=change.undoes)
    when = format_date(change.at, "short", locale=language)
    return f"{change.revision} · {when} · {what} · {one_line(recorded.title or '')}"


def who_shown(change: Change, language: Language) -> str:
    """Return who made a change: a person by mention, without a ping; others by what they are."""
    mention = mention_of(change.who)
    if change.scope != SHARED and mention:
        return mention
    known = change.scope == SHARED or change.who.startswith("operator:")
    return TEXTS.text(language, OPERATOR if known else SOMEONE)


def removal_text(title: str, facts: Sequence[str], language: Language) -> str:
    """Say what removing an article means, before it is done."""
    question = TEXTS.text(language, REMOVE, title=shown_title(title))
    return "\n".join([question, f"-# {' · '.join(facts)}", TEXTS.text(language, REMOVE_EXPLAINED)])


def undo_text(undo: Undo, recorded: HistoryEntry, back: datetime | None, language: Language) -> str:
    """Say what taking a change back means; `back` is when the version was written that returns."""
    outcome = UNDO_REMOVE
    if undo.operation != "remove":
        outcome = UNDO_RESTORE if undo.operation == "restore" else UNDO_REPLACE
    title = shown_title(recorded.title or "")
    when = discord.utils.format_dt(back, "f") if back else ""
    return "\n".join(
        [
            f"**{TEXTS.text(language, UNDO)}**",
            change_line(recorded, language),
            TEXTS.text(language, outcome, title=title, when=when),
        ]
    )


def requests_embed(
    topics: Sequence[OpenTopic], page: int, size: int, language: Language
) -> discord.Embed:
    """Show a page of what the sources didn't answer, numbered as its buttons are."""
    shown = topics[page * size : (page + 1) * size]
    blocks = [
        _topic(page * size + number, topic, language) for number, topic in enumerate(shown, 1)
    ]
    embed = discord.Embed(
        title=TEXTS.text(language, REQUESTS),
        description="\n\n".join(blocks) or TEXTS.text(language, NO_REQUESTS),
        colour=ABSTAINED,
    )
    pages = -(-len(topics) // size)
    if pages > 1:
        embed.set_footer(text=TEXTS.text(language, PAGE, page=page + 1, pages=pages))
    return embed


def _topic(number: int, topic: OpenTopic, language: Language) -> str:
    question = fit(one_line(topic.question), WHY_LIMIT, lambda text: f"**{escape(text)}**")
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


def shown_title(title: str) -> str:
    """Return a title in bold, cut to a line or two."""
    return fit(one_line(title), LINE_TITLE_LIMIT, lambda text: f"**{escape(text)}**")


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(clean(text).split())
