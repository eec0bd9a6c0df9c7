"""Who is asked in doubt, about what, and for how long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from index.asking.answers import Hit
from index.asking.asker import Asker
from index.asking.helpers.breaker import Breaker
from index.asking.judging.counsel import Adviser, Counsel
from index.asking.judging.judge import DOUBT, SILENCE, Judge
from index.asking.judging.opinions import DEFAULTS, LOUDEST, Influence, logistic, logit
from index.asking.judging.weights import shipped
from index.asking.questions.follow_up import Resolved
from index.asking.ranking.ranker import Ranking
from index.models import Draft
from index.scopes import SHARED

Make = Callable[..., Draft]
MakeAsker = Callable[..., Asker]

HALL = "Die Stadthalle wurde 1961 eröffnet. Sie hat 800 Plätze. Der Architekt war Paul Krumm."
IN_DOUBT = Resolved("Wer hat die Stadthalle gebaut?")
STRONG = {name: Influence(weight=1.0) for name in DEFAULTS}


@dataclass
class Model:
    """Says the same of everything, and keeps what it was asked."""

    odds: float
    asked: list[tuple[str, str]] = field(default_factory=list)

    def log_odds(self, question: str, hit: Hit) -> float:
        self.asked.append((question, hit.sentence.text))
        return self.odds


@pytest.fixture
def hall(make_asker: MakeAsker, draft: Make) -> Asker:
    return make_asker(draft(HALL, title="Stadthalle"))


def counsel(models: Sequence[tuple[str, Model | None]]) -> Counsel:
    own = {"builtin": shipped().models["builtin"].model_copy(update={"opinions": STRONG})}
    advisers = [Adviser(name, model, Breaker()) for name, model in models]
    return Counsel(Judge("builtin", 0.05, own), advisers)


def ranking_of(asker: Asker, question: str = IN_DOUBT.question) -> Ranking:
    return asker.rank(question, [SHARED])[0]


def test_all_are_asked_about_the_first_sentence_while_there_is_doubt(hall: Asker) -> None:
    models = [("reranker", Model(0.1)), ("reader", Model(0.0)), ("language_model", Model(-0.1))]
    ranking = ranking_of(hall)

    verdict = counsel(models).judge(IN_DOUBT, ranking)

    assert verdict.opinions == {"reranker": 0.1, "reader": 0.0, "language_model": -0.1}
    assert [model.asked for _, model in models] == [
        [(IN_DOUBT.question, ranking.hits[0].sentence.text)]
    ] * 3


@pytest.mark.parametrize(("odds", "outcome"), [(9.0, "answer"), (-9.0, "silent")])
def test_whoever_comes_later_is_left_alone_once_the_doubt_is_gone(
    hall: Asker, odds: float, outcome: str
) -> None:
    sure, slow = Model(odds), Model(0.0)

    verdict = counsel([("reader", sure), ("language_model", slow)]).judge(
        IN_DOUBT, ranking_of(hall)
    )

    assert (len(sure.asked), slow.asked) == (1, [])
    assert verdict.outcome == outcome
    assert not verdict.doubtful


def test_nobody_is_asked_where_there_is_nothing_or_too_little(hall: Asker) -> None:
    model = Model(9.0)
    made = counsel([("language_model", model), ("reader", None)])
    unrelated = Resolved("Wer gewann die Meisterschaft im Rudern?")

    nothing = made.judge(Resolved("???"), Ranking())
    little = made.judge(unrelated, ranking_of(hall, unrelated.question))

    assert nothing == SILENCE
    assert little.outcome == "silent"
    assert model.asked == []


def test_a_follow_up_is_asked_with_what_it_takes_over(hall: Asker) -> None:
    model = Model(0.0)
    follow_up = Resolved(IN_DOUBT.question, ("stadthalle", "1961"), follow_up=True)

    counsel([("language_model", model)]).judge(follow_up, ranking_of(hall))

    assert model.asked[0][0] == "Wer hat die Stadthalle gebaut? (stadthalle 1961)"


def test_doubt_reaches_so_far_beyond_both_thresholds(hall: Asker) -> None:
    judge, ranking = Judge("builtin", 0.05), ranking_of(hall)
    limits = judge.thresholds(by_vectors=True)
    alone = logit(judge.judge(IN_DOUBT.question, ranking).confidence)

    def doubtful(odds: float) -> bool:
        # Nothing is fitted for it, and its weight is one.
        assert DEFAULTS["language_model"].weight == 1
        opinion = {"language_model": odds - alone}
        return judge.judge(IN_DOUBT.question, ranking, opinion).doubtful

    low, high = logit(limits.perhaps) - DOUBT, logit(limits.answer) + DOUBT
    assert [doubtful(each) for each in (low - 0.01, low + 0.01)] == [False, True]
    assert [doubtful(each) for each in (high - 0.01, high + 0.01)] == [True, False]


@pytest.mark.parametrize("opinion", [LOUDEST, 99.0, 1e300])
def test_an_opinion_is_no_louder_than_it_may_be(opinion: float) -> None:
    influence = Influence(weight=0.5, offset=-1.0)

    assert influence.adds(opinion) == 0.5 * LOUDEST - 1
    assert influence.adds(-opinion) == -0.5 * LOUDEST - 1
    assert Influence(weight=0.5, most=1.0).adds(opinion) == 1.0


@pytest.mark.parametrize("probability", [0.0, 1e-9, 0.25, 0.5, 1.0])
def test_log_odds_and_probabilities_are_the_same_told_twice(probability: float) -> None:
    assert logistic(logit(probability)) == pytest.approx(probability, abs=1e-11)


def test_log_odds_far_below_are_no_overflow() -> None:
    assert (logistic(-1e6), logistic(1e6)) == (0.0, 1.0)
