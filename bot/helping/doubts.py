"""What keeps a post from being answered, whatever the probability: reasons that can be told.

The judge's probability says how well a sentence meets what a question says. Nobody has asked the
bot in a help channel, so there it must also be told that the sentence has what is asked *for*.
"""

import re

from index.asking.judging.parts import Parts
from index.asking.kinds.questions import AnswerType, asks_for_sort
from index.asking.questions.question import asking_part
from index.asking.questions.several import INTERROGATIVES
from index.asking.ranking.ranker import Signals
from index.language.months import day_names, month_names
from index.language.registry import all_patterns
from index.language.terms import words
from index.models import Sentence, UnitKind

OF_ANYTHING = frozenset[AnswerType]({"number", "rank", "code"})
"""Kinds that a text has for other things, too: "how high", with any number in the sentence."""
TOLD_BY_PLACE = frozenset[UnitKind]({"item", "answer"})
"""What stands below what asks for it, a list's lead-in or an FAQ's question."""
HOLE = 1.0
"""The largest hole that the best sentence and its neighbours may leave: an average word's."""
IN_ROW = 0.9
"""The share of the question's words that a table's row must meet: it has little to meet them by."""
MET = 0.5
"""From which on a word counts as met."""
NEARLY = 0.3
"""What a newer article that speaks of the same may meet less of the question."""
RELATIVE = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.relative_day)})\b", re.IGNORECASE
)


def is_doubtful(question: str, signals: Signals, parts: Parts) -> bool:
    """Tell whether anything keeps the best sentence from being the answer to a question."""
    best = signals.scored.sentences[int(signals.scores.argmax())]
    return (
        _lacks_kind(question, signals, parts, best)
        or parts.hole > HOLE
        or parts.number > 0
        or (best.span.kind == "row" and parts.met < IN_ROW)
        or _is_of_another_time(question, signals, best)
        or _may_be_corrected(signals, best)
    )


def _lacks_kind(question: str, signals: Signals, parts: Parts, best: Sentence) -> bool:
    """Tell whether the sentence isn't known to hold what is asked for."""
    if signals.kind is not None:
        typed = signals.typed[int(signals.scores.argmax())]
        return typed < 1 or signals.kind in OF_ANYTHING
    if parts.untold > 0 or asks_for_sort(question):
        return True
    # "Woraus macht man …?", "What is it made of?": no form tells what that would be.
    openly = not INTERROGATIVES.isdisjoint(words(asking_part(question))[:2])
    return openly and best.span.kind not in TOLD_BY_PLACE


def _is_of_another_time(question: str, signals: Signals, best: Sentence) -> bool:
    """Tell whether a time is asked about that the sentence doesn't name: "last month", "in May"."""
    if RELATIVE.search(question):
        return True
    language = best.article.language
    names = {name.lower() for name in (*month_names(language), *day_names(language))}
    met = signals.matches.strict[int(signals.scores.argmax())]
    return any(
        word in names and share < MET
        for word, share in zip(signals.matches.words, met, strict=True)
    )


def _may_be_corrected(signals: Signals, best: Sentence) -> bool:
    """Tell whether a newer article speaks of the same, which may say that it has changed."""
    since = best.article.date
    if since is None:
        return False
    met = signals.matches.strict @ signals.matches.weights
    least = max(MET, float(met[int(signals.scores.argmax())]) - NEARLY)
    return any(
        share >= least and sentence.article.date is not None and sentence.article.date > since
        for share, sentence in zip(met, signals.scored.sentences, strict=True)
    )
