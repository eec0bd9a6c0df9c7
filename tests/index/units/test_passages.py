from index.articles.structure import Node, heading, lay_out, paragraph, row
from index.models import Article, Sentence
from index.scopes import SHARED
from index.units.outline import Outline
from index.units.passages import (
    MAX_PASSAGE_SENTENCES,
    answering,
    passage_id,
    passage_text,
    passages,
    sentence_text,
    unit_texts,
)
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


TREES = lay_out(
    [
        heading("Bäume", 1),
        Node("lead_in", "Es stehen dort:"),
        Node(
            "list", children=[Node("item", "Linden", mark="- "), Node("item", "Ulmen", mark="- ")]
        ),
        Node("table", children=[row(["Baum", "Höhe"], "header"), row(["Linde", "47 m"])]),
        Node("question", "Wer pflegt sie?"),
        paragraph("Die Stadt. Nur sie."),
    ]
)
UNITS = [
    "Bäume\nEs stehen dort:\n- Linden",
    "Bäume\nEs stehen dort:\n- Ulmen",
    "Bäume\nBaum | Höhe\nLinde | 47 m",
    "Bäume\nWer pflegt sie?\nDie Stadt.",
    "Bäume\nWer pflegt sie?\nNur sie.",
]


def test_what_is_searched_of_a_text_has_what_it_stands_under() -> None:
    spans = segment(TREES.text, "de", TREES.blocks)
    texts = unit_texts(TREES.text, spans, TREES.blocks)

    assert [text for text in texts if text in UNITS] == [*UNITS[:3], UNITS[2], *UNITS[3:]]
    assert [text for text in texts if text not in UNITS] == [
        "Bäume\nEs stehen dort:\n- Linden\n- Ulmen",
        "Bäume\nWer pflegt sie?\nDie Stadt. Nur sie.",
    ]


def test_the_texts_of_units_and_passages_are_those_that_are_searched() -> None:
    article = Article("a", SHARED, 1, "T", "de", None, None, None, TREES.text, ())
    spans = segment(TREES.text, "de", TREES.blocks)
    outline = Outline(TREES.text, TREES.blocks)
    found = [
        Sentence(n, article, span, outline.context(span.start)) for n, span in enumerate(spans)
    ]
    told = [
        text
        for passage in passages(found)
        if answering(passage)
        for text in [*map(sentence_text, answering(passage)), passage_text(passage)]
    ]

    assert told == unit_texts(TREES.text, spans, TREES.blocks)


def test_a_passage_is_known_by_its_first_unit() -> None:
    [passage] = passages(sentences_of("Bitte mitbringen:\n- Holz\n- Kohle"))

    assert [sentence.span.kind for sentence in passage] == ["context", "item", "item"]
    assert [sentence.text for sentence in answering(passage)] == ["- Holz", "- Kohle"]
    assert passage_id(passage) == 2


def test_headings_and_the_like_are_no_units() -> None:
    spans = segment(TREES.text, "de", TREES.blocks)

    assert [(span.kind, TREES.text[span.start : span.end]) for span in spans] == [
        ("context", "Bäume"),
        ("context", "Es stehen dort:"),
        ("item", "- Linden"),
        ("item", "- Ulmen"),
        ("context", "Baum | Höhe"),
        ("row", "Linde | 47 m"),
        ("context", "Wer pflegt sie?"),
        ("answer", "Die Stadt."),
        ("answer", "Nur sie."),
    ]
