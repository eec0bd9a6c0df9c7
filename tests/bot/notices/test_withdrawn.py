"""What a source no longer says is struck, line by line, and nothing else."""

import pytest

from bot.notices.withdrawn import struck, unsure

FIRST = "> Die Brücke wurde **1900** gebaut.\n> \n> Sie hält.\n-# **\\[1\\]** Brücke · Absatz 1"
SECOND = "-# Preise:\n> 4 Euro\n-# **\\[2\\]** Bad · Absatz 2"
STRUCK_FIRST = (
    "> ~~Die Brücke wurde **1900** gebaut.~~\n> \n> ~~Sie hält.~~\n-# **\\[1\\]** Brücke · Absatz 1"
)
STRUCK_SECOND = "-# Preise:\n> ~~4 Euro~~\n-# **\\[2\\]** Bad · Absatz 2"


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({1}, f"~~**1900**~~\n\n{STRUCK_FIRST}\n\n{SECOND}"),
        ({2}, f"**1900**\n\n{FIRST}\n\n{STRUCK_SECOND}"),
        ({1, 2}, f"~~**1900**~~\n\n{STRUCK_FIRST}\n\n{STRUCK_SECOND}"),
        (set(), f"**1900**\n\n{FIRST}\n\n{SECOND}"),
    ],
)
def test_what_some_sources_said_is_struck_whatever_was_before(
    numbers: set[int], shown: str
) -> None:
    for before in (set[int](), {1}, {2}):
        text = struck(f"**1900**\n\n{FIRST}\n\n{SECOND}", before)
        assert struck(text, numbers) == shown


def test_of_several_questions_the_question_stays() -> None:
    text = f"**1. Wann?**\n**1\\. Mai**\n\n{FIRST}\n\n**2. Wie teuer?**\n**4 Euro**\n\n{SECOND}"

    assert struck(text, {2}) == (
        f"**1. Wann?**\n**1\\. Mai**\n\n{FIRST}\n\n"
        f"**2. Wie teuer?**\n~~**4 Euro**~~\n\n{STRUCK_SECOND}"
    )


@pytest.mark.parametrize(
    "said",
    [
        "Sehr sicher · wörtlich zitiert",
        "Very sure · quoted word for word",
        "Als es gepostet wurde: Ziemlich sicher · wörtlich zitiert",
        "-# Unsicher · lies zur Prüfung den Auszug",
    ],
)
def test_how_sure_it_was_goes_in_every_language_and_form(said: str) -> None:
    rest = "Hier frage ich nur die gemeinsamen Quellen"

    assert unsure(f"{said}\n{rest}") == rest
    assert unsure(said) == ""
