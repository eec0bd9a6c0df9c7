"""What becomes of a question: an answer, what perhaps is one, or silence; and why."""

import math
from collections.abc import Callable

import pytest

from index.asking.asker import Asker
from index.asking.judging.judge import Judge, may_reach
from index.asking.judging.parts import NAMES, Parts
from index.asking.judging.weights import STEPS, WORDS, Weights, shipped
from index.models import Draft
from index.scopes import SHARED

Make = Callable[..., Draft]
MakeAsker = Callable[..., Asker]

HALL = (
    "Die Stadthalle wurde 1961 eröffnet. Sie hat 800 Plätze. Ein Platz in der ersten Reihe kostet "
    "12 Euro. Der Architekt war Paul Krumm."
)
MARKET = "Der Wochenmarkt ist am Samstag. Die Stände öffnen um 8 Uhr."


@pytest.fixture
def town(make_asker: MakeAsker, draft: Make) -> Asker:
    return make_asker(draft(HALL, title="Stadthalle"), draft(MARKET, title="Wochenmarkt"))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wann wurde die Stadthalle eröffnet?", "Die Stadthalle wurde 1961 eröffnet."),
        ("Wie viele Plätze hat die Stadthalle?", "Sie hat 800 Plätze."),
        ("Was kostet ein Platz?", "Ein Platz in der ersten Reihe kostet 12 Euro."),
        ("Um wie viel Uhr öffnen die Stände?", "Die Stände öffnen um 8 Uhr."),
    ],
)
def test_what_the_text_says_is_answered(town: Asker, question: str, answer: str) -> None:
    found = town.ask(question, [SHARED])

    assert found.outcome == "answer"
    assert found.citations[0].sentence.text == answer


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Was kostete der Bau der Stadthalle?", ()),
        ("Wie alt ist der Architekt?", ("age",)),
        ("Wie lange dauert der Wochenmarkt?", ("duration",)),
        ("Wann wurde der Flughafen eröffnet?", ()),
        ("Wer gewann die Meisterschaft?", ()),
    ],
)
def test_what_the_text_does_not_say_is_no_answer(
    town: Asker, question: str, missing: tuple[str, ...]
) -> None:
    found = town.ask(question, [SHARED])

    assert found.outcome != "answer"
    assert found.missing == missing
    assert found.certainty == "fair"


@pytest.mark.parametrize(
    ("question", "language", "rules", "answer"),
    [
        (
            "Can I bring my dog?",
            "en",
            "Dogs are allowed on the terrace. Guests sign in. Please bring a towel.",
            "Dogs are allowed on the terrace.",
        ),
        (
            "Darf ich meinen Hund mitbringen?",
            "de",
            "Hunde sind auf der Terrasse erlaubt. Tragt euch ein. Bitte ein Handtuch mitbringen.",
            "Hunde sind auf der Terrasse erlaubt.",
        ),
    ],
)
def test_who_asks_whether_they_may_bring_something_is_told_the_rule_for_it(
    make_asker: MakeAsker, draft: Make, question: str, language: str, rules: str, answer: str
) -> None:
    found = make_asker(draft(rules, title="Rules", language=language)).ask(question, [SHARED])

    assert found.outcome != "silent"
    assert found.citations[0].sentence.text == answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are dogs allowed?", "Dogs are allowed in the yard."),
        ("Sind Hunde erlaubt?", "Dogs are allowed in the yard."),
        ("Are cats allowed?", None),
        ("Sind Katzen erlaubt?", None),
    ],
)
def test_what_is_said_of_dogs_is_not_said_of_cats(
    make_asker: MakeAsker, draft: Make, question: str, answer: str | None
) -> None:
    rules = "Dogs are allowed in the yard. The laundry is open until 8 pm."
    found = make_asker(draft(rules, title="House rules", language="en")).ask(question, [SHARED])

    assert (found.citations[0].sentence.text if found.citations else None) == answer


@pytest.mark.parametrize(
    ("date", "later", "certainty"),
    [
        (
            "2025-05-01",
            "Wie wir hören, soll der Eintritt in das Freibad jetzt sieben Euro kosten.",
            "good",
        ),
        (
            "2025-03-01",
            "Wie wir hören, soll der Eintritt in das Freibad jetzt sieben Euro kosten.",
            "high",
        ),
        ("2025-05-01", "Ein Eis kostet im Kiosk zwei Euro.", "high"),
    ],
)
def test_nothing_is_very_sure_of_which_a_newer_article_speaks(
    make_asker: MakeAsker, draft: Make, date: str, later: str, certainty: str
) -> None:
    text = "Der Eintritt in das Freibad kostet fünf Euro."
    asker = make_asker(
        draft(text, title="Freibad", date="2025-04-01"), draft(later, title="Brief", date=date)
    )

    _, verdict = asker.rank("Was kostet der Eintritt in das Freibad?", [SHARED])

    assert verdict.certainty == certainty


