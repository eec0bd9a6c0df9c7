"""What a text takes back: a day that something was moved from, or on which it is cancelled."""

import pytest

from index.asking.answer_types import answer_type, find_phrase


def phrase(question: str, sentence: str, language: str) -> str | None:
    kind = answer_type(question)
    assert kind is not None
    found = find_phrase(sentence, kind, question, language)
    return sentence[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("sentence", "language", "when"),
    [
        ("The meeting moved from July 4 to July 11.", "en", "July 11"),
        ("The meeting planned for July 4 was postponed to July 11.", "en", "July 11"),
        ("It was originally on May 3; it is now on May 5.", "en", "on May 5"),
        ("It starts not on July 4 but on July 11.", "en", "on July 11"),
        ("The workshop starts at 7 pm instead of 6 pm.", "en", "at 7 pm"),
        ("Sie wurde vom 4. auf den 11. Juli verschoben.", "de", "den 11. Juli"),
        ("Sie wurde vom 4. Juli auf den 11. Juli verschoben.", "de", "den 11. Juli"),
        ("Die am 4. Juli wird auf den 11. Juli um 19 Uhr verlegt.", "de", "den 11. Juli um 19 Uhr"),
        ("Das Training wird von Montag auf Mittwoch verlegt.", "de", "Mittwoch"),
        ("Das Training am Montag wird auf 19 Uhr verlegt.", "de", "am Montag"),
        ("Das Training beginnt statt um 18 Uhr um 19 Uhr.", "de", "um 19 Uhr"),
        ("Die Ausstellung läuft vom 4. Juli bis 11. Juli.", "de", "vom 4. Juli bis 11. Juli"),
        ("Open from 6 pm to 7 pm, as the band moved.", "en", "from 6 pm to 7 pm"),
        ("Fridays from 6 pm to 7 pm it is open.", "en", "Fridays from 6 pm to 7 pm"),
    ],
)
def test_what_was_moved_is_when_it_was_moved_to(sentence: str, language: str, when: str) -> None:
    assert phrase("Wann ist das?", sentence, language) == when


@pytest.mark.parametrize(
    ("sentence", "language", "answer"),
    [
        ("The party on August 15 at 6 pm is cancelled.", "en", "is cancelled"),
        ("The party, planned for August 15, is cancelled.", "en", "is cancelled"),
        ("The party on August 15 is cancelled if it rains.", "en", "on August 15"),
        ("The party on August 15 isn't cancelled.", "en", "on August 15"),
        ("On August 15 it is cancelled, but it comes on August 22.", "en", "on August 22"),
        ("Das Fest am 15. August um 18 Uhr fällt aus.", "de", "fällt aus"),
        ("Das Fest fällt am 15. August aus.", "de", "fällt am 15. August aus"),
        ("Bei Regen fällt das Fest am 15. August aus.", "de", "am 15. August"),
        ("Yoga findet am Montag nicht statt, sondern am Dienstag.", "de", "am Dienstag"),
        ("Sie ist montags und mittwochs, freitags entfällt sie.", "de", "montags und mittwochs"),
        ("Sie ist montags, mittwochs und freitags.", "de", "montags, mittwochs und freitags"),
    ],
)
def test_of_what_is_cancelled_that_is_the_answer_and_not_when_it_would_be(
    sentence: str, language: str, answer: str
) -> None:
    assert phrase("Wann ist das?", sentence, language) == answer


def test_who_asks_what_is_cancelled_is_told_when() -> None:
    sentence = "Das Fest fällt am 15. August aus."

    assert phrase("Wann fällt das Fest aus?", sentence, "de") == "am 15. August"


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Man fragt nach dem Schlüssel.", None),
        ("Kinder dürfen nur in Begleitung hinein.", None),
        ("Das geht nach Vereinbarung und bei Regen.", None),
        ("Er fährt nach Bonn.", "nach Bonn"),
        ("Das steht in der Ordnung.", "in der Ordnung"),
        ("Getränke gibt es im Café.", "im Café"),
    ],
)
def test_what_has_a_preposition_of_places_is_not_always_a_place(
    sentence: str, place: str | None
) -> None:
    assert phrase("Wo?", sentence, "de") == place
