"""Ranking -> a verdict: does the best sentence answer, and how sure is that?

A logistic regression on the parts (`parts`) gives a probability; two thresholds make of it an
answer, what perhaps is one, or silence. They follow from the share of wrong answers that the
operator puts up with (`[search] wrong_answers`), as `index calibrate` measured it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from babel.numbers import format_percent

from index.asking.answers import Certainty, Outcome
from index.asking.judging.explanation import Explanation, Part
from index.asking.judging.opinions import NOBODY, Opinions, added, bounded, logistic, logit
from index.asking.judging.parts import Parts, Unmet, overtaken, parts_of, unmet
from index.asking.judging.weights import WORDS, Weights, shipped
from index.asking.ranking.ranker import Ranking, Signals
from index.i18n import N_, TEXTS, Language

PERHAPS = 5.0
"""So many times as many unanswerable questions may get what perhaps answers."""

GOOD = 0.5
"""From which probability on an answer's certainty is at least good."""

LEAST_MET, RELATED = 1 / 3, 1.0
"""A sentence that meets less of the question doesn't answer, unless its passage's cosine is that of
an answer: in a collection of one article it leads whatever it says."""

GAP = 0.2
"""Up to which gap it is high, if what is asked for is there. Of 310 questions of five collections,
cross-fitted, 29 are so certain, 27 of them right."""


DOUBT = 1.0
"""So far beyond the thresholds, in nats, the judge is in doubt: by the built-in model about 205 of
310 questions of five collections. Of the others 97 are silent with a wrong sentence first and 6
with a right one, and 2 are answered rightly."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probabilities from which on something answers, perhaps does, and is right for sure.

    `wrong` is the share of questions without an answer that may reach the first one.
    """

    answer: float
    perhaps: float
    high: float
    wrong: float

    def reason(self, language: Language) -> str:
        """Say what they follow from."""
        return TEXTS.text(
            language,
            N_(
                "Set where {wrong} of the questions without an answer get one, and {perhaps} at "
                "least something that may fit ([search] wrong_answers)."
            ),
            wrong=format_percent(self.wrong, locale=language),
            perhaps=format_percent(may_reach(self.wrong), locale=language),
        )


def may_reach(wrong: float) -> float:
    """Return the share of questions without an answer that may get what perhaps is one."""
    return min(0.5, PERHAPS * wrong)


Basis = Literal["own", "shipped", "words"]
"""Weights that the operator fitted for the model, that come with the package for it, or those of no
model, for nobody fitted any for this one."""

NOTHING_UNMET = Unmet()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to come of a question, and how likely, 0 to 1, the best sentence answers it.

    `parts` are what that was made of, `contributions` what each added to the log-odds (`constant`
    is there anyway), `unmet` what the question has and the sentence lacks. `doubtful` says that
    others may be asked, `opinions` are what those say.
    """

    confidence: float
    outcome: Outcome
    certainty: Certainty = "fair"
    parts: Parts | None = None
    contributions: Mapping[str, float] = field(default_factory=dict)
    constant: float = 0.0
    unmet: Unmet = NOTHING_UNMET
    doubtful: bool = False
    opinions: Opinions = field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether something is given as an answer, if only perhaps."""
        return self.outcome != "silent"

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of things that are asked for and that no sentence has."""
        return (self.unmet.kind,) if self.unmet.kind else ()


SILENCE = Verdict(0.0, "silent")
"""That on no candidates."""


class Judge:
    """Judges rankings, by the weights for the model that gave the vectors. Thread-safe.

    `own` are weights that the operator fitted.
    """

    def __init__(self, model: str, wrong: float, own: Mapping[str, Weights] | None = None) -> None:
        known = {**shipped().models, **(own or {})}
        self.basis: Basis = "words"
        """Whose weights judge with vectors."""
        if model in known:
            self.basis = "own" if own and model in own else "shipped"
        self._words = known[WORDS]
        self._with_model = known.get(model, self._words)
        self._wrong = wrong

    def thresholds(self, *, by_vectors: bool) -> Thresholds:
        """Return the thresholds that hold with vectors or without."""
        weights = self._with_model if by_vectors else self._words
        return Thresholds(
            answer=weights.threshold(self._wrong),
            perhaps=weights.threshold(may_reach(self._wrong)),
            high=weights.high,
            wrong=self._wrong,
        )

    def judge(self, question: str, ranking: Ranking, opinions: Opinions = NOBODY) -> Verdict:
        """Judge the ranking of a question as it was asked; without candidates nothing answers.

        `opinions` are what others say of its first sentence.
        """
        signals = ranking.signals
        if signals is None:
            return SILENCE
        by_vectors = signals.similar is not None
        weights = self._with_model if by_vectors else self._words
        parts = parts_of(question, signals)
        contributions = weights.contributions(parts) | added(opinions, weights.opinions)
        confidence = logistic(weights.constant + sum(contributions.values()))
        limits = self.thresholds(by_vectors=by_vectors)
        outcome = _outcome(confidence, limits, parts)
        again = outcome == "answer" and _was_said(signals, parts)
        return Verdict(
            confidence,
            "perhaps" if again else outcome,
            "fair" if again else _certainty(confidence, limits, parts, signals),
            parts,
            contributions,
            weights.constant,
            unmet(signals),
            _doubtful(confidence, limits, parts),
            opinions,
        )

    def explain(self, ranking: Ranking, verdict: Verdict) -> Explanation:
        """Say what the verdict on a ranking was made of."""
        signals, parts = ranking.signals, verdict.parts
        limits = self.thresholds(by_vectors=signals is None or signals.similar is not None)
        return Explanation(
            probability=verdict.confidence,
            answer=limits.answer,
            perhaps=limits.perhaps,
            wrong=limits.wrong,
            doubtful=may_reach(limits.wrong),
            constant=verdict.constant,
            parts={
                name: Part(_value(name, verdict), adds)
                for name, adds in verdict.contributions.items()
            },
            too_little=parts is not None and _too_little(parts),
            unmet=verdict.unmet.words,
            missing_kind=verdict.unmet.kind,
        )


def _value(name: str, verdict: Verdict) -> float:
    opinion = verdict.opinions.get(name)
    return bounded(opinion) if opinion is not None else getattr(verdict.parts, name)


def _doubtful(confidence: float, limits: Thresholds, parts: Parts) -> bool:
    """Tell whether it is close enough to a threshold; what is never an answer leaves no doubt."""
    odds = logit(confidence)
    within = logit(limits.perhaps) - DOUBT <= odds <= logit(limits.answer) + DOUBT
    return within and not _too_little(parts)


def _too_little(parts: Parts) -> bool:
    return (parts.met < LEAST_MET and parts.passage < RELATED) or parts.other == 1


def _outcome(confidence: float, limits: Thresholds, parts: Parts) -> Outcome:
    if _too_little(parts):
        return "silent"
    if confidence >= limits.answer:
        return "answer"
    return "perhaps" if confidence >= limits.perhaps else "silent"


def _was_said(signals: Signals, parts: Parts) -> bool:
    """Tell whether the best sentence is what was said a moment ago, without what is asked for now.

    Its own words complete the question, and so speak for it.
    """
    best = signals.scored.sentences[int(signals.scores.argmax())]
    return signals.kind is not None and parts.kind == 0 and best.text == signals.said


def _certainty(confidence: float, limits: Thresholds, parts: Parts, signals: Signals) -> Certainty:
    if confidence < limits.answer or confidence < GOOD:
        return "fair"
    sure = confidence >= limits.high and parts.kind == 1 and parts.gap <= GAP
    return "high" if sure and not overtaken(signals) else "good"
