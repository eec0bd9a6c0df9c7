"""Which of a question's words a sentence meets: by letters, by meaning, by what is around it."""

from collections.abc import Collection, Sequence

import numpy as np
import pytest

from index.asking.ranking.formula import Candidate, QuestionParts, score, terms_of
from index.asking.ranking.softmatch import Matches, SoftMatcher
from index.asking.ranking.wordweights import word_weights
from index.embedders.base import Vectors
from index.embedders.errors import EmbedderFailedError
from index.embedders.wordvectors import WordVectors
from index.models import Article, Context, Sentence
from index.scopes import SHARED
from index.units.segmentation import segment

MEANINGS = {"repair": (1.0, 0.0), "reparatur": (1.0, 0.0), "restoration": (0.8, 0.6)}


class Meanings(WordVectors):
    """Knows three words."""

    def alike(
        self, words: Sequence[str], asked: Sequence[str], _names: Collection[str] = ()
    ) -> Vectors:
        vectors = np.array([MEANINGS.get(w, (0.0, 0.0)) for w in (*words, *asked)], np.float32)
        return vectors[: len(words)] @ vectors[len(words) :].T


def matched(
    question: str, text: str, *, title: str = "", context: Context | None = None
) -> Matches:
    article = Article("a", SHARED, 1, title, "en", None, None, None, text, ())
    passage = [
        Sentence(number, article, span, context or Context())
        for number, span in enumerate(segment(text, "en"))
    ]
    parts = QuestionParts.of(question)
    counts = np.full(len(parts.parts), 1)
    scored = score(question, parts, [Candidate(passage, terms_of(passage), 1.0)], 10, counts)
    weights = word_weights(parts, 10, counts)
    return SoftMatcher(Meanings()).match(parts, weights, scored, question)


def test_a_word_that_is_there_is_met_wholly_and_one_that_is_not_not_at_all() -> None:
    found = matched("bridge harbour", "The bridge is old.")

    assert (list(found.words), found.own.tolist()) == (["bridge", "harbour"], [[1.0, 0.0]])


def test_a_word_is_met_by_what_means_the_same() -> None:
    found = matched("reparatur", "The repair took long. The restoration was quick. Snow fell.")

    assert found.own[:, 0] == pytest.approx([1.0, 0.8, 0.0])
    assert found.letters[:, 0] == pytest.approx([0.0, 0.0, 0.0])
    # Strictly only what means all but the same.
    assert found.strict[:, 0] == pytest.approx([1.0, 1.0, 0.0])


def test_while_the_words_have_no_vectors_their_letters_are_met_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_self: WordVectors, *_words: Sequence[str]) -> Vectors:
        raise EmbedderFailedError(model="builtin", reason="damaged")

    monkeypatch.setattr(Meanings, "alike", broken)

    found = matched("bridge reparatur", "The repair of the bridge took long.")

    assert found.own.tolist() == [[1.0, 0.0]]
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("The Niger is long.", 1.0),
        ("Nigeria is large.", 0.0),
        ("The Nigerian navy is large.", 0.0),
        ("From Nigeria it flows, as the Nigers do.", 0.75),
    ],
)
def test_a_name_is_not_met_by_another_that_only_has_its_letters(text: str, met: float) -> None:
    assert matched("Niger", text).own[0, 0] == pytest.approx(met)


def test_title_and_headings_count_apart_from_the_sentence() -> None:
    found = matched(
        "harbour bridge", "It is old.", title="Harbour", context=Context(headings=("Bridge",))
    )

    assert found.own.tolist() == [[0.0, 0.0]]
    assert found.under.tolist() == [[1.0, 1.0]]


def test_a_neighbour_counts_for_what_is_near() -> None:
    found = matched("bridge", "The bridge is old. It was built long ago. Nobody knows more.")

    assert found.own[:, 0].tolist() == [1.0, 0.0, 0.0]
    assert found.near[:, 0].tolist() == [1.0, 1.0, 0.0]


def test_a_sentence_that_points_back_strictly_meets_what_the_one_before_it_meets() -> None:
    found = matched("bridge", "The bridge is old. It was built long ago. Nobody knows more.")

    assert found.strict[:, 0].tolist() == [1.0, 1.0, 0.0]


def test_what_completes_a_follow_up_counts_as_met_where_the_talk_is() -> None:
    found = matched("bridge harbour", "The bridge is old. Snow fell.")
    covered = found.covering(["harbour"], np.array([False, True]))

    assert covered.strict.tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert covered.near.tolist() == [[1.0, 0.0], [1.0, 1.0]]
    assert covered.under.tolist() == [[0.0, 0.0], [0.0, 1.0]]
    # What the sentence itself says stays what it is.
    assert covered.own.tolist() == found.own.tolist()


def test_words_of_closed_classes_weigh_nothing_unless_there_are_no_others() -> None:
    parts = QuestionParts.of("Where is the bridge?")
    weights = word_weights(parts, 10, np.full(len(parts.parts), 1))
    alone = QuestionParts.of("Where is it?")

    assert dict(zip(parts.words, weights.tolist(), strict=True)) == {
        "where": 0.0,
        "is": 0.0,
        "the": 0.0,
        "bridge": 1.0,
    }
    assert word_weights(alone, 10, np.full(len(alone.parts), 1)).sum() == pytest.approx(1.0)


def test_what_only_completes_a_follow_up_weighs_a_third_of_its_own_words_together() -> None:
    parts = QuestionParts.of("bridge harbour tower")
    weights = word_weights(parts, 10, np.full(len(parts.parts), 1), ("harbour", "tower"))

    assert weights[1:].sum() == pytest.approx(0.35 * weights[0])
