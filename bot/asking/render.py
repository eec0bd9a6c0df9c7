"""Answer -> what Discord shows. Pure: nothing here knows a connection or opens a library.

Every limit is Discord's (Embed Limits in its documentation of messages). Text that people or
articles wrote is escaped and reads verbatim; Markdown comes from here only.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from urllib.parse import quote as percent_encode

import discord

from bot.i18n import TEXTS
from bot.markdown import (
    ELLIPSIS,
    clean,
    escape,
    fit,
    hidden_in,
    one_line,
    quote,
    split,
    width,
    without_hidden,
)
from index.asking.answers import LIMITED, Answer, Certainty, Citation, Evidence, Outcome
from index.asking.context import Context
from index.asking.missing import left_out, nothing_says
from index.asking.trail import SEPARATOR, trail
from index.dates import format_known_date, format_validity
from index.i18n import N_, Language
from index.models import Article

CONTENT_LIMIT = 2000
TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
SHORT_LIMIT = 200
PART_LIMIT = 200
"""Of each of several questions, above its answer."""
SOURCE_TITLE_LIMIT = 64
"""With date and place that is two lines on a phone."""
HEADINGS_LIMIT = 100
"""Of the headings below an article's title: two lines more."""
INTRODUCTION_LIMIT = 160
URL_LIMIT = 400
BUTTON_URL_LIMIT = 512
FIRST_EXCERPT, FURTHER_EXCERPT = 700, 350
"""What an excerpt gets, context included; a phone shows some 45 characters a line."""
NEIGHBOUR_LIMIT = 900
"""What each neighbouring paragraph gets in the context view."""

ANSWERED = discord.Colour(0x2A9D8F)
PERHAPS = discord.Colour(0xE0A526)
ABSTAINED = discord.Colour(0x7A828E)
COLOURS: dict[Outcome, discord.Colour] = {
    "answer": ANSWERED,
    "perhaps": PERHAPS,
    "silent": ABSTAINED,
}

MAY_FIT = N_("This may fit, but it isn't certain.")
SHORT = {"yes": N_("Yes"), "no": N_("No")}
FURTHER = (
    N_("… and {n} more; “Context” shows it"),
    N_("… and {n} more; “Context” shows them"),
)
NO_ANSWER = N_("The sources don't say.")
NO_CERTAIN_ANSWER = N_("No source answers this for certain.")
NEAREST = N_("Closest to it, but not an answer:")
NEAREST_IN_DOUBT = N_("Closest to it; see whether it fits:")
DIFFERING = N_("The sources differ.")
DIFFERING_BY_DATE = N_("The sources differ; the newest comes first.")
AS_OF = N_("{words} → as of {date}")
QUOTED = N_("“{words}”")
SHARED_ONLY = N_("Here only the shared sources are asked")
SEE = N_(r"See \[{number}\].")
PASSAGES = N_("Further passages")
NO_PASSAGES = N_("There are no further passages.")
CONTEXT = N_("Context of [{number}]")
PAGE = N_("{page} of {pages}")
ON_PAGE = N_("page {page}")
PLACE = N_("paragraph {paragraph}, sentence {sentence}")
FIXED = N_("Fixed answer · quoted word for word")
CERTAINTY: dict[Certainty, str] = {
    "high": N_("Very sure · quoted word for word"),
    "good": N_("Fairly sure · quoted word for word"),
    "fair": N_("Not sure · read the excerpt to check"),
}


def answer_embed(answer: Answer, language: Language, *, shared_only: bool = False) -> discord.Embed:
    """Show an answer with its excerpts, or an abstention with the nearest passages.

    `shared_only` says that no server's own sources were asked.
    """
    embed = discord.Embed(
        title=fit(one_line(answer.question), TITLE_LIMIT),
        description=_description(answer, language),
        colour=COLOURS[answer.outcome],
    )
    if foot := _foot(answer, language, shared_only=shared_only):
        embed.set_footer(text=foot)
    return embed


def answer_messages(answer: Answer, language: Language, *, shared_only: bool = False) -> list[str]:
    """Show the same as plain messages, for channels where the bot may not embed."""
    title = fit(one_line(answer.question), TITLE_LIMIT, lambda text: f"**{escape(text)}**")
    blocks = [title, _description(answer, language)]
    if foot := _foot(answer, language, shared_only=shared_only):
        blocks.append(f"-# {escape(foot)}")
    return split("\n\n".join(blocks), CONTENT_LIMIT)