def test_a_kind_that_nothing_has_weighs_against_the_best_sentence(town: Asker) -> None:
    _, asked_for_age = town.rank("Wie alt ist der Architekt?", [SHARED])
    _, asked_for_name = town.rank("Wer ist der Architekt?", [SHARED])

    assert asked_for_age.parts is not None
    assert asked_for_name.parts is not None
    assert (asked_for_age.parts.lacking, asked_for_name.parts.lacking) == (1.0, 0.0)
    assert asked_for_age.contributions["lacking"] < -2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Wer ist der Architekt?", 1),
        ("Wann öffnet der Wochenmarkt am Samstag?", 3),
        ("Kostet ein Platz der Stadthalle beim Wochenmarkt am Samstag zwölf Euro Eintritt?", 6),
    ],
)
def test_of_how_many_words_a_question_is_counts_up_to_six(
    town: Asker, question: str, words: int
) -> None:
    _, verdict = town.rank(question, [SHARED])

    assert verdict.parts is not None
    assert verdict.parts.words == pytest.approx(math.log(words))


def test_what_is_not_met_is_told(town: Asker) -> None:
    _, verdict = town.rank("Wann wurde der Flughafen eröffnet?", [SHARED])

    assert verdict.unmet.words == ("flughafen",)


def test_a_second_article_that_says_the_same_speaks_for_an_answer(
    make_asker: MakeAsker, draft: Make
) -> None:
    one = draft("Die Stadthalle wurde 1961 eröffnet.", title="Geschichte")
    other = draft("1961 wurde die Stadthalle eröffnet.", title="Chronik")
    alone = make_asker(one).ask("Wann wurde die Stadthalle eröffnet?", [SHARED])

    both = make_asker(other).ask("Wann wurde die Stadthalle eröffnet?", [SHARED])

    assert (alone.outcome, both.outcome) == ("answer", "answer")


# The numbers


PARTS = Parts(**dict.fromkeys(NAMES, 0.0) | {"gap": 0.5, "kind": 1.0})
WEIGHTS = Weights(
    source="a test",
    constant=1.0,
    parts={"gap": -4.0, "kind": 0.5},
    reached=tuple(1 - step for step in STEPS),
    high=0.9,
)


def test_a_probability_is_the_logistic_of_the_constant_and_what_each_part_adds() -> None:
    assert WEIGHTS.contributions(PARTS)["gap"] == -2.0
    assert WEIGHTS.contributions(PARTS)["kind"] == 0.5
    assert WEIGHTS.probability(PARTS) == pytest.approx(1 / (1 + math.exp(0.5)))


@pytest.mark.parametrize(
    ("wrong", "threshold"),
    [(0.001, 0.99), (0.01, 0.99), (0.05, 0.95), (0.065, 0.935), (0.5, 0.5), (1.0, 0.5)],
)
def test_thresholds_between_those_that_were_measured_are_reckoned(
    wrong: float, threshold: float
) -> None:
    assert WEIGHTS.threshold(wrong) == pytest.approx(threshold)


def test_five_times_as_many_may_get_what_perhaps_answers_but_at_most_half() -> None:
    assert (may_reach(0.05), may_reach(0.2)) == (0.25, 0.5)


def test_the_more_wrong_answers_are_put_up_with_the_lower_the_thresholds() -> None:
    strict, lax = (Judge("builtin", w).thresholds(by_vectors=True) for w in (0.02, 0.2))

    assert strict.answer > lax.answer > lax.perhaps
    assert strict.perhaps > lax.perhaps


def test_a_model_that_nothing_was_fitted_for_is_judged_by_the_words_alone() -> None:
    unknown = Judge("some/model", 0.05)

    assert unknown.thresholds(by_vectors=True) == unknown.thresholds(by_vectors=False)


def test_no_part_of_what_ships_counts_in_the_wrong_direction() -> None:
    against = {"hole", "gap", "other", "number", "lacking", "untold"}

    for weights in shipped().models.values():
        assert weights.parts.keys() <= set(NAMES)
        for name, weight in weights.parts.items():
            assert weight < 0 if name in against else weight > 0
        assert list(weights.reached) == sorted(weights.reached, reverse=True)
    assert WORDS in shipped().models
