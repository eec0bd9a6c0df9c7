"""Which hits answer, where that depends on the form of the question."""

import pytest

from index.asking.answers import Answer
from index.asking.forms.comparison import Sides, sides, things
from tests.index.asking.forms.conftest import Answered


def lines(answer: Answer) -> list[str]:
    return answer.text.split("\n")


TRIPS = """# Fahrten

| Klasse | Ziel | Preis |
|---|---|---|
| 5 | See | 160 Euro |
| 8 | Berge | 430 Euro |
| 10 | Stadt | 380 Euro |
"""


@pytest.mark.parametrize(
    ("question", "compared"),
    [
        ("Unterschied zwischen Hund und Katze", Sides(" Hund ", " Katze")),
        ("difference between A and B?", Sides(" A ", " B?")),
        ("Hund oder Katze", Sides("Hund ", " Katze")),
        ("Is A cheaper than B?", Sides("Is A cheaper ", " B?", named_last=False)),
        ("Compare A with B", Sides(" A ", " B")),
        ("Can you compare A and B?", Sides(" A ", " B?")),
        ("How do A and B differ?", Sides(" A ", " B differ?")),
        ("How does A differ from B?", Sides(" A differ ", " B?")),
        ("Vergleiche mal A und B", Sides(" A ", " B")),
        ("Was unterscheidet A von B?", Sides(" A ", " B?")),
        ("Worin unterscheiden sich A und B?", Sides(" A ", " B?")),
        ("Wann ist der Hund da?", None),
    ],
)
def test_what_is_compared_stands_on_both_sides_of_a_word(
    question: str, compared: Sides | None
) -> None:
    assert sides(question) == compared


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("What is the difference between A and B?", "What is the A and B?"),
        ("How do A and B differ?", "A and B ?"),
        ("Vergleiche A mit B", "A mit B"),
        ("Is A cheaper than B?", "Is A cheaper than B?"),
        ("What is the difference?", "What is the difference?"),
    ],
)
def test_what_asks_for_a_comparison_is_not_looked_for(question: str, sought: str) -> None:
    assert things(question) == sought


def test_a_comparison_shows_the_best_place_for_each(answered: Answered) -> None:
    question = "Welche Fahrt ist teurer, die in der 8 oder die in der 10?"

    assert lines(answered(question, TRIPS, "10 |")) == [
        "Klasse | Ziel | Preis",
        "10 | Stadt | 380 Euro [1]",
        "Klasse | Ziel | Preis",
        "8 | Berge | 430 Euro [2]",
    ]


def test_what_is_compared_in_different_articles_does_not_differ(answered: Answered) -> None:
    trips = ["Die Fahrt nach Irland kostet 490 Euro.", "Die Fahrt nach Polen kostet 270 Euro."]
    answer = answered("Was kostet mehr, die Fahrt nach Polen oder Irland?", trips, "Irland")

    assert lines(answer) == [f"{trips[0]} [1]", f"{trips[1]} [2]"]
    assert not answer.differing


def test_a_sentence_that_tells_of_both_is_enough(answered: Answered) -> None:
    text = "Ireland costs 490 euros, France 270 euros. France is warm. Ireland is green."

    assert lines(answered("Is France cheaper than Ireland?", text, "490")) == [
        "Ireland costs 490 euros, France 270 euros. [1]"
    ]


def test_versions_are_compared_as_words(answered: Answered) -> None:
    text = (
        "# Support\n\nVersion 3.0 is supported until Monday. Version 3.1 is supported until Friday."
    )

    assert lines(answered("Which lasts longer, 3.0 or 3.1?", text, "Version 3.1")) == [
        "Version 3.1 is supported until Friday. [1]",
        "Version 3.0 is supported until Monday. [2]",
    ]


def test_a_close_definition_comes_first_where_one_asks_what_something_is(
    answered: Answered,
) -> None:
    text = "Alle lieben die Spule in diesem Haus. Die Spule ist der Bot des Servers."

    assert lines(answered("Was ist die Spule?", text, "Alle", "Bot")) == [
        "Die Spule ist der Bot des Servers. [1]"
    ]
    assert lines(answered("Wer liebt die Spule?", text, "Alle", "Bot")) == [
        "Alle lieben die Spule in diesem Haus. [1]"
    ]


def dated(date: str, text: str) -> str:
    return f"---\ntitle: Preise\ndate: {date}\n---\n{text}"


def test_the_newest_article_that_speaks_of_it_comes_first_if_that_is_asked_for(
    answered: Answered,
) -> None:
    prices = [
        dated("2024-05-01", "Die Karte wird günstig angeboten."),
        dated("2025-05-01", "Die Karte wird teuer angeboten."),
        dated("2026-05-01", "Der Bus wird angeboten."),
    ]
    best = ("günstig", "teuer", "Bus")

    answer = answered("Wie wird die Karte aktuell angeboten?", prices, *best)
    assert lines(answer) == ["Die Karte wird teuer angeboten. [1]"]
    answer = answered("Wie wird die Karte angeboten?", prices, *best)
    assert lines(answer) == ["Die Karte wird günstig angeboten. [1]"]


def test_an_answer_in_an_faq_is_shown_whole_and_nothing_of_the_next_one(
    answered: Answered,
) -> None:
    text = (
        "# FAQ\n\n## Who pays?\n\nYou do.\n\nThe fee is due in May.\n\nAsk Ada for help.\n\n"
        "## When?\n\nIn May."
    )
    answer = answered("When is the fee due?", text, "due in May")

    assert answer.citations[0].marked == (
        "You do.\n\n",
        "The fee is due in May.",
        "\n\nAsk Ada for help.",
    )


@pytest.mark.parametrize(
    ("question", "excerpt"),
    [
        ("cant connect to server", "Try another DNS server.\n\nElse use a VPN."),
        ("Cannot connect to the server?", "Try another DNS server.\n\nElse use a VPN."),
        ("How long can I connect to the server?", "Try another DNS server."),
        ("What is a DNS server?", "Try another DNS server."),
    ],
)
def test_a_heading_that_nearly_is_the_question_is_answered_with_all_that_is_below_it(
    question: str, excerpt: str, answered: Answered
) -> None:
    text = (
        "# Help\n\n## Cannot connect to the server\n\nTry another DNS server.\n\n"
        "Else use a VPN.\n\n"
        "## Sound\n\nTurn it up."
    )
    assert answered(question, text, "Try another").citations[0].excerpt == excerpt


def test_no_sentence_is_shown_twice(answered: Answered) -> None:
    text = (
        "# FAQ\n\n## Which stations are supported?\n\nAll that speak MQTT.\n\n- Halvard W3\n"
        "- Kittiwake\n\nThe W4 is not. It encrypts.\n\n## Who pays?\n\nYou do."
    )
    answer = answered("Which stations are supported?", text, "Kittiwake", "W4", "MQTT", "You")

    assert [citation.excerpt for citation in answer.citations] == [
        "All that speak MQTT.\n\n- Halvard W3\n- Kittiwake\n\nThe W4 is not. It encrypts.",
        "You do.",
    ]
    assert answer.citations[0].marked[1] == "- Halvard W3\n- Kittiwake"