def links(answer: Answer) -> list[tuple[int, str]]:
    """Return the numbers and addresses of the cited articles that have one, each address once."""
    numbers: dict[str, int] = {}
    for citation in answer.citations:
        url = link(citation.article.url, BUTTON_URL_LIMIT)
        if url is not None:
            numbers.setdefault(url, citation.number)
    return [(number, url) for url, number in numbers.items()]


def context_embed(
    context: Context, language: Language, page: int = 0, pages: int = 1
) -> discord.Embed:
    """Show a quoted sentence in its paragraph, between the paragraphs around it."""
    article, quoted = context.article, context.quote
    # Paragraphs can be long; what can't be shown of them isn't looked at.
    previous, after, following = (
        clean(text[:DESCRIPTION_LIMIT])
        for text in (context.previous, context.after, context.following)
    )
    before = clean(context.before) if len(context.before) < DESCRIPTION_LIMIT else ""
    sentence = clean(context.sentence)
    text = article.text
    hides = _hiding(text, text.rfind(context.previous, 0, quoted.start))
    parts = [fit(previous, NEIGHBOUR_LIMIT, hides)] if previous else []
    own = before + sentence + after
    bold = slice(len(before), len(before + sentence))
    hides = _hiding(text, text.find(context.following, quoted.end))
    following = fit(following, NEIGHBOUR_LIMIT, hides) if following else ""
    # A piece of a long paragraph begins anywhere after the quote.
    begins = quoted.start - len(before) if sentence else text.find(context.after, quoted.end)
    frame = "\n".join([_place(article, language, []), *_expired(context, language)])
    left = DESCRIPTION_LIMIT - sum(width(part) + 8 for part in [frame, *parts, following])
    if width(quote(before, slice(0, 0))) + width(quote(sentence)) > left:
        own, bold = own[len(before) :], slice(0, len(sentence))
        begins += len(before)
    parts.append(fit(own, left, _hiding(text, begins, bold)))
    parts += [following] if following else []
    heading = TEXTS.text(language, CONTEXT, number=quoted.number)
    return _paged(
        discord.Embed(
            title=escape(heading),
            description="\n\n".join([frame, *parts]),
            colour=ANSWERED,
        ),
        language,
        page,
        pages,
    )


def _hiding(text: str, start: int, bold: slice = slice(0, 0)) -> Callable[[str], str]:
    """Return what quotes a part of an article's text that begins at `start`, with its spoilers."""
    hidden = hidden_in(text, start)
    return lambda part: quote(part, bold, hidden)


def passages_embed(
    question: str, citations: Sequence[Citation], language: Language, page: int, pages: int
) -> discord.Embed:
    """Show passages that were found for a question without being called an answer."""
    heading = f"**{TEXTS.text(language, PASSAGES if citations else NO_PASSAGES)}**"
    blocks, left = [heading], DESCRIPTION_LIMIT - width(heading)
    for position, citation in enumerate(citations):
        share = left // (len(citations) - position) - len("\n\n")
        blocks.append(_evidence(citation, language, share, context=True, bold=False))
        left -= width(blocks[-1]) + len("\n\n")
    embed = discord.Embed(
        title=fit(one_line(question), TITLE_LIMIT),
        description="\n\n".join(blocks),
        colour=ABSTAINED,
    )
    return _paged(embed, language, page, pages)


def _paged(embed: discord.Embed, language: Language, page: int, pages: int) -> discord.Embed:
    if pages > 1:
        embed.set_footer(text=TEXTS.text(language, PAGE, page=page + 1, pages=pages))
    return embed


def _foot(answer: Answer, language: Language, *, shared_only: bool) -> str:
    certain = answer.outcome == "answer"
    how = FIXED if answer.pinned else CERTAINTY[answer.certainty]
    parts = [TEXTS.text(language, how)] if certain else []
    parts += [TEXTS.text(language, SHARED_ONLY)] if shared_only else []
    return "\n".join(parts)


