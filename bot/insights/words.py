"""A server's figures in words: below the picture, and for whoever can't see it. Pure."""

from babel.numbers import format_decimal, format_percent

from bot.i18n import TEXTS
from bot.markdown import clean, escape, fit
from bot.memory.figures import Insights
from index.i18n import N_, Language

LINE_LIMIT = 150

HEADING = N_("The last {days} days")
TODAY = N_("Today")
ASKED_ANSWERED = N_("{asked} questions · {share} answered")
NO_QUESTIONS = N_("No questions yet")
BY_DAY = N_("Questions a day")
ANSWERED_LABEL, SILENT_LABEL = N_("answered"), N_("not answered")
MOST_CITED = N_("Most cited sources")
UNANSWERED = N_("Asked most, and not answered")
THUMBS = N_("Opinions")
THUMBS_DOWN = N_("{share} thumbs down ({down} of {all})")
NO_THUMBS = N_("No opinions yet")
NOTHING = N_("Nothing yet")


def in_words(insights: Insights, language: Language) -> str:
    """Say as Markdown all that the picture shows, but for the single days."""
    parts = [
        f"**{heading(insights, language)}**\n{summary(insights, language)}",
        *(
            _list(TEXTS.text(language, title), rows, language)
            for title, rows in (
                (MOST_CITED, insights.cited),
                (UNANSWERED, insights.unanswered),
            )
            if rows
        ),
        opinions(insights, language),
    ]
    return "\n\n".join(parts)


def _list(title: str, rows: tuple[tuple[str, int], ...], language: Language) -> str:
    lines = [
        f"- {number(n, language)} × {fit(' '.join(clean(text).split()), LINE_LIMIT)}"
        for text, n in rows
    ]
    return "\n".join([f"**{escape(title)}**", *lines])


def summary(insights: Insights, language: Language) -> str:
    """Say in one line how the questions fared."""
    share = insights.answered_share
    if share is None:
        return TEXTS.text(language, NO_QUESTIONS)
    percent = format_percent(share, locale=language)
    return TEXTS.text(
        language, ASKED_ANSWERED, asked=number(insights.asked, language), share=percent
    )


def heading(insights: Insights, language: Language) -> str:
    """Name the days."""
    days = len(insights.days)
    return TEXTS.text(language, HEADING if days > 1 else TODAY, days=days)


def opinions(insights: Insights, language: Language) -> str:
    """Say in one line what people thought of the answers."""
    share = insights.thumbs_down_share
    if share is None:
        return TEXTS.text(language, NO_THUMBS)
    percent = format_percent(share, locale=language)
    down, total = insights.thumbs_down, insights.thumbs_up + insights.thumbs_down
    return TEXTS.text(language, THUMBS_DOWN, share=percent, down=down, all=total)


def number(n: int, language: Language) -> str:
    """Write a number as people do."""
    return str(format_decimal(n, locale=language))
