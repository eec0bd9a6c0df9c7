"""What is asked for, and what answers it, in languages beside German and English."""

import pytest

from index.asking.answer_types import answer_type, find_phrase
from index.asking.kinds.numerals import word_value


@pytest.mark.parametrize(
    ("language", "question", "kind", "sentence", "phrase"),
    [
        ("es", "¿Cuántos perros hay?", "count", "Hay seis perros.", "seis"),
        ("es", "¿Cuántos años tiene?", "age", "La maestra tiene 40 años.", "40 años"),
        ("es", "¿Cuándo se abrió?", "date", "Se abrió el 14 de abril de 2019.", "14 de abril"),
        (
            "es",
            "¿Cuánto tiempo se hierve?",
            "duration",
            "Se hierve cinco minutos.",
            "cinco minutos",
        ),
        ("fr", "Combien de jeux y a-t-il ?", "count", "Il y a deux jeux.", "deux"),
        ("fr", "Quel âge a le chef ?", "age", "Le chef a 40 ans.", "40 ans"),
        ("fr", "Qui chante ?", "person", "Une dame, Odile Kerdraon, chante.", "Odile Kerdraon"),
        ("pl", "Ile książek można wziąć?", "count", "Można wziąć pięć książek.", "pięć"),
        ("pl", "Ile lat ma Jan?", "age", "Jan ma 40 lat.", "40 lat"),
        ("pl", "Jak długo trwa podróż?", "duration", "Podróż trwa trzy godziny.", "trzy godziny"),
        ("tr", "Kaç kitap var?", "count", "Beş kitap var.", "Beş"),
        ("tr", "Başkan kaç yaşında?", "age", "Başkan 52 yaşında.", "52 yaşında"),
        ("tr", "Ne kadar sürer?", "duration", "Dört saat sürer.", "Dört saat"),
        ("nl", "Hoeveel kamers heeft het huis?", "count", "Er zijn tweeëndertig kamers.", "tweeën"),
        ("nl", "Hoe oud is Jan?", "age", "Jan is 52 jaar oud.", "52 jaar"),
        ("nl", "Wanneer ging het open?", "date", "Het ging op 3 mei 2019 open.", "3 mei 2019"),
        ("nl", "Hoe lang duurt de reis?", "duration", "De reis duurt drie uur.", "drie uur"),
        ("nl", "Wie schreef het boek?", "person", "Het is van Anna Visser.", "Anna Visser"),
        ("nl", "Waar woont hij?", "place", "Hij woont bij Utrecht.", "Utrecht"),
        ("nl", "Wat kost een kaartje?", "money", "Een kaartje kost twaalf euro.", "twaalf euro"),
    ],
)
def test_the_kind_is_told_and_found_by_the_words_of_the_language(
    language: str, question: str, kind: str, sentence: str, phrase: str
) -> None:
    found = answer_type(question)
    assert found == kind
    span = find_phrase(sentence, found, question, language)
    assert span is not None
    assert phrase in sentence[span[0] : span[1]]


@pytest.mark.parametrize(
    ("question", "sentence", "language"),
    [
        ("Quel âge a le chef ?", "Le chef s'appelle Yannick Thébault.", "fr"),
        ("Ile lat ma Jan?", "Jan ma trzy psy.", "pl"),
        ("Başkan kaç yaşında?", "Açılışı başkan Orhan Tekin yaptı.", "tr"),
    ],
)
def test_an_age_that_nothing_gives_isnt_found(question: str, sentence: str, language: str) -> None:
    kind = answer_type(question)

    assert kind == "age"
    assert find_phrase(sentence, kind, question, language) is None


@pytest.mark.parametrize(
    "question",
    [
        "Wie alt ist der Turm?",
        "Wie war das Wetter?",
        "Wie macht er das?",
        "Wie mag das gehen?",
    ],
)
def test_who_in_dutch_is_no_who_in_german(question: str) -> None:
    assert answer_type(question) != "person"


def test_numbers_in_one_dutch_word_have_their_values() -> None:
    words = ["tweeëntwintig", "vijfenveertig", "honderdtwintig", "eenendertig", "vieren", "achten"]

    assert [word_value(word) for word in words] == [22, 45, 120, 31, None, None]
