import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.units.lines import runs
from index.units.tables import rows_of
from tests.index.units.test_segmentation import texts_of


@given(st.lists(st.text(alphabet="aB. |:-1\t", max_size=60), max_size=20))
def test_runs_cover_all_lines(lines: list[str]) -> None:
    counts = list(runs(lines, rows_of(lines)))

    assert sum(counts) == len(lines)
    assert all(count > 0 for count in counts)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("[12:01] Ada: wer hat ihn\n[12:02] Ben: ich", 2),
        ("Ada, Vorsitz\nBen, Kasse\nund alle anderen", 3),
        ("Montag: 9 bis 12 Uhr\nDienstag: geschlossen", 2),
        ("Verboten sind:\n- Feuer\n- Hunde", 3),
        ("Baum | Höhe\nBaum 37 | 47 m\nBaum 38 | 12 m", 3),
        ("19:02 Beginn\n19:40 Pause", 2),
        ("A: Wie viele passen hinein?\nB: Zweihundert", 2),
    ],
)
def test_lines_without_a_sentences_end_are_units_of_their_own(text: str, units: int) -> None:
    assert texts_of(text) == text.split("\n")
    assert len(texts_of(text)) == units


def test_a_row_of_a_table_is_not_divided() -> None:
    assert texts_of("Baum | Zustand\nBuche | Krank. Wird gefällt.") == [
        "Baum | Zustand",
        "Buche | Krank. Wird gefällt.",
    ]


def test_lines_that_were_only_wrapped_are_one_text() -> None:
    text = (
        "Der Antrag ist bis zum Ende des Monats bei der Geschäftsstelle einzureichen und\n"
        "wird dort innerhalb von zwei Wochen bearbeitet. Danach erhält der Antragsteller\n"
        "eine Nachricht."
    )

    sentence = (
        "Der Antrag ist bis zum Ende des Monats bei der Geschäftsstelle einzureichen und\n"
        "wird dort innerhalb von zwei Wochen bearbeitet."
    )
    assert texts_of(text) == [sentence, "Danach erhält der Antragsteller\neine Nachricht."]


def test_an_item_keeps_its_wrapped_lines() -> None:
    assert texts_of("Verboten ist:\n- Lärm nach zehn\n  oder an Feiertagen.\n- Feuer. Immer.") == [
        "Verboten ist:",
        "- Lärm nach zehn\n  oder an Feiertagen.",
        "- Feuer.",
        "Immer.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Der Vortrag über die Geschichte des Vereins wird von Dr.\nMüller aus Köln gehalten.",
        "Ausgenommen sind alle Fahrzeuge, die nach den Regeln in\n§ 35 StVO befreit sind.",
        "Der Bus der Linie vier fährt jeden Tag pünktlich um\n10:30 Uhr am Rathaus ab.",
    ],
)
def test_a_wrapped_line_may_end_or_begin_like_another_thing(text: str) -> None:
    assert texts_of(text) == [text]


def test_a_bar_in_running_text_makes_no_table() -> None:
    text = "Berlin | Der Bundestag hat das Gesetz beschlossen. Es tritt im Mai in Kraft."

    assert texts_of(text) == [
        "Berlin | Der Bundestag hat das Gesetz beschlossen.",
        "Es tritt im Mai in Kraft.",
    ]


def test_a_chat_as_discord_copies_it_is_divided_by_who_speaks() -> None:
    text = "ben — heute um 12:03 Uhr\nklar. der liegt im büro\nada — heute um 12:04 Uhr\ndanke"

    assert texts_of(text) == [
        "ben — heute um 12:03 Uhr\nklar. der liegt im büro",
        "ada — heute um 12:04 Uhr\ndanke",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9.00 Uhr Begrüßung\n9.30 Uhr Vortrag von Dr. Müller\n10.30 Uhr Pause",
        "1. Allgemeines\n1.1 Der Verein heißt TSV.\n1.2 Er sitzt in Tal.",
    ],
)
def test_times_and_numbers_of_a_statute_begin_units(text: str) -> None:
    assert texts_of(text) == text.split("\n")
