import pytest

from index.asking.answer_types import answer_type, find_phrase, relative_dates

SUSPENDED = (
    "Offiziell wurde die NATO-Mission im Irak Anfang Januar ausgesetzt, nachdem sich die Krise "
    "wegen der Ermordung von zwei Kommandeuren durch die USA zuspitzte."
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Wann wurde die Mission ausgesetzt?", "date"),
        ("In welchem Jahr begann sie?", "date"),
        ("When did it start?", "date"),
        ("Wer hat das gesagt?", "person"),
        ("Wie heißt der Generalsekretär?", "person"),
        ("Who killed the general?", "person"),
        ("Wo werden sie ausgebildet?", "place"),
        ("Where is the training held?", "place"),
        ("Wie viele Menschen kamen?", "number"),
        ("How many people came?", "number"),
        ("Warum wurde sie ausgesetzt?", "reason"),
        ("Why was it suspended?", "reason"),
        ("Was soll der Einsatz verhindern?", None),
        ("NATO Irak", None),
        ("", None),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: str | None) -> None:
    assert answer_type(question) == kind


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        ("Wann wurde die Mission ausgesetzt?", SUSPENDED, "Anfang Januar"),
        (
            "Warum wurde die Mission ausgesetzt?",
            SUSPENDED,
            SUSPENDED[SUSPENDED.index("nachdem") : -1],
        ),
        (
            "Wann griff die Miliz an?",
            "Die Miliz griff am 27. Dezember 2019 den Stützpunkt an.",
            "am 27. Dezember 2019",
        ),
        (
            "Wer ist der EU-Außenbeauftragte?",
            "Am Abend sprechen sie mit dem EU-Außenbeauftragten Josep Borrell über Libyen.",
            "Josep Borrell",
        ),
        (
            "Wie viele Menschen nahmen teil?",
            "Am 24. Januar nahmen bis zu vier Millionen Menschen teil.",
            "bis zu vier Millionen",
        ),
        ("How many people came?", "On 3 May some 1,200 people came.", "some 1,200"),
        ("When did the mission start?", "The mission started in October 2018.", "in October 2018"),
        (
            "Wo werden die Soldaten ausgebildet?",
            "Die Soldaten werden in Tadschi ausgebildet.",
            "in Tadschi",
        ),
    ],
)
def test_the_words_that_answer_are_found(question: str, sentence: str, phrase: str) -> None:
    kind = answer_type(question)
    assert kind is not None
    language = "en" if sentence.isascii() and " the " in f" {sentence.lower()}" else "de"

    start, end = find_phrase(sentence, kind, question, language) or (0, 0)

    assert sentence[start:end] == phrase


def test_what_only_repeats_the_question_is_no_answer() -> None:
    sentence = "Am 3. Januar war die Ermordung."

    assert find_phrase(sentence, "date", "Was geschah am 3. Januar?", "de") is None


@pytest.mark.parametrize(
    ("sentence", "language", "words"),
    [
        ("Die Minister beraten am Mittwoch.", "de", ["am Mittwoch"]),
        ("Anfang Januar wurde sie ausgesetzt.", "de", ["Anfang Januar"]),
        ("Er läuft seit Oktober 2018.", "de", []),
        ("Das geschah am 27. Dezember 2019.", "de", []),
        ("Heute wird entschieden, morgen gehandelt.", "de", ["Heute", "morgen"]),
        ("They met on Wednesday.", "en", ["on Wednesday"]),
        ("Nichts davon.", "de", []),
    ],
)
def test_dates_that_need_the_articles_date_are_found(
    sentence: str, language: str, words: list[str]
) -> None:
    assert relative_dates(sentence, language) == words
