"""A server's figures in words and bars, whatever there is, within Discord's limits."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insights.words import bar, insights_text
from bot.markdown import ELLIPSIS, clean, width
from bot.memory.figures import Day, Insights
from index.i18n import LANGUAGES, Language
from tests.bot.discord.markdown import read
from tests.bot.test_markdown import texts

TODAY = date(2026, 3, 31)
DESCRIPTION_LIMIT = 4096
PHONE = 30
"""Characters of a code block's line that a phone shows."""


def made(
    *asked: tuple[int, int],
    rows: tuple[tuple[str, int], ...] = (),
    thumbs: tuple[int, int] = (0, 0),
    reasons: tuple[tuple[str, str], ...] = (),
    today: date = TODAY,
) -> Insights:
    """Days with their questions and how many were answered, `today` last."""
    first = today - timedelta(days=len(asked) - 1)
    days = tuple(Day(first + timedelta(days=n), *counts) for n, counts in enumerate(asked))
    return Insights(days, rows, rows, *thumbs, reasons)


def chart(text: str) -> list[str]:
    """The rows of the days or weeks."""
    [block] = re.findall(r"```\n(.*)\n```", text, re.DOTALL)
    return str(block).split("\n")


def day(most: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.integers(0, most).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def servers(most: int) -> st.SearchStrategy[Insights]:
    """Servers with up to `most` of everything."""
    counts = st.integers(1, most)
    rows = st.lists(st.tuples(texts, counts), max_size=5).map(tuple)
    days = st.lists(day(most), min_size=1, max_size=90)
    thumbs = st.tuples(st.integers(0, most), st.integers(0, most))
    reasons = st.lists(st.tuples(texts, texts), max_size=5).map(tuple)
    return st.builds(
        lambda days, **rest: made(*days, **rest),
        days,
        rows=rows,
        thumbs=thumbs,
        reasons=reasons,
        today=st.dates(date(2026, 4, 1), date(2027, 3, 31)),
    )


def test_a_week_is_a_row_a_day_with_what_was_answered_solid_and_what_was_not_hollow() -> None:
    week = made((8, 8), (4, 1), (0, 0), (1, 0), (2, 1), (16, 12), (12, 0), thumbs=(3, 1))
    assert insights_text(week, "de") == (
        "**Die letzten 7 Tage**\n43 Fragen · 51\xa0% beantwortet\n\n"
        "**Fragen pro Tag**\n■ beantwortet · □ nicht sicher beantwortet\n```\n"
        "25. März  8 ■■■■■■■■\n"
        "26. März  4 ■□□□\n"
        "27. März  0\n"
        "28. März  1 □\n"
        "29. März  2 ■□\n"
        "30. März 16 ■■■■■■■■■■■■□□□□\n"
        "31. März 12 □□□□□□□□□□□□\n"
        "```\n\n"
        "**Bewertungen**\n25\xa0% Daumen runter (1 von 4)\n👍 `■■■■■■■■■■■■■■■■■■□□□□□□` 👎"
    )


def test_more_than_two_weeks_are_a_row_a_week_and_the_latest_week_is_whole() -> None:
    text = insights_text(made(*[(1, 1)] * 2, *[(2, 1)] * 28), "en")
    assert (
        "**Questions a week**\n"
        "■ answered · □ not answered for certain · first row: only 2 days\n```\n"
        " Mar 2  2 ■■\n"
        " Mar 4 14 ■■■■■■■□□□□□□□\n"
        "Mar 11 14 ■■■■■■■□□□□□□□\n"
        "Mar 18 14 ■■■■■■■□□□□□□□\n"
        "Mar 25 14 ■■■■■■■□□□□□□□\n"
        "```"
    ) in text
    assert len(chart(insights_text(made(*[(1, 1)] * 90), "en"))) == 13


def test_the_first_row_is_told_to_be_shorter_only_where_it_is() -> None:
    fortnight = insights_text(made(*[(1, 1)] * 14), "de")
    assert (len(chart(fortnight)), "erste Zeile" in fortnight) == (14, False)
    assert "□ nicht sicher beantwortet · erste Zeile nur 1 Tag\n" in insights_text(
        made(*[(1, 1)] * 15), "de"
    )
    assert "erste Zeile" not in insights_text(made(*[(1, 1)] * 21), "de")


def test_the_most_frequent_have_their_number_their_words_and_a_bar() -> None:
    rows = (("**fett** @everyone", 1234), ("Zwei\nZeilen", 617), ("\x00\n ", 1), (" ", 1))
    text = insights_text(made((1, 1), rows=rows), "de")
    ranking = (
        "- 1.234 × \\*\\*fett\\*\\* \\@everyone\n  `■■■■■■■■■■■■■■■■■■■■■■■■`\n"
        "- 617 × Zwei Zeilen\n  `■■■■■■■■■■■■`\n"
        "- 1 × \N{REPLACEMENT CHARACTER}\n  `■`\n"
        "- 1 × …\n  `■`"
    )
    assert text.split("\n\n")[2:4] == [
        f"**Am häufigsten zitierte Quellen**\n{ranking}",
        f"**Am häufigsten gefragt und nicht beantwortet**\n{ranking}",
    ]


def test_where_nothing_was_asked_there_are_words_and_no_empty_bars() -> None:
    assert insights_text(made((0, 0)), "en") == "**Today**\nNo questions yet\n\nNo opinions yet"
    assert insights_text(made(*[(0, 0)] * 30), "de") == (
        "**Die letzten 30 Tage**\nNoch keine Fragen\n\nNoch keine Bewertungen"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(insights=servers(10**15))
def test_any_server_fits_into_an_embed(insights: Insights, language: Language) -> None:
    assert width(insights_text(insights, language)) <= DESCRIPTION_LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
@given(insights=servers(99_999))
def test_no_row_is_wider_than_a_phone_and_all_bars_begin_at_the_same_place(
    insights: Insights, language: Language
) -> None:
    if insights.asked:
        rows = chart(insights_text(insights, language))
        widest, squares = max(map(len, rows)), sum(map("".join(rows).count, "■□"))
        # Where there is room, a question is a square.
        assert widest == PHONE or (widest < PHONE and squares == insights.asked)
        assert (
            len({min(map(row.find, set(row) & {"■", "□"})) for row in rows if row[-1] in "■□"}) == 1
        )


@given(servers(10**6))
def test_what_people_wrote_reads_verbatim_and_marks_nothing(insights: Insights) -> None:
    lines = [
        read(line) for line in insights_text(insights, "en").split("\n") if line.startswith("- ")
    ]
    counted = [*insights.cited, *insights.unanswered]
    texts = [f"{n:,} × {' '.join(clean(title).split()) or '…'}" for title, n in counted]
    texts += [" ".join(clean(reason).split()) or "…" for _, reason in insights.reasons]
    for line, whole in zip(lines, texts, strict=True):
        assert line.marks == [("list", line.text)]
        assert line.text == whole or whole.startswith(line.text.removesuffix(ELLIPSIS))


@given(st.integers(1, 10**9), st.data(), st.integers(2, 30))
def test_a_bar_shows_both_sides_wherever_it_has_two_squares(
    most: int, data: st.DataObject, squares: int
) -> None:
    whole = data.draw(st.integers(0, most))
    part = data.draw(st.integers(0, whole))
    drawn = bar(part, whole, most, squares)
    solid, hollow = drawn.count("■"), drawn.count("□")
    assert drawn == "■" * solid + "□" * hollow
    assert abs(len(drawn) - whole / most * squares) <= 1
    assert bool(drawn) is (whole > 0)
    assert len(bar(part, most, most, squares)) == squares
    if len(drawn) > 1:
        assert (solid > 0, hollow > 0) == (part > 0, part < whole)
        assert abs(solid - part / whole * len(drawn)) <= 1


def test_what_people_found_wrong_is_said_with_its_question_unless_that_was_private() -> None:
    reasons = (("Wann *öffnet* das Bad?", "Veraltet,\nseit März"), ("", "Am Thema vorbei"))
    text = insights_text(made((2, 2), thumbs=(0, 2), reasons=reasons), "de")
    assert text.endswith(
        "**Was an Antworten nicht stimmte**\n"
        "- Veraltet, seit März\n-# Wann \\*öffnet\\* das Bad?\n"
        "- Am Thema vorbei\n-# zu einer privat gestellten Frage"
    )


@pytest.mark.parametrize(("language", "said"), [("de", "1 Frage · "), ("en", "1 question · ")])
def test_a_single_question_is_one(language: str, said: str) -> None:
    day = Day(date(2026, 7, 1), 1, 1)
    shown = insights_text(Insights((day,), (), (), 0, 0), language)
    assert shown.split("\n")[1].startswith(said)
