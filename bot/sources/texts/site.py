"""What there is to add of a site, as a moderator sees it before it counts. Pure."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import discord

from bot.asking.render import ABSTAINED, DESCRIPTION_LIMIT, TITLE_LIMIT, link
from bot.i18n import TEXTS
from bot.markdown import escape, fit, one_line, width
from bot.sources.texts.preview import UNDECIDED
from bot.sources.texts.watched import TROUBLE, every
from index.i18n import N_, Language
from index.i18n import TEXTS as LIBRARY
from index.review.inspection import sentences_of
from index.sites.pages import WORDS, FoundPage, Kind, Survey
from index.sites.watched import NewsKind, Site, SiteNews
from index.visiting.troubles import WORDS as TROUBLES

LINE_TITLE = 80
EXAMPLE_LIMIT = 200
FIELD_LIMIT = 1024
ROOM = DESCRIPTION_LIMIT - 400

PREVIEW = N_("Preview – nothing is added yet")
KINDS: dict[Kind, str] = {
    "sitemap": N_("Sitemap of {site}"),
    "feed": N_("Feed of {site}"),
    "pages": N_("Pages of {site}"),
}
SIZE = (N_("{n} sentence, {kilobytes} kB"), N_("{n} sentences, {kilobytes} kB"))
NOTHING = N_("Nothing of it can be added.")
MORE = N_("… and {count} more")
LEFT_OUT = N_("Left out")
LEFT_OUT_LINE = N_("{why}: {count}")
NAMED = 10
"""Pages that a piece of news names."""
SAID: dict[NewsKind, str] = {
    "new": N_("👁️ {site} names new pages: {count}. Nothing is added yet."),
    "gone": N_("⚠️ {site} no longer names pages that sources come from: {count}. The sources stay."),
    "trouble": N_("⚠️ {site}: {trouble}. Its sources stay."),
    "healed": N_("✅ {site} is well again."),
}
SITES = N_("Sites")
SITE_LINE = N_("{site} · {every} · new pages that wait: {waiting}")
LOOK = N_("**/source site** with a site's address shows what waits, to be decided on.")
SHOWN_SITES = 5
CUT = N_("what one file names beyond 10,000 addresses")
DECIDE = N_("Decide within {minutes} minutes; after that, this is erased.")


def site_embed(survey: Survey, language: Language, minutes: int) -> discord.Embed:
    """Show the pages that would be added, with title, address and size, and what is left out."""
    site = urlsplit(survey.url).netloc
    embed = discord.Embed(
        title=fit(TEXTS.text(language, KINDS[survey.kind], site=site), TITLE_LIMIT),
        description=_pages(survey.pages, language) or TEXTS.text(language, NOTHING),
        colour=ABSTAINED,
    )
    embed.set_author(name=TEXTS.text(language, PREVIEW))
    if lines := left_out(survey, language):
        name = TEXTS.text(language, LEFT_OUT)
        embed.add_field(name=name, value="\n".join(lines), inline=False)
    if survey.pages:
        embed.set_footer(text=TEXTS.text(language, DECIDE, minutes=minutes))
    return embed


def site_news_text(news: SiteNews, language: Language) -> str:
    """Return what became of a site, as Markdown."""
    trouble = LIBRARY.text(language, TROUBLES[news.trouble]) if news.trouble else ""
    values = {"site": named(news.url), "count": len(news.urls), "trouble": trouble}
    text = TEXTS.text(language, SAID[news.kind], **values)
    shown = [link(each) for each in news.urls[:NAMED]] if news.kind == "gone" else []
    lines = [text, *(f"-# <{each}>" for each in shown if each is not None)]
    if shown and (further := len(news.urls) - NAMED) > 0:
        lines.append(TEXTS.text(language, MORE, count=further))
    return "\n".join(lines)


def site_offers_text(url: str, count: int, language: Language) -> str:
    """Return that new pages of a site wait, as Markdown."""
    return TEXTS.text(language, SAID["new"], site=named(url), count=count)


def site_lines(sites: Sequence[tuple[Site, int]], language: Language) -> str:
    """Return watched sites, those where new pages wait first, and how to decide on these."""
    ranked = sorted(sites, key=lambda each: -each[1])
    lines = [_site_line(site, waiting, language) for site, waiting in ranked[:SHOWN_SITES]]
    if (further := len(ranked) - SHOWN_SITES) > 0:
        lines.append(TEXTS.text(language, MORE, count=further))
    if any(waiting for _, waiting in ranked):
        lines.append(f"-# {TEXTS.text(language, LOOK)}")
    return "\n".join(lines)


def _site_line(site: Site, waiting: int, language: Language) -> str:
    often = every(site.every, language)
    line = TEXTS.text(language, SITE_LINE, site=named(site.url), every=often, waiting=waiting)
    if site.trouble is None:
        return line
    trouble = LIBRARY.text(language, TROUBLES[site.trouble])
    return f"{line} · {TEXTS.text(language, TROUBLE, trouble=trouble)}"


def offers_embed(pages: Sequence[FoundPage], language: Language) -> discord.Embed:
    """Show the new pages of a site that wait for a decision."""
    embed = discord.Embed(description=_pages(pages, language), colour=ABSTAINED)
    embed.set_author(name=TEXTS.text(language, PREVIEW))
    embed.set_footer(text=TEXTS.text(language, UNDECIDED))
    return embed


def named(site: str) -> str:
    """Name a site by its address, or by its host where that can't be a link."""
    url = link(site)
    return f"<{url}>" if url is not None else escape(urlsplit(site).netloc)


def _pages(pages: Sequence[FoundPage], language: Language) -> str:
    lines: list[str] = []
    room = ROOM
    for number, page in enumerate(pages):
        draft = page.reading.draft
        kilobytes = max(1, round(len(draft.text.encode()) / 1000))
        size = TEXTS.plural(language, *SIZE, len(sentences_of(draft)), kilobytes=kilobytes)
        title = fit(one_line(draft.title), LINE_TITLE, lambda part: f"**{escape(part)}**")
        url = link(page.url)
        line = f"{title}\n-# {size}" + (f" · <{url}>" if url is not None else "")
        room -= width(line) + 1
        if room < 0:
            lines.append(TEXTS.text(language, MORE, count=len(pages) - number))
            break
        lines.append(line)
    return "\n".join(lines)


def left_out(survey: Survey, language: Language) -> list[str]:
    """Return what isn't among the pages and why, line by line."""
    lines = []
    for reason, left in survey.left_out.items():
        why = LIBRARY.text(language, WORDS[reason])
        lines.append(f"- {TEXTS.text(language, LEFT_OUT_LINE, why=why, count=left.count)}")
        lines += [f"  -# {fit(url, EXAMPLE_LIMIT)}" for url in left.examples[:1]]
    if survey.cut:
        lines.append(f"- {TEXTS.text(language, CUT)}")
    while len(lines) > 1 and width("\n".join(lines)) > FIELD_LIMIT:
        lines.pop()
    return lines
