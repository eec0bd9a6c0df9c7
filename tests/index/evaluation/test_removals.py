"""What is seen of a question once what answers it is taken away."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.config import Settings
from index.evaluation.questions import EvaluationQuestion, Place, read_question_set
from index.evaluation.removals import SETTINGS, Removal, observe_articles, observe_removals
from index.evaluation.run import AUTHOR, temporary_library
from index.library import Library
from index.models import Draft
from index.scopes import SHARED
from tests.models import BUILTIN

FERRY = (
    "Die Fähre von Holm legt um sieben Uhr ab. Auf dem Deck stehen zwölf Bänke. "
    "Die Überfahrt dauert vierzig Minuten.\n\n"
    "Ein Fahrschein für die Fähre kostet neun Euro. Hunde fahren umsonst mit."
)
MILL = (
    "Die Mühle von Arnsfeld mahlt seit dem Jahr 1902 Roggen. Ihr Rad dreht sich im Wehrbach.\n\n"
    "Eine Führung durch die Mühle kostet vier Euro."
)
PRICE = "Ein Fahrschein für die Fähre kostet neun Euro."


@pytest.fixture
def library() -> Iterator[Library]:
    with temporary_library(Settings(embedder=BUILTIN)) as empty:
        empty.add(Draft(FERRY, "Fähre", "de"), AUTHOR)
        empty.add(Draft(MILL, "Mühle", "de"), AUTHOR)
        yield empty


def asked(library: Library, text: str, excerpt: str, *answers: str) -> EvaluationQuestion:
    for summary in library.catalogue.articles(SHARED):
        start = library.corpus.article(summary.id).text.find(excerpt)
        if start >= 0:
            place = Place(summary.id, start, start + len(excerpt), excerpt)
            return EvaluationQuestion(
                text, (excerpt,), places=(place,), cluster="Fähre", answers=answers
            )
    raise AssertionError(excerpt)


def removal(library: Library, question: EvaluationQuestion) -> Removal:
    (found,) = observe_removals([question], library)
    return found


def met(found: Removal) -> dict[str, float]:
    """How much of the question the best sentence of each setting has."""
    return {
        setting: round(each.parts.met, 2) if each.parts else -1.0
        for setting, each in found.seen.items()
    }


def test_each_setting_leaves_what_it_says(library: Library) -> None:
    found = removal(library, asked(library, "Was kostet ein Fahrschein für die Fähre?", PRICE))

    assert found.cluster == "Fähre"
    assert tuple(found.seen) == SETTINGS
    right = {setting: (each.right, each.answerable) for setting, each in found.seen.items()}
    assert right == {
        "as it is": (True, True),
        "article": (False, False),
        "paragraph": (False, False),
        "sentence": (False, False),
        "one article": (True, True),
        "one article, paragraph": (False, False),
    }
    # The ticket is gone with its sentence.
    share = met(found)
    assert share["as it is"] == share["one article"] == 1.0
    assert all(share[each] < 1.0 for each in ("article", "paragraph", "sentence"))


def test_what_is_left_is_weighed_as_if_there_were_no_others(library: Library) -> None:
    question = asked(library, "Was kostet ein Fahrschein für die Fähre?", PRICE)
    masked = removal(library, question).seen["article"].parts

    library.remove(question.places[0].article_id, AUTHOR)
    library.rebuild()
    (gone,) = observe_removals([replace(question, expected=(), places=())], library)
    parts = gone.seen["as it is"].parts

    # The same sentence leads; how rare words are is counted with the article and without.
    assert masked is not None
    assert parts is not None
    assert (masked.kind, masked.lacking, masked.margin) == (parts.kind, parts.lacking, parts.margin)
    assert masked.met == pytest.approx(parts.met, abs=0.1)
    assert masked.cosine == pytest.approx(parts.cosine, abs=1e-5)


def test_a_setting_is_left_out_if_what_is_left_says_the_answer(library: Library) -> None:
    rye = "Die Mühle von Arnsfeld mahlt seit dem Jahr 1902 Roggen."
    library.add(Draft("Seit 1902 mahlt in Arnsfeld eine Mühle Roggen.", "Chronik", "de"), AUTHOR)
    question = "Seit wann mahlt die Mühle von Arnsfeld Roggen?"

    found = removal(library, asked(library, question, rye, "1902"))
    part_of_a_number = removal(library, asked(library, question, rye, "90"))

    assert tuple(found.seen) == ("as it is", "one article", "one article, paragraph")
    assert tuple(part_of_a_number.seen) == SETTINGS


def test_a_question_without_an_answer_is_only_asked_as_it_is(library: Library) -> None:
    found = removal(library, EvaluationQuestion("Wem gehört die Fähre von Holm?"))

    assert tuple(found.seen) == ("as it is",)
    assert not found.seen["as it is"].right
    assert not found.seen["as it is"].answerable


def test_nothing_is_left_of_an_article_with_one_paragraph(library: Library) -> None:
    well = "Der Brunnen von Dahl ist achtzig Meter tief."
    library.add(Draft(well, "Brunnen", "de"), AUTHOR)

    found = removal(library, asked(library, "Wie tief ist der Brunnen von Dahl?", well))

    assert found.seen["one article"].right
    assert found.seen["one article, paragraph"].parts is None


def test_a_question_set_is_asked_of_its_own_articles(tmp_path: Path) -> None:
    asked = {
        FERRY: [("Was kostet ein Fahrschein für die Fähre?", "neun Euro")],
        MILL: [
            ("Seit wann mahlt die Mühle von Arnsfeld?", "1902"),
            ("Wie hoch ist die Mühle?", ""),
        ],
    }
    articles = [
        {
            "paragraphs": [
                {
                    "context": text,
                    "qas": [
                        {
                            "question": question,
                            "answers": [{"answer_start": text.index(answer), "text": answer}]
                            if answer
                            else [],
                        }
                        for question, answer in questions
                    ],
                }
            ]
        }
        for text, questions in asked.items()
    ]
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": articles}), "utf-8")
    done: list[tuple[int, int]] = []

    read = read_question_set(path)
    found = observe_articles(read, Settings(embedder=BUILTIN), lambda *each: done.append(each))

    assert [question.answers for question in read.questions] == [("neun Euro",), ("1902",), ()]
    assert [each.cluster for each in found] == ["article-1", "article-2", "article-2"]
    assert [each.outcome.sentence_rank for each in found[:2]] == [1, 1]
    assert [len(each.seen) for each in found] == [6, 6, 1]
    assert done == [(1, 3), (2, 3), (3, 3)]
