from index.models import Article, Sentence
from index.scopes import SHARED
from index.units.passages import MAX_PASSAGE_SENTENCES, passage_text, passages
from index.units.segmentation import segment


def sentences_of(text: str) -> list[Sentence]:
    article = Article("a", SHARED, 1, "T", "de", None, None, None, text, ())
    return [Sentence(i, article, span) for i, span in enumerate(segment(text, "de"), 1)]


def test_a_passage_is_a_paragraph() -> None:
    groups = passages(sentences_of("Eins. Zwei.\n\nDrei."))

    assert [[sentence.id for sentence in group] for group in groups] == [[1, 2], [3]]


def test_a_long_paragraph_is_divided_into_even_passages() -> None:
    groups = passages(sentences_of(" ".join(["Ein Satz."] * (2 * MAX_PASSAGE_SENTENCES + 1))))

    assert [len(group) for group in groups] == [9, 9, 7]


def test_a_passages_text_is_verbatim_with_what_stands_between_its_sentences() -> None:
    first, second = passages(sentences_of("Eins.\n Zwei.\n\nDrei."))

    assert [passage_text(first), passage_text(second)] == ["Eins.\n Zwei.", "Drei."]
