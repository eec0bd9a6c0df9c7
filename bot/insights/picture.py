"""A server's figures as a picture that is readable on a phone. Pure: numbers -> PNG.

Drawn by matplotlib's Agg, without a window and without `pyplot`, whose state is global.
"""

import io
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ticker import MaxNLocator

from bot.i18n import TEXTS
from bot.insights.words import (
    ANSWERED_LABEL,
    BY_DAY,
    MOST_CITED,
    NOTHING,
    SILENT_LABEL,
    THUMBS,
    UNANSWERED,
    heading,
    number,
    opinions,
    summary,
)
from bot.markdown import clean
from bot.memory.figures import Insights
from index.i18n import Language

WIDTH, DPI = 6.0, 180
"""Inches and dots an inch: 1080 pixels, a phone's width."""
HEAD, DAYS, BARS, ROW, OPINIONS, GAP = 0.5, 2.1, 0.1, 0.4, 0.5, 0.35
"""Inches that the parts take; `ROW` each of a part's rows, `GAP` each part's title."""
ROWS = 5
"""Of the most frequent ones."""
LABEL_LIMIT = 46
DATES = 5

ASKED, ANSWERED, SILENT, DOWN = "#c9ced6", "#2a9d8f", "#7a828e", "#d1495b"
INK, PALE, PAPER, TRACK = "#22262b", "#6b7280", "#ffffff", "#eef0f3"


def draw(insights: Insights, language: Language) -> bytes:
    """Draw a server's days, its most cited sources, what is missing and what people think."""
    heights = (
        *(HEAD, DAYS),
        *(BARS + ROW * max(1, len(rows[:ROWS])) for rows in (insights.cited, insights.unanswered)),
        OPINIONS,
    )
    size = (WIDTH, sum(heights) + GAP * len(heights))
    figure = Figure(figsize=size, dpi=DPI, facecolor=PAPER, layout="constrained")
    figure.set_layout_engine("constrained", h_pad=0.1, w_pad=0.12)
    FigureCanvasAgg(figure)
    head, days, cited, silent, thumbs = figure.subplots(len(heights), 1, height_ratios=heights)
    _heading(head, insights, language)
    _days(days, insights, language)
    _bars(cited, TEXTS.text(language, MOST_CITED), insights.cited, ANSWERED, language)
    _bars(silent, TEXTS.text(language, UNANSWERED), insights.unanswered, SILENT, language)
    _thumbs(thumbs, insights, language)
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return png.getvalue()


def _heading(axes: Axes, insights: Insights, language: Language) -> None:
    axes.axis("off")
    axes.text(0, 1, heading(insights, language), size=19, weight="bold", color=INK, va="top")
    axes.text(0, 0, summary(insights, language), size=13, color=PALE, va="center")


def _days(axes: Axes, insights: Insights, language: Language) -> None:
    _title(axes, TEXTS.text(language, BY_DAY))
    positions = range(len(insights.days))
    answered = [day.answered for day in insights.days]
    silent = [day.asked - day.answered for day in insights.days]
    width = 0.8 if len(positions) > 1 else 0.3
    labels = TEXTS.text(language, ANSWERED_LABEL), TEXTS.text(language, SILENT_LABEL)
    axes.bar(positions, answered, width, color=ANSWERED, label=labels[0])
    axes.bar(positions, silent, width, bottom=answered, color=ASKED, label=labels[1])
    step = max(1, -(-len(positions) // DATES))
    # Counted from today, so that today has its date.
    ticks = list(positions)[::-1][::step][::-1]
    days = [insights.days[position].day for position in ticks]
    shown = [format_date(day, "d. MMM" if language == "de" else "MMM d", language) for day in days]
    axes.set_xticks(ticks, shown)
    axes.set_xlim(
        -0.6 if len(positions) > 1 else -1, len(positions) - (0.4 if positions[1:] else 0)
    )
    axes.set_ylim(0, max(4, *(day.asked for day in insights.days)) * 1.05)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(labelsize=11, length=0, labelcolor=PALE)
    axes.grid(axis="y", color="#e7e9ed")
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(ASKED)
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=2,
        frameon=False,
        fontsize=11,
        labelcolor=PALE,
        handlelength=0.9,
        handleheight=0.9,
        columnspacing=1.2,
        borderaxespad=0.2,
    )


def _bars(
    axes: Axes, title: str, rows: tuple[tuple[str, int], ...], colour: str, language: Language
) -> None:
    """Draw one bar a row, with its words above it: beside it there is no room on a phone."""
    _title(axes, title)
    axes.axis("off")
    rows = rows[:ROWS]
    axes.set_xlim(0, 1)
    axes.set_ylim(max(1, len(rows)), 0)
    most = max((n for _, n in rows), default=1)
    if not rows:
        axes.text(0, 0.4, TEXTS.text(language, NOTHING), size=12, color=PALE, va="center")
    for place, (label, n) in enumerate(rows):
        text: dict[str, Any] = {"y": place + 0.36, "size": 12, "va": "center", "parse_math": False}
        axes.text(0, s=_drawable(label), color=INK, **text)
        axes.text(1, s=number(n, language), color=PALE, ha="right", **text)
        axes.barh(place + 0.8, 1, 0.16, color=TRACK)
        axes.barh(place + 0.8, n / most, 0.16, color=colour)


def _thumbs(axes: Axes, insights: Insights, language: Language) -> None:
    _title(axes, TEXTS.text(language, THUMBS))
    axes.axis("off")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    share = insights.thumbs_down_share
    if share is not None:
        axes.barh(0.25, 1, 0.3, color=ANSWERED)
        axes.barh(0.25, share, 0.3, color=DOWN)
    axes.text(0, 0.75, opinions(insights, language), size=12, color=PALE, va="center")


def _title(axes: Axes, text: str) -> None:
    axes.set_title(text, loc="left", size=13, weight="bold", color=INK)


def _drawable(text: str) -> str:
    """Return a line of what the font has; what it hasn't, such as emoji, is left out."""
    known = _letters()
    line = " ".join("".join(c for c in clean(text) if ord(c) in known or c.isspace()).split())
    if len(line) > LABEL_LIMIT:
        line = line[: LABEL_LIMIT - 1].rstrip() + "…"
    return line or "…"


@lru_cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties())).get_charmap())
