"""A server's figures in words and bars, as Markdown. Pure.

Bars are squares (■□), which nearly every font for code has. Many lack the finer blocks (▁▂▃), and
a client then takes those from another font, of another width. A row ends with its bar, so that
wider squares move nothing else.
"""

from collections.abc import Sequence

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent

from bot.i18n import TEXTS
from bot.markdown import clean, escape, fit
from bot.memory.figures import Day, Insights
from index.i18n import N_, Language

LINE_LIMIT = 150
QUESTION_LIMIT = 100
ROW_WIDTH = 30
"""Characters of a row; a phone shows about as many in a code block before it wraps."""
BAR_MIN, BAR_WIDTH = 6, 24
"""Squares: a day's at least, whatever its number takes; those of the lists and of the opinions."""
DAYS_SHOWN = 14
"""More days are shown as weeks."""
WEEK = 7
SOLID, HOLLOW = "■", "□"

HEADING = N_("The last {days} days")
TODAY = N_("Today")
ASKED_ANSWERED = (
    N_("{asked} question · {share} answered"),
    N_("{asked} questions · {share} answered"),
)
NO_QUESTIONS = N_("No questions yet")
BY_DAY, BY_WEEK = N_("Questions a day"), N_("Questions a week")
ANSWERED_LABEL, SILENT_LABEL = N_("answered"), N_("not answered for certain")
FIRST_DAY, FIRST_DAYS = N_("first row: only {n} day"), N_("first row: only {n} days")
MOST_CITED = N_("Most cited sources")
UNANSWERED = N_("Asked most, and not answered")
THUMBS = N_("Opinions")
THUMBS_DOWN = N_("{share} thumbs down ({down} of {all})")
NO_THUMBS = N_("No opinions yet")
REASONS = N_("What was wrong with answers")
PRIVATE = N_("of an answer to a private question")


def insights_text(insights: Insights, language: Language) -> str:
    """Say how the questions fared: by day or week, cited most, missed most, liked."""
    parts = [f"**{_heading(insights, language)}**\n{_summary(insights, language)}"]
    if insights.asked:
        parts.append(_chart(insights.days, language))
    parts += [
        _ranking(TEXTS.text(language, title), rows, language)
        for title, rows in ((MOST_CITED, insights.cited), (UNANSWERED, insights.unanswered))
        if rows
    ]
    parts.append(_opinions(insights, language))
    if insights.reasons:
        parts.append(_reasons(insights.reasons, language))
    return "\n\n".join(parts)


def _heading(insights: Insights, language: Language) -> str:
    days = len(insights.days)
    return TEXTS.text(language, HEADING if days > 1 else TODAY, days=days)


def _summary(insights: Insights, language: Language) -> str:
    share = insights.answered_share
    if share is None:
        return TEXTS.text(language, NO_QUESTIONS)
    percent = format_percent(share, locale=language)
    asked = _number(insights.asked, language)
    return TEXTS.plural(language, *ASKED_ANSWERED, insights.asked, asked=asked, share=percent)


def _chart(days: Sequence[Day], language: Language) -> str:
    """Draw a row a day, or a week; weeks are counted back from today, so that the last is whole."""
    length = 1 if len(days) <= DAYS_SHOWN else WEEK
    ends = reversed(range(len(days), 0, -length))
    rows = [days[max(0, end - length) : end] for end in ends]
    legend = [
        f"{SOLID} {TEXTS.text(language, ANSWERED_LABEL)}",
        f"{HOLLOW} {TEXTS.text(language, SILENT_LABEL)}",
    ]
    if (first := len(rows[0])) < length:
        legend.append(TEXTS.plural(language, FIRST_DAY, FIRST_DAYS, first))
    title = TEXTS.text(language, BY_DAY if length == 1 else BY_WEEK)
    return f"**{title}**\n{' · '.join(legend)}\n```\n{_rows(rows, language)}\n```"


def _rows(rows: Sequence[Sequence[Day]], language: Language) -> str:
    asked = [sum(day.asked for day in row) for row in rows]
    answered = [sum(day.answered for day in row) for row in rows]
    dates = _right([format_skeleton("MMMd", row[0].day, locale=language) for row in rows])
    numbers = _right([_number(n, language) for n in asked])
    width = max(BAR_MIN, ROW_WIDTH - len(f"{dates[0]} {numbers[0]} "))
    # A square a question, where there is room for that.
    width = min(width, max(asked))
    bars = [bar(answered[n], asked[n], max(asked), width) for n in range(len(rows))]
    return "\n".join(" ".join(row).rstrip() for row in zip(dates, numbers, bars, strict=True))


def _right(texts: Sequence[str]) -> list[str]:
    width = max(map(len, texts))
    return [text.rjust(width) for text in texts]


def _ranking(title: str, rows: Sequence[tuple[str, int]], language: Language) -> str:
    most = max(n for _, n in rows)
    lines = [
        f"- {_number(n, language)} × {fit(' '.join(clean(text).split()), LINE_LIMIT) or '…'}\n"
        f"  `{bar(n, n, most, BAR_WIDTH)}`"
        for text, n in rows
    ]
    return "\n".join([f"**{escape(title)}**", *lines])


def _opinions(insights: Insights, language: Language) -> str:
    share = insights.thumbs_down_share
    if share is None:
        return TEXTS.text(language, NO_THUMBS)
    percent = format_percent(share, locale=language)
    down, total = insights.thumbs_down, insights.thumbs_up + insights.thumbs_down
    words = TEXTS.text(
        language,
        THUMBS_DOWN,
        share=percent,
        down=_number(down, language),
        all=_number(total, language),
    )
    drawn = bar(insights.thumbs_up, total, total, BAR_WIDTH)
    return f"**{TEXTS.text(language, THUMBS)}**\n{words}\n👍 `{drawn}` 👎"


def _reasons(reasons: Sequence[tuple[str, str]], language: Language) -> str:
    lines = []
    for question, reason in reasons:
        asked = fit(" ".join(clean(question).split()), QUESTION_LIMIT)
        said = fit(" ".join(clean(reason).split()), LINE_LIMIT)
        lines.append(f"- {said or '…'}\n-# {asked or TEXTS.text(language, PRIVATE)}")
    return "\n".join([f"**{TEXTS.text(language, REASONS)}**", *lines])


def bar(part: int, whole: int, most: int, width: int) -> str:
    """Draw `whole` to a scale on which `most` takes `width` squares, `part` of it solid.

    What there is gets a square, however little it is; so does each side of two, given two squares.
    """
    if not whole:
        return ""
    length = max(1, round(whole / most * width))
    solid = round(part / whole * length)
    if length > 1:
        solid = min(max(solid, part > 0), length - (part < whole))
    return SOLID * solid + HOLLOW * (length - solid)


def _number(n: int, language: Language) -> str:
    return str(format_decimal(n, locale=language))
