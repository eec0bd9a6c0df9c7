"""The picture of a server's figures: drawn whatever there is, without a warning."""

from datetime import date, timedelta

import pytest

from bot.insights.drawing import draw_apart
from bot.insights.picture import draw
from bot.insights.words import in_words
from bot.memory.figures import Day, Insights
from index.i18n import LANGUAGES, Language

TODAY = date(2026, 3, 31)


def made(days: int, asked: int = 0, *rows: tuple[str, int], thumbs: int = 0) -> Insights:
    first = TODAY - timedelta(days=days - 1)
    each = tuple(Day(first + timedelta(days=n), asked, asked // 2) for n in range(days))
    return Insights(each, rows, rows, thumbs, thumbs)


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "insights",
    [
        made(30),
        made(1, 8, ("Brücke", 3), thumbs=1),
        made(
            90,
            20_000,
            *[(f"Eine Quelle mit sehr langem Titel, Nummer {n} " * 3, n) for n in range(9)],
        ),
    ],
    ids=["empty", "a day", "ninety days"],
)
def test_it_is_as_wide_as_a_phone_and_as_high_as_it_needs(
    insights: Insights, language: Language
) -> None:
    width, height = size(draw(insights, language))
    assert width == 1080
    assert height == size(draw(insights, language))[1]
    rows = len(insights.cited[:5])
    assert (height > 1400) is (rows == 5)
    assert (height < 1150) is (rows < 2)


@pytest.mark.parametrize(
    "title", ["$x^2$ und $\\frac{1}{$", "规则 🎉", "\u202eumgekehrt", "\x00\n", ""]
)
def test_whatever_a_title_holds_is_no_formula_and_no_warning(title: str) -> None:
    assert size(draw(made(7, 3, (title, 2)), "de"))[0] == 1080


def test_the_picture_is_the_same_from_a_process_of_its_own() -> None:
    insights = made(7, 3, ("Größe", 2), thumbs=1)
    assert draw_apart(insights, "de") == draw(insights, "de")


def test_words_say_what_the_picture_shows_and_escape_what_people_wrote() -> None:
    text = in_words(made(2, 700, ("**fett** @everyone", 1234), thumbs=1), "de")
    assert text.split("\n\n") == [
        "**Die letzten 2 Tage**\n1.400 Fragen · 50\xa0% beantwortet",
        "**Am häufigsten zitierte Quellen**\n- 1.234 × \\*\\*fett\\*\\* \\@everyone",
        "**Am häufigsten gefragt und nicht beantwortet**\n- 1.234 × \\*\\*fett\\*\\* \\@everyone",
        "50\xa0% Daumen runter (1 von 2)",
    ]
    assert in_words(made(1), "en") == "**Today**\nNo questions yet\n\nNo opinions yet"
