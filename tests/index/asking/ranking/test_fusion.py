from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from index.asking.asker import Asker
from index.asking.helpers.breaker import PAUSE, Breaker
from index.asking.helpers.models import Models
from index.asking.ranking import ranker
from index.asking.ranking.calibration import Calibration, Scale
from index.asking.ranking.formula import ScoredSentences
from index.asking.ranking.fusion import (
    WITH_E5,
    WORDS,
    Similarities,
    Weights,
    fuse,
    similarities,
)
from index.asking.ranking.softmatch import Matches
from index.corpus.catalogue import Catalogue
from index.corpus.changelog import Author
from index.corpus.corpus import Corpus
from index.embedders import Vectors
from index.embedders.base import unit_rows
from index.embedders.builtin import BuiltinEmbedder
from index.embedders.errors import EmbedderFailedError
from index.indexing.backends.protocol import LegHits
from index.language.profiles.english import ENGLISH
from index.language.profiles.german import GERMAN
from index.models import Article, Draft, Sentence, Span
from index.scopes import SHARED

ADA = Author("operator:ada")
Make = Callable[..., Draft]

PAIRS = list(zip(ENGLISH.calibration_pairs, GERMAN.calibration_pairs, strict=True))

CONCEPTS = {"boat": 0, "ship": 0, "vessel": 0, "schiff": 0, "bread": 1, "loaf": 1, "brot": 1}
"""Words with their meaning, for an embedder that knows nothing else."""


class Concepts(BuiltinEmbedder):
    """Understands a few words, in two languages; counts what it embeds."""

    quick = False

    name = fingerprint = "concepts"
    dimension = 16
    broken = False

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for number, pair in enumerate(PAIRS):
                vector[2 + number] = any(text in both for both in pair)
            for word, meaning in CONCEPTS.items():
                vector[meaning] += word in text.casefold()
            vector[15] = 0.2
        return unit_rows(vectors)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        if self.broken:
            raise EmbedderFailedError(model=self.name, reason="out of memory")
        return self.embed_documents(texts)


@pytest.fixture
def understanding(make_asker: Callable[..., Asker], draft: Make) -> Asker:
    return make_asker(
        draft("Bakers sold every loaf by noon.", language="en"),
        draft("A vessel was lost near the cape.", language="en"),
        models=Models(Concepts()),
    )


def test_what_no_word_of_the_question_is_in_is_found_by_its_meaning(understanding: Asker) -> None:
    ranking, _ = understanding.rank("Wo sank das Schiff?", [SHARED])

    assert [s.text for s in ranking.sentences] == [
        "A vessel was lost near the cape.",
        "Bakers sold every loaf by noon.",
    ]
    assert understanding.ask("Wer isst Kuchen?", [SHARED]).abstained


def test_a_removed_article_is_not_found_by_vectors_either(
    understanding: Asker, corpus: Corpus
) -> None:
    (vessel,) = (
        a.id for a in Catalogue(corpus).articles() if "vessel" in corpus.article(a.id).text
    )
    with corpus.write() as log:
        log.remove(vessel, ADA)

    ranking, _ = understanding.rank("Wo sank das Schiff?", [SHARED])

    assert [s.text for s in ranking.sentences] == ["Bakers sold every loaf by noon."]


def test_while_the_model_fails_the_terms_answer_and_the_log_says_so_once(
    understanding: Asker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Concepts, "broken", True)

    answers = [understanding.ask("Where was the vessel lost?", [SHARED]) for _ in range(3)]

    assert {answer.text for answer in answers} == {"A vessel was lost near the cape. [1]"}
    assert understanding.ask("Wo sank das Schiff?", [SHARED]).abstained
    assert [record.message for record in caplog.records] == [
        str(EmbedderFailedError(model="concepts", reason="out of memory"))
    ]