def _description(answer: Answer, language: Language) -> str:
    if not answer.parts:
        return _body(answer, language, DESCRIPTION_LIMIT, set())
    note = left_out(answer.left_out, language)
    last = [f"-# {escape(note)}"] if note else []
    left = DESCRIPTION_LIMIT - sum(width(text) + len("\n\n") for text in last)
    shares = len(answer.parts) + (1 if answer.nearest else 0)
    blocks: list[str] = []
    shown: set[int] = set()
    for position, part in enumerate(answer.parts):
        room = left // (shares - position) - len("\n\n")
        heading = _numbered(part, position + 1)
        body = _body(part, language, room - width(heading) - len("\n"), shown)
        blocks.append(f"{heading}\n{body}")
        shown.update(citation.number for citation in part.citations)
        left -= width(blocks[-1]) + len("\n\n")
    if answer.nearest:
        blocks.append(_nearest(answer, language))
        left -= width(blocks[-1]) + len("\n\n")
        blocks += _passages(answer, language, left, shown)
    return "\n\n".join([*blocks, *last])


def _numbered(part: Answer, number: int) -> str:
    question = one_line(part.question)
    # The half of a sentence begins with a small letter.
    question = question[:1].upper() + question[1:]
    return fit(question, PART_LIMIT, lambda text: f"**{number}. {escape(text)}**")


def _body(answer: Answer, language: Language, limit: int, shown: Collection[int]) -> str:
    """Show what answers one question, in at most `limit`; the numbers alone of what is `shown`."""
    lead = _lead(answer, language)
    blocks = [lead] if lead else []
    return "\n\n".join([*blocks, *_passages(answer, language, limit - width(lead), shown)])


def _passages(
    answer: Answer, language: Language, left: int, shown: Collection[int]
) -> Iterator[str]:
    citations = answer.citations or answer.nearest
    for position, citation in enumerate(citations):
        # Each gets an equal share of what is left; what a short one leaves goes to the next ones.
        share = left // (len(citations) - position) - len("\n\n")
        # What is no answer is kept short: the sentence alone, nothing bold.
        answers = not answer.abstained
        if citation.number in shown:
            block = "-# " + TEXTS.text(language, SEE, number=citation.number)
        else:
            block = _evidence(citation, language, share, context=answers, bold=answers)
        yield block
        left -= width(block) + len("\n\n")


def _lead(answer: Answer, language: Language) -> str:
    """Say what the quotes below don't: how sure it is, and in one word what they say."""
    missing = nothing_says(answer.missing, language)
    if answer.abstained:
        silence = NO_CERTAIN_ANSWER if answer.doubtful else NO_ANSWER
        lines = [f"**{TEXTS.text(language, silence)}**", missing]
        lines += [_nearest(answer, language)] if answer.nearest else []
        return "\n".join(filter(None, lines))
    lines = [f"*{TEXTS.text(language, MAY_FIT)}*", missing] if answer.perhaps else []
    if answer.differing:
        note = DIFFERING_BY_DATE if answer.newest_first else DIFFERING
        lines.append(f"**{TEXTS.text(language, note)}**")
    elif answer.short is not None and not answer.perhaps:
        first = answer.citations[0].evidence
        short = answer.short
        if first.short in SHORT:
            said = TEXTS.text(language, SHORT[first.short])
            short = LIMITED.join(filter(None, (said, first.limited)))
        show = _secretly if _is_hidden(first) else escape
        lines.append(fit(clean(short), SHORT_LIMIT, lambda text: f"**{show(text)}**"))
    return "\n".join(filter(None, lines))


def _secretly(text: str) -> str:
    return f"||{escape(text.replace('||', ''))}||"


def _is_hidden(evidence: Evidence) -> bool:
    """Tell whether the words that answer are within a spoiler, or what limits them."""
    places = [*([evidence.phrase] if evidence.phrase else []), *evidence.limits]
    return any(
        start < hidden.stop and hidden.start < end
        for hidden in hidden_in(evidence.article.text)
        for start, end in places
    )


def _nearest(answer: Answer, language: Language) -> str:
    return TEXTS.text(language, NEAREST_IN_DOUBT if answer.doubtful else NEAREST)


