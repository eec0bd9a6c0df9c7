"""Articles, and lists of them, as moderators read them. Pure, as `bot.asking.render` is."""

from collections import Counter
from collections.abc import Sequence

import discord
from babel import Locale

from bot.asking.render import ANSWERED, TITLE_LIMIT, URL_LIMIT, link
from bot.i18n import TEXTS
from bot.interactions.pages import PAGE, Page
from bot.markdown import clean, escape, fit, one_line
from bot.sources.listing import Entry, Listing, Sort
from bot.sources.texts.audience import for_whom
from bot.sources.texts.watched import every, states
from index.dates import format_known_date, format_validity
from index.i18n import N_, Language
from index.models import Article, Draft
from index.scopes import SHARED
from index.shelves import has_ended

LINE_TITLE_LIMIT = 80
TEXT_PAGE = 1500
"""Characters of an article's text on a page; a phone shows some 45 a line."""

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
NOT_CITED = N_("not cited yet")
SHARED_SOURCE = N_("shared with all servers")
EXAMPLE = N_("the example, not asked here")
REMOVED = N_("removed")
ADDED = N_("added {when}")
BY_AUTHOR = N_("by {author}")
READ_ONLY = N_("Shared with all servers: only the operator can change it.")
REMOVED_NOTE = N_("Removed: I don't answer from it. “Restore” brings it back.")
FOOT = N_("Source {article} · page {page} of {pages}")


def list_embed(listing: Listing, query: str, language: Language) -> discord.Embed:
    """Show a page of a server's list: of the titles like `query`, or of all if it's empty."""
    page = listing.page
    heading = TEXTS.text(language, SOURCES)
    if query:
        heading = fit(TEXTS.text(language, LIKE, query=query), TITLE_LIMIT)
    embed = discord.Embed(
        title=heading,
        description="\n".join(
            _line(entry, language, asked=not (entry.example and listing.own))
            for entry in page.items
        )
        or TEXTS.text(language, NONE_LIKE if query else NONE_YET),
        colour=ANSWERED,
    )
    foot = TEXTS.text(
        language, COUNTS, own=listing.own, shared=listing.shared, removed=listing.removed
    )
    if page.count > 1:
        foot += "\n" + TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
    embed.set_footer(text=foot)
    return embed


def _line(entry: Entry, language: Language, *, asked: bool) -> str:
    details = [format_known_date(entry.date, language)] if entry.date else []
    details.append(sentence_count(entry.sentences, language))
    if entry.cited:
        details.append(citation_count(entry.cited, language))
    if entry.scope.part:
        details.append(for_whom(entry.scope, language))
    if entry.scope == SHARED:
        details.append(TEXTS.text(language, SHARED_SOURCE if asked else EXAMPLE))
    else:
        when = discord.utils.format_dt(entry.added, "d")
        details.append(TEXTS.text(language, ADDED, when=when))
    if entry.valid_until:
        hidden = entry.afterwards == "hide"
        details.append(
            format_validity(entry.valid_until, language, expired=entry.expired, hidden=hidden)
        )
    if entry.watch is not None:
        often = every(entry.watch.every, language)
        details += [f"👁️ {often}", *states(entry.watch, language)]
    title = shown_title(entry.title)
    if entry.expired and not entry.removed:
        title = f"⌛ {title}"
    if entry.removed:
        title, details = f"~~{title}~~", [*details, TEXTS.text(language, REMOVED)]
    return f"{title}\n-# {' · '.join(details)}"


def article_embed(
    article: Article, page: Page[str], facts: Sequence[str], note: str, language: Language
) -> discord.Embed:
    """Show one of an article's `text_pages`; `facts` and `note` stand above the first."""
    [text] = page.items
    parts = [fit(text, 2 * TEXT_PAGE)]
    if page.number == 0:
        parts = [f"-# {' · '.join(facts)}", *([f"**{note}**"] if note else []), *parts]
    foot = TEXTS.text(language, FOOT, article=article.id, page=page.number + 1, pages=page.count)
    embed = discord.Embed(
        title=fit(one_line(article.title), TITLE_LIMIT),
        url=link(article.url, URL_LIMIT),
        description="\n\n".join(parts),
        colour=ANSWERED,
    )
    embed.set_footer(text=fit(foot, 500, str))
    return embed


def text_pages(text: str, size: int = TEXT_PAGE) -> list[str]:
    """Cut a text into pages that can be sent.

    A page ends where a paragraph, sentence or word does in its last third.
    """
    text = clean(text)
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


def validity(of: Article | Draft, today: str, language: Language) -> list[str]:
    """Return until when a source holds or held, if that is known, and what becomes of it then."""
    if of.valid_until is None:
        return []
    expired, hidden = has_ended(of.valid_until, today), of.afterwards == "hide"
    return [format_validity(of.valid_until, language, expired=expired, hidden=hidden)]


def article_facts(
    article: Article, length: int, citations: int, today: str, language: Language
) -> list[str]:
    """Return what is known about an article, in words."""
    facts = [format_known_date(article.date, language)] if article.date else []
    name = Locale(language).languages.get(article.language, article.language)
    facts += [str(name), sentence_count(length, language), citation_count(citations, language)]
    facts += validity(article, today, language)
    if article.scope.part:
        facts.append(for_whom(article.scope, language))
    if article.author:
        author = fit(one_line(article.author), LINE_TITLE_LIMIT)
        facts.append(TEXTS.text(language, BY_AUTHOR, author=author))
    return facts


def told_apart(named: Sequence[tuple[str, str, str | None]], language: Language) -> dict[str, str]:
    """Return what tells articles of one title apart, by their ids; empty for a title of its own.

    `named` are ids, titles and dates. It is the date, or the id where another has that date, too.
    """
    titles = Counter(title for _, title, _ in named)
    dates = Counter((title, date) for _, title, date in named)
    apart = {}
    for article_id, title, date in named:
        shown = format_known_date(date, language) if date else article_id
        apart[article_id] = shown if dates[title, date] == 1 else article_id
        if titles[title] == 1:
            apart[article_id] = ""
    return apart


def choice_name(title: str, marks: Sequence[str], limit: int) -> str:
    """Return a line's title with marks behind it, plainly, for lists to choose from."""
    end = "".join(f" · {mark}" for mark in marks if mark)
    room = limit - len(end)
    return (title if len(title) <= room else f"{title[: room - 1]}…") + end


def sentence_count(n: int, language: Language) -> str:
    """Count sentences in words."""
    return TEXTS.plural(language, N_("{n} sentence"), N_("{n} sentences"), n)


def citation_count(n: int, language: Language) -> str:
    """Tell how many of the server's answers cite something, in words."""
    if not n:
        return TEXTS.text(language, NOT_CITED)
    return TEXTS.plural(language, N_("cited in {n} answer"), N_("cited in {n} answers"), n)


def shown_title(title: str) -> str:
    """Return a title in bold, cut to a line or two."""
    return fit(one_line(title), LINE_TITLE_LIMIT, lambda text: f"**{escape(text)}**")
