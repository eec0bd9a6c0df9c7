"""What a draft would change is what it does change once it is added."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sentencex

from index.asking.answers import Answer, Citation, Evidence
from index.config import Settings
from index.corpus.changelog import Author
from index.corpus.errors import ArticleUnknownError
from index.indexing.files import INDEX_FOLDER
from index.library import Library
from index.models import Article, Draft, Sentence, Span
from index.review.prediction import AnswerChange, Effect, SavedQuestion, compare
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import SHARED, Scope

ADA = Author("ada")


def cited(text: str, *, perhaps: bool = False) -> Answer:
    article = Article("a", SHARED, 1, "A", "de", None, None, None, text, ())
    sentence = Sentence(1, article, Span(1, 1, 0, len(text)))
    citation = Citation(1, Evidence(sentence, 0, len(text), 0.9), text)
    return Answer("Wer?", text, 0.9, (citation,), perhaps=perhaps)


SILENT, CERTAIN, PERHAPS = Answer("Wer?", "", 0.0), cited("Ada."), cited("Bob.", perhaps=True)
OTHER = cited("Cyd.")
SERVER = Scope("4711")
Make = Callable[..., Draft]

TOWER = "Der Turm in Altheim ist 40 Meter hoch. Er steht am Markt. Gebaut wurde er 1912."
KEY = "Den Schlüssel zum Turm verwahrt Frau Meier. Sie wohnt in der Brunnengasse."
QUESTIONS = [
    SavedQuestion("Wie hoch ist der Turm in Altheim?", "Wie hoch ist der Turm in Altheim?"),
    SavedQuestion("Und wer verwahrt ihn?", "Wer verwahrt den Schlüssel zum Turm?"),
    SavedQuestion("Wann fährt der Bus?", "Wann fährt der Bus nach Neustadt?"),
]


def test_a_draft_answers_what_nothing_answered(library: Library, draft: Make) -> None:
    library.add(draft(TOWER), ADA)
    found = Review(library).predict(Proposal(draft(KEY), SERVER), QUESTIONS)
    assert (found.saved, found.asked) == (3, 3)
    assert found.affected == (
        AnswerChange(
            "Und wer verwahrt ihn?", "answered", "", "Den Schlüssel zum Turm verwahrt Frau Meier."
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (SILENT, CERTAIN, "answered"),
        (SILENT, PERHAPS, "perhaps"),
        (PERHAPS, OTHER, "changed"),
        (CERTAIN, SILENT, "lost"),
    ],
)
def test_what_may_answer_is_told_from_what_answers(
    before: Answer, after: Answer, effect: Effect
) -> None:
    found = compare("Wer?", before, after)

    assert found is not None
    assert found.effect == effect


def test_what_is_predicted_happens(library: Library, draft: Make) -> None:
    library.add(draft(TOWER), ADA)
    new = draft("Der Turm in Altheim ist seit dem Umbau 44 Meter hoch. " + KEY)
    predicted = {
        a.question: a.after
        for a in Review(library).predict(Proposal(new, SERVER), QUESTIONS).affected
    }
    before = {q.text: library.ask(q.searched, SERVER) for q in QUESTIONS}
    library.add(new, ADA, SERVER)
    happened = {}
    for question in QUESTIONS:
        after = library.ask(question.searched, SERVER)
        if after.citations != before[question.text].citations:
            happened[question.text] = after.citations[0].sentence.text
    assert predicted == happened
    assert len(predicted) == 2


def test_a_new_version_can_cost_an_answer(library: Library, draft: Make) -> None:
    article = library.add(draft(KEY), ADA, SERVER).article_id
    new = draft("Der Bus nach Neustadt fährt um neun Uhr.")
    found = Review(library).predict(Proposal(new, SERVER, article), QUESTIONS)
    assert [(a.question, a.effect) for a in found.affected] == [
        ("Wann fährt der Bus?", "answered"),
        ("Und wer verwahrt ihn?", "lost"),
    ]


def test_a_prediction_leaves_no_trace(library: Library, draft: Make, settings: Settings) -> None:
    library.add(draft(TOWER), ADA)

    def files() -> set[Path]:
        found = {p for p in settings.data_dir.rglob("*") if p.is_file()}
        # Locks, and SQLite's own files, come and go.
        return {p for p in found if p.suffix not in {".lock", ".sqlite3-wal", ".sqlite3-shm"}}

    before = files()
    Review(library).predict(Proposal(draft(KEY), SERVER), QUESTIONS)
    assert files() == before
    assert library.corpus.revision() == 1
    assert library.indexer.verify() == []
    everything = b"".join(p.read_bytes() for p in settings.data_dir.rglob("*") if p.is_file())
    assert b"Meier" not in everything


def test_another_server_sees_nothing_of_a_draft(library: Library, draft: Make) -> None:
    library.add(draft(KEY), ADA, Scope("5"))
    found = Review(library).predict(Proposal(draft(TOWER), SERVER), QUESTIONS)
    assert [a.question for a in found.affected] == ["Wie hoch ist der Turm in Altheim?"]


def test_a_killed_prediction_is_cleared_away_by_a_later_one(
    library: Library, draft: Make, settings: Settings
) -> None:

    left = settings.data_dir / INDEX_FOLDER / "preview-killed"
    left.mkdir()
    os.utime(left, (0, 0))
    Review(library).predict(Proposal(draft(KEY), SERVER), QUESTIONS)
    assert not left.exists()


def test_a_draft_is_divided_into_sentences_once_to_look_at_it_and_once_to_make_it_count(
    library: Library, draft: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(draft(TOWER), ADA)
    divided: list[str] = []
    original = sentencex.get_sentence_boundaries

    def get_sentence_boundaries(language: str, text: str) -> Any:  # noqa: ANN401 - sentencex's
        divided.append(text)
        return original(language, text)

    monkeypatch.setattr(sentencex, "get_sentence_boundaries", get_sentence_boundaries)
    inspection = Review(library).inspect(Proposal(draft(KEY), SERVER), [])
    assert inspection.sentences == 2
    assert divided == [KEY]
    # What it does to answers is found by letting it count in a copy.
    Review(library).inspect(Proposal(draft(KEY), SERVER), QUESTIONS[:1])
    assert divided == [KEY] * 3


def test_a_draft_for_an_article_of_another_scope_learns_nothing_of_it(
    library: Library, draft: Make
) -> None:
    article = library.add(draft(TOWER), ADA, Scope("4712")).article_id
    for scope in (SERVER, SHARED):
        with pytest.raises(ArticleUnknownError) as refused:
            Review(library).inspect(Proposal(draft(KEY), scope, article, 1), [])
        assert refused.value.values == {"article": article}