def _evidence(
    citation: Citation, language: Language, limit: int, *, context: bool, bold: bool
) -> str:
    """Show what a passage says and, below it, where it is from, in at most `limit`."""
    above = _expired(citation, language)
    above += [_introduction(citation, min(INTRODUCTION_LIMIT, limit // 4), context=context)]
    below = [_further(citation, language), _relative_dates(citation, language)] if context else []
    below += [_source(citation, language, min(HEADINGS_LIMIT, limit // 4))]
    frame = [line for line in (*above, *below) if line]
    room = limit - sum(width(line) + 1 for line in frame)
    excerpt = _excerpt(citation, room, context=context, emphasise=bold)
    return "\n".join(line for line in (*above, excerpt, *below) if line)


def _expired(shown: Citation | Context, language: Language) -> list[str]:
    """Say that a source's last day is over, if it is."""
    ends = shown.article.valid_until
    if not shown.expired or ends is None:
        return []
    said = format_validity(ends, language, expired=True)
    return [f"-# ⌛ **{said[:1].upper()}{said[1:]}**"]


def _further(citation: Citation, language: Language) -> str:
    """Say how many items of a list aren't shown."""
    count = citation.evidence.further
    return f"-# {TEXTS.plural(language, *FURTHER, count)}" if count else ""


def _introduction(citation: Citation, limit: int, *, context: bool) -> str:
    """Show what the excerpt doesn't say itself but is understood with, such as a header row.

    Small and outside of the quote, for it isn't a part of it.
    """
    shown = citation.excerpt if context else citation.sentence.text
    line = one_line(without_hidden(SEPARATOR.join(citation.introduction(shown))))
    return fit(line, limit, lambda text: f"-# {escape(text)}") if line else ""


def _source(citation: Citation, language: Language, limit: int) -> str:
    article, span = citation.article, citation.sentence.span
    place = [TEXTS.text(language, PLACE, paragraph=span.paragraph, sentence=span.number)]
    if citation.page is not None:
        place.insert(0, TEXTS.text(language, ON_PAGE, page=citation.page))
    headings = [one_line(without_hidden(heading)) for heading in citation.path[1:]]
    return rf"-# **\[{citation.number}\]** " + _place(
        article, language, place, _headings(headings, limit)
    )


def _headings(headings: Sequence[str], limit: int) -> str:
    """Show the headings that something stands under; of too many, those in the middle go."""
    room = limit - len(SEPARATOR)
    shown = fit(trail(headings, room, lambda text: width(escape(text))), room)
    return SEPARATOR + shown if shown else ""


def _place(article: Article, language: Language, rest: list[str], headings: str = "") -> str:
    when = [format_known_date(article.date, language)] if article.date else []
    return " · ".join([_title(article) + headings, *when, *rest])


def _relative_dates(citation: Citation, language: Language) -> str:
    """Say what words such as "yesterday" are relative to."""
    date = citation.article.date
    if not citation.relative_dates or not date:
        return ""
    words = ", ".join(TEXTS.text(language, QUOTED, words=w) for w in citation.relative_dates[:3])
    text = TEXTS.text(language, AS_OF, words=words, date=format_known_date(date, language))
    return fit(one_line(text), SOURCE_TITLE_LIMIT * 2, lambda text: f"-# {escape(text)}")


def _title(article: Article) -> str:
    title = one_line(article.title)
    shown = fit(title, SOURCE_TITLE_LIMIT)
    url = link(article.url)
    if url is None:
        return shown
    # A bracket inside of a link's text ends the link, escaped or not.
    return f"{shown} [↗]({url})" if {"[", "]"} & set(title) else f"[{shown}]({url})"


def link(url: str | None, limit: int = URL_LIMIT) -> str | None:
    """Return a web address as a link takes it; None if it is none, or too long."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    encoded = percent_encode(clean(url), safe=":/?#@!$&'*+,;=%~-._")
    return encoded if len(encoded) <= limit else None


def _excerpt(citation: Citation, limit: int, *, context: bool, emphasise: bool) -> str:
    text, start = citation.article.text, citation.evidence.start
    if not context:
        hides = _hiding(text, citation.sentence.span.start)
        return fit(clean(citation.sentence.text), limit, hides)
    before, sentence, after = map(clean, citation.marked)
    ahead, words, _ = map(clean, citation.answering)
    # Where in the sentence the words that answer begin.
    within = max(0, len(ahead) - len(before))
    bare = width(quote(sentence, slice(0, len(sentence))))
    size = FIRST_EXCERPT if citation.number == 1 else FURTHER_EXCERPT
    limit = min(limit, max(size, bare + 2 * len(ELLIPSIS)))
    # A whole list is the answer, and so is a sentence without anything around it.
    alone = not (before + after).strip() and words == sentence
    emphasise = emphasise and not alone and citation.evidence.whole is None
    if before.strip() and width(quote(before)) + bare > limit - len(ELLIPSIS):
        # The sentence matters more than what comes before it.
        start += len(before)
        before = ELLIPSIS.strip() + " "
        start -= len(before)
    begins = len(before) + within
    bold = slice(begins, begins + len(words)) if emphasise else slice(0, 0)
    return fit(before + sentence + after, limit, _hiding(text, start, bold))
