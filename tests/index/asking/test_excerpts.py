import pytest

from index.asking.excerpts import LENGTH, ROOMY, excerpt
from index.models import Article, Sentence
from index.scopes import SHARED
from index.units.segmentation import segment


def sentences_of(text: str) -> list[Sentence]:
    article = Article("a", SHARED, 1, "T", "de", None, None, None, text, ())
    return [Sentence(i, article, span) for i, span in enumerate(segment(text, "de"), 1)]


def shown(text: str, number: int) -> str:
    found = sentences_of(text)
    start, end = excerpt(found[number - 1], found)
    return text[start:end]


LONG = "Dieser Satz steht nur hier, damit die Nachbarn nicht alle in den Auszug passen, und " * 5
PADDING = LONG.strip(" und,") + "."


@pytest.mark.parametrize(
    "pointing",
    ["Er soll helfen.", "Dies betonte Stoltenberg.", "Das ist die Voraussetzung.", "It failed."],
)
def test_what_a_sentence_points_back_at_comes_along(pointing: str) -> None:
    text = f"{PADDING} Der Einsatz läuft. {pointing} {PADDING}"

    assert shown(text, 3) == f"Der Einsatz läuft. {pointing}"


def test_pointing_back_is_followed_no_further_than_two_sentences() -> None:
    padded = "Er hilft, und das ist ein langer Satz, der viel Platz braucht" + " und braucht" * 12
    text = f"Der Einsatz läuft. {padded}. {padded}. {padded}."

    assert shown(text, 4) == f"{padded}. {padded}. {padded}."


def test_what_limits_a_sentence_comes_along() -> None:
    text = f"{PADDING} Die Mission endet. Allerdings bleibt ein Teil. {PADDING}"

    assert shown(text, 2) == "Die Mission endet. Allerdings bleibt ein Teil."


def test_an_article_is_no_pronoun() -> None:
    text = f"{PADDING} Das Parlament stimmte zu. {PADDING}"

    assert shown(text, 2) == "Das Parlament stimmte zu."


def test_neighbours_come_along_where_there_is_room() -> None:
    text = "Eins ist da. Zwei ist da. Drei ist da."

    assert len(text) < ROOMY
    assert shown(text, 2) == text


def test_the_answering_sentence_is_kept_whole_whatever_its_length() -> None:
    text = f"Davor steht etwas. Er {'sagt und ' * 110}schweigt."

    assert len(text) > LENGTH
    assert shown(text, 2) == text[len("Davor steht etwas. ") :]


def test_an_excerpt_does_not_end_with_what_leads_in_to_something() -> None:
    text = "Der Bus hält oft. Er hält hier:\n- am Markt\n- am Tor"
    first, leading, market, gate = sentences_of(text)
    found = [first, leading, market, gate]

    def around(sentence: Sentence, roomy: int) -> str:
        start, end = excerpt(sentence, found, roomy)
        return text[start:end]

    assert around(first, 40) == "Der Bus hält oft."
    assert around(leading, 0) == "Der Bus hält oft. Er hält hier:\n- am Markt"
    assert around(gate, 40) == "- am Markt\n- am Tor"
