"""Text that people and articles wrote is shown as they wrote it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markdown import ELLIPSIS, UNITS, clean, escape, fit, quote, split, width
from tests.bot.discord.markdown import read

SPICE = [
    *"\\*_~|`<>[]()#@:-+=.!&/ \n",
    *("**", "__", "~~", "||", "```", ">>> ", "-# ", "## ", "- ", "27. ", "1) ", "\n\n", "\n> "),
    *("<@1>", "<@!22>", "<@&3>", "<#4>", "<t:5:R>", "<:a:6>", "</x:7>", "<id:home>"),
    *("@everyone", "@here", "https://x.org/a_b_c", "<https://x.org>", "[x](https://y.org)"),
    *(":smile:", "12:30:45", "discord.gg/abc", "¯\\_(ツ)_/¯", "😀", "👩‍👩‍👧", "ß", "wort", "Satz."),
]
texts = st.lists(st.sampled_from(SPICE) | st.text(max_size=8), max_size=30).map(
    lambda parts: clean("".join(parts))
)


@given(texts)
def test_escaped_text_reads_verbatim_and_marks_nothing(text: str) -> None:
    assert read(escape(text)) == (text, [])


@pytest.mark.parametrize("spice", SPICE)
def test_each_piece_of_markdown_reads_verbatim(spice: str) -> None:
    text = f"vor {spice}nach {spice} {spice}"
    assert read(escape(text)) == (text, [])
    assert read(escape(spice)) == (spice, [])


@pytest.mark.parametrize(
    "text",
    [
        "Die NATO-Mission (seit Oktober 2018) wird am 24. Januar beendet: „Ja“, sagt er.",
        "Katai'b Hisbollah – 200 Ausbilder, 3,5 %",
    ],
)
def test_ordinary_prose_needs_no_backslash(text: str) -> None:
    assert escape(text) == text


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_a_quote_prefixes_every_line_and_marks_only_the_bold_part(
    text: str, start: int, length: int
) -> None:
    shown = read(quote(text, slice(start, start + length)))
    assert shown.text == text
    assert [name for name, _ in shown.marks].count("quote") == text.count("\n") + 1
    assert {name for name, _ in shown.marks} <= {"quote", "strong"}
    bold = "".join(marked for name, marked in shown.marks if name == "strong")
    assert "".join(bold.split()) == "".join(text[start : start + length].split())


@given(texts, st.integers(3, 80))
def test_a_cut_text_keeps_the_limit_and_begins_like_the_whole(text: str, limit: int) -> None:
    cut = fit(text, limit)
    assert width(cut) <= limit
    shown = read(cut)
    assert shown.marks == []
    assert shown.text == text or text.startswith(shown.text.removesuffix(ELLIPSIS))


@given(texts, st.integers(20, 120), st.integers(0, 40), st.integers(0, 40))
def test_a_cut_quote_is_closed_and_the_ellipsis_is_outside_of_the_bold_part(
    text: str, limit: int, start: int, length: int
) -> None:
    bold = slice(start, start + length)
    cut = fit(text, limit, lambda part: quote(part, bold))
    assert width(cut) <= limit
    shown = read(cut)
    assert {name for name, _ in shown.marks} <= {"quote", "strong"}
    assert shown.text == text or text.startswith(shown.text.removesuffix(ELLIPSIS))
    strong = [marked for name, marked in shown.marks if name == "strong"]
    assert all(ELLIPSIS not in marked or ELLIPSIS in text for marked in strong)


def test_a_cut_ends_at_a_word() -> None:
    assert fit("Brüssel will heute entscheiden", 20) == "Brüssel will heute …"


def test_a_word_longer_than_the_limit_is_cut_between_characters() -> None:
    assert fit("Donaudampfschifffahrt", 8) == "Donaud …"
    assert fit("😀😀😀😀😀", 6) == "😀😀 …"


def test_a_cut_never_ends_within_an_escape() -> None:
    for limit in range(3, 20):
        assert not re.search(r"(?<!\\)(\\\\)*\\$", fit("*" * 30, limit).removesuffix(ELLIPSIS))


def test_width_counts_utf16_units_the_stricter_of_discords_two_counts() -> None:
    assert width("aß😀") == 4


def test_what_cannot_be_sent_is_shown_as_replaced() -> None:
    assert clean("a\ud800b\x00c\td") == "a\ufffdb\ufffdc\td"
    assert clean("a\r\nb\u2028c\rd") == "a\nb\nc\nd"


pieces = st.lists(
    st.one_of(
        st.text("ab \n\\|`*", max_size=30),
        st.text("abc \n", min_size=1, max_size=80).map(lambda inner: f"||{inner}||"),
        st.text("abc \n", max_size=80).map(lambda inner: f"```py\n{inner}\n```"),
        st.just("\n\n"),
    ),
    max_size=12,
).map("".join)


@given(pieces, st.integers(40, 120))
def test_split_keeps_the_limit_and_loses_no_letter(markdown: str, limit: int) -> None:
    messages = split(markdown, limit)
    assert all(message.strip() and width(message) <= limit for message in messages)
    if not UNITS.search(markdown):
        shown = "".join("".join(messages).split())
        assert shown == "".join(markdown.split())


@given(
    st.lists(
        st.one_of(
            st.text("ab c\n", min_size=1, max_size=60),
            st.text("abc \n", min_size=1, max_size=200).map(lambda inner: f"||{inner}||"),
            st.text("abc \n", max_size=200).map(lambda inner: f"```py\n{inner}\n```"),
        ),
        max_size=12,
    ).map("\n".join),
    st.integers(40, 120),
)
def test_split_leaves_no_spoiler_or_code_block_open(markdown: str, limit: int) -> None:
    for message in split(markdown, limit):
        assert message.count("||") % 2 == 0
        assert message.count("```") % 2 == 0


def test_split_prefers_empty_lines_then_lines_then_words() -> None:
    assert split("eins zwei\n\ndrei vier", 12) == ["eins zwei", "drei vier"]
    assert split("eins\nzwei drei\nvier", 10) == ["eins", "zwei drei", "vier"]
    assert [part.strip() for part in split("eins zwei drei", 9)] == ["eins zwei", "drei"]


def test_split_keeps_a_code_block_whole_and_breaks_only_one_that_is_too_long() -> None:
    code = "```py\nprint(1)\n\nprint(2)\n```"
    assert split(f"Davor steht noch etwas.\n{code}\nDanach.", 40) == [
        "Davor steht noch etwas.",
        f"{code}\nDanach.",
    ]
    long = split(f"```py\n{'x' * 60}\n```", 40)
    assert len(long) > 1
    assert all(part.startswith("```py\n") and part.endswith("```") for part in long)