class Blind(BuiltinEmbedder):
    """Gives every text the same vector."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        return np.tile(super().embed_documents(["x"]), (len(texts), 1))


def scored(*languages: str) -> ScoredSentences:
    sentences = []
    for number, language in enumerate(languages):
        article = Article(f"a{number}", SHARED, number, "", language, None, None, None, "x", ())
        sentences.append(Sentence(number, article, Span(1, 1, 0, 1)))
    count = len(sentences)
    nothing = np.zeros((count, 1))
    return ScoredSentences(sentences, np.zeros(count), np.arange(count), nothing, nothing)


def leg(*scored: tuple[int, float]) -> LegHits:
    ids, cosines = [i for i, _ in scored], [cosine for _, cosine in scored]
    return LegHits(np.array(ids, np.int64), np.array(cosines, np.float32))


SCALES = {"en": Scale(unrelated=0.5, answering=0.75, separation=4.0)}


def test_cosines_are_put_on_the_models_scale_and_are_nothing_where_there_is_no_vector() -> None:
    similar = similarities(
        "some", scored("en", "en", "en"), leg((0, 0.75), (1, 0.625)), leg((1, 0.5)), SCALES.get
    )

    np.testing.assert_allclose(similar.sentence, [1.0, 0.5, 0.0], atol=1e-6)
    np.testing.assert_allclose(similar.passage, [0.0, 0.0, 0.0], atol=1e-6)


def test_of_a_language_that_the_model_does_not_understand_vectors_say_nothing() -> None:
    similar = similarities(
        "some", scored("de", "en"), leg((0, 0.9), (1, 0.6)), leg((0, 0.9)), SCALES.get
    )

    assert similar.heard.tolist() == [False, True]
    np.testing.assert_allclose(similar.sentence, [0.0, 0.4], atol=1e-6)
    np.testing.assert_allclose(similar.passage, [0.0, 0.0], atol=1e-6)


def test_a_known_models_cosines_have_one_scale_in_every_language() -> None:
    similar = similarities("e5", scored("de", "fr"), leg((0, 0.82), (1, 0.785)), leg(), SCALES.get)

    assert similar.heard.tolist() == [True, True]
    np.testing.assert_allclose(similar.sentence, [1.0, 0.5], atol=1e-6)


MET = np.array([[1.0, 0.0], [0.0, 0.0]])
NONE = np.zeros((2, 2))
MATCHES = Matches(("boat", "lost"), np.array([0.75, 0.25]), MET, NONE, MET, MET, MET)
LEXICAL, TYPED = np.array([0.4, 0.0]), np.array([0.0, 1.0])


def test_without_vectors_a_score_is_what_the_words_weigh() -> None:
    scores = fuse("builtin", LEXICAL, MATCHES, TYPED, None)

    met = 0.75 * (WORDS.under + WORDS.near)
    assert scores.tolist() == pytest.approx([0.4 * WORDS.lexical + met, WORDS.typed])


@pytest.mark.parametrize(
    ("trust", "weights"), [(1.0, WITH_E5), (0.0, replace(WORDS, sentence=0.0, passage=0.0))]
)
def test_an_unknown_model_counts_as_far_as_it_is_trusted(trust: float, weights: Weights) -> None:
    cosines = np.array([0.0, 1.0])
    similar = Similarities(cosines, cosines, cosines > -1, np.full(2, trust))

    scores = fuse("some", LEXICAL, MATCHES, TYPED, similar)

    met = 0.75 * (weights.under + weights.near)
    assert scores.tolist() == pytest.approx(
        [0.4 * weights.lexical + met, weights.typed + weights.sentence + weights.passage]
    )


def test_calibration_puts_unrelated_texts_at_0_and_answers_at_1() -> None:
    scale = Calibration.of(Concepts()).scale("en")

    assert scale is not None
    np.testing.assert_allclose(scale(np.array([scale.unrelated, scale.answering])), [0, 1])


def test_a_model_that_tells_answers_from_nothing_is_not_listened_to() -> None:
    blind = Calibration.of(Blind())

    assert [blind.scale(language) for language in ("de", "en", "ru")] == [None, None, None]


def test_the_built_in_model_is_heard_in_both_languages_and_trusted_little() -> None:
    calibration = Calibration.of(BuiltinEmbedder())

    for language in ("de", "en"):
        scale = calibration.scale(language)
        assert scale is not None
        assert 0 < scale.trust < 0.2


@pytest.mark.parametrize(
    ("separation", "trust"), [(1.0, 0.0), (1.5, 0.0), (2.75, 0.25), (4.0, 1.0), (9.0, 1.0)]
)
def test_trust_grows_with_the_square_of_the_separation(separation: float, trust: float) -> None:
    assert Scale(0.0, 1.0, separation).trust == trust


def test_another_language_goes_by_what_the_model_knows_least() -> None:
    calibration = Calibration({"en": Scale(0.0, 1.0, 4.0), "de": Scale(0.0, 1.0, 1.0)})

    assert calibration.scale("en") is not None
    assert calibration.scale("fr") is None


def test_a_breaker_rests_after_a_failure_and_tries_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    calls = 0
    breaker = Breaker(clock=lambda: now)

    def fail() -> int:
        nonlocal calls
        calls += 1
        raise EmbedderFailedError(model="m", reason="r")

    assert [breaker.attempt(fail) for _ in range(3)] == [None, None, None]
    assert calls == 1
    now = PAUSE
    assert breaker.attempt(fail) is None
    assert calls == 2
    assert len(caplog.records) == 1
    now = 2 * PAUSE
    assert breaker.attempt(lambda: 7) == 7
    assert breaker.attempt(fail) is None
    assert len(caplog.records) == 2


@pytest.mark.parametrize(
    ("question", "weight"), [("When was the boat lost?", 1.0), ("Who lost the boat?", 0.5)]
)
def test_a_name_counts_half_of_a_date_that_can_be_told_for_certain(
    make_asker: Callable[..., Asker],
    draft: Make,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    weight: float,
) -> None:
    given: list[list[float]] = []

    def noted(*parts: Any) -> Any:  # noqa: ANN401 - whatever the ranker hands on
        given.append(parts[3].tolist())
        return fuse(*parts)

    monkeypatch.setattr(ranker, "fuse", noted)
    asker = make_asker(draft("The boat was lost on 3 May 1921 by Ada Lovelace.", language="en"))

    ranking, _ = asker.rank(question, [SHARED])

    assert given == [[0.0], [weight]]
    assert ranking.signals is not None
    assert ranking.signals.typed.tolist() == [1.0]
