"""Which words are names, and which of them name the same."""

import pytest

from index.language.names import apart, names_of, proper_names, resembles


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("irak", "iraq"),
        ("iraks", "irak"),
        ("köln", "cologne"),
        ("wien", "vienna"),
        ("englisch", "english"),
        ("märz", "march"),
        ("maerz", "märz"),
        ("sonntags", "sunday"),
        ("sundays", "sonntag"),
        ("heute", "today"),
    ],
)
def test_a_name_and_its_translation_name_the_same(name: str, other: str) -> None:
    assert names_of(name) & names_of(other)
    assert not apart(name, other)


@pytest.mark.parametrize(
    ("name", "other", "kind"),
    [
        ("libyen", "irak", "place"),
        ("kreta", "iraq", "place"),
        ("wien", "österreich", "place"),
        ("englisch", "german", "language"),
        ("märz", "april", "month"),
        ("sonntags", "montag", "day"),
        ("morgen", "heute", "relative day"),
        ("tomorrow", "gestern", "relative day"),
    ],
)
def test_another_of_the_kind_is_another(name: str, other: str, kind: str) -> None:
    assert apart(name, other) == apart(other, name) == {kind}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("deutschland", "german"),
        ("märz", "sonntag"),
        ("irak", "brücke"),
        ("mais", "mai"),
        ("island", "malta"),
    ],
)
def test_what_is_of_another_kind_or_no_name_is_neither_the_same_nor_another(
    name: str, other: str
) -> None:
    assert not names_of(name) & names_of(other)
    assert not apart(name, other)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Wann wurde die NATO-Mission in Libyen ausgesetzt?", ["nato", "libyen"]),
        ("Wer ist Trainer in Köln am Sonntag?", ["köln", "sonntag"]),
        ("Can I ask what Jam Veteran gets?", ["jam", "veteran"]),
        ("Thanks! Where does Peter live?", ["peter"]),
        ("WO IST DER SCHLÜSSEL?", []),
        ("Where Can You Buy It?", []),
        ("What happens tomorrow at 9?", ["tomorrow"]),
        ("Wo ist der Schlüssel?", []),
        ("", []),
    ],
)
def test_names_are_told_by_what_is_known_and_by_capitals(question: str, names: list[str]) -> None:
    assert proper_names(question) == names


@pytest.mark.parametrize(
    ("word", "name", "does"),
    [
        ("nigeria", "niger", True),
        ("nigerianische", "niger", True),
        ("martina", "martin", True),
        ("mainz", "main", True),
        ("nigers", "niger", False),
        ("martins", "martin", False),
        ("irakische", "irak", False),
        ("wiener", "wien", False),
        ("bridge", "niger", False),
    ],
)
def test_another_name_may_resemble_one(word: str, name: str, *, does: bool) -> None:
    assert resembles(word, name) is does
