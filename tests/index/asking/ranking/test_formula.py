from collections.abc import Sequence
from itertools import permutations
from math import log

import numpy as np
import pytest

from index.asking.ranking.formula import PAIRS, WINDOW, Candidate, QuestionParts, score, terms_of
from index.models import Article, Sentence
from index.scopes import SHARED
from index.units.segmentation import segment

QUESTION = "Wann eröffneten die Minister neue Brücken? When did ministers open new bridges?"

TEXTS = {
    "de": "Der Minister eröffnete die neue Brücke 2019. Eine neue Brücke wurde eröffnet.",
    "en": "The minister opened a new bridge in 2019. A new bridge was opened.",
    "fr": "Le ministre a ouvert (open) de nouveaux bridges. Die neuen Brücken eröffneten 2019.",
    "tr": "Yeni köprü 2019 açıldı, new bridges. Minister eröffneten neue Brücken, open bridges.",
}


def candidate_of(number: int, text: str, language: str) -> Candidate:
    article = Article(f"a{number}", SHARED, number, "", language, None, None, None, text, ())
    spans = segment(text, language)
    passage = [Sentence(10 * number + i, article, span) for i, span in enumerate(spans)]
    return Candidate(passage, terms_of(passage), bm25=1.0)


CANDIDATES = [
    candidate_of(number, text, language) for number, (language, text) in enumerate(TEXTS.items())
]


def scores_of(candidates: Sequence[Candidate], question: str = QUESTION) -> dict[int, float]:
    parts = QuestionParts.of(question)
    ranking = score(question, parts, candidates, 10, np.full(len(parts.parts), 2))
    ids = [sentence.id for sentence in ranking.sentences]
    return dict(zip(ids, ranking.scores.tolist(), strict=True))


def test_the_order_of_candidates_in_several_languages_does_not_matter() -> None:
    scores = scores_of(CANDIDATES)

    assert len(scores) == 8
    for order in permutations(CANDIDATES):
        assert scores_of(order) == pytest.approx(scores, rel=1e-12)


@pytest.mark.parametrize("candidate", CANDIDATES, ids=TEXTS)
def test_a_passage_scores_beside_other_languages_as_it_does_alone(candidate: Candidate) -> None:
    alone = scores_of([candidate])

    beside = scores_of([other for other in CANDIDATES if other is not candidate] + [candidate])

    assert {key: beside[key] for key in alone} == pytest.approx(alone, rel=1e-12)


@pytest.mark.parametrize(
    ("language", "question", "near", "apart"),
    [
        ("de", "Brücken eröffneten", "Er eröffnet die Brücke a a a a a a.", "eröffnet{} Brücke."),
        ("en", "bridges opened", "They open the bridge a a a a a a.", "open{} bridge."),
        ("tr", "köprüler açıldılar", "Köprü dün açıldı a a a a a a.", "köprü{} açıldı."),
    ],
)
def test_inflected_words_that_are_near_in_both_count_whatever_language_comes_first(
    language: str, question: str, near: str, apart: str
) -> None:
    first = candidate_of(1, TEXTS["fr"], "fr")
    texts = near, apart.format(" a" * WINDOW)
    pair = [candidate_of(number, text, language) for number, text in enumerate(texts, 2)]

    scores = scores_of([first, *pair], question)

    assert scores[20] - scores[30] == pytest.approx(PAIRS * log(2))
