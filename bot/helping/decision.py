"""Whether a post in a help channel is answered, and with what. Nothing here knows Discord.

Nobody asked the bot, so it speaks only where the sources answer for certain. A post is a story with
a title: its first question is asked alone, beside all that is told, and below the title, the title
is asked by itself, and once all that is said. No way has to be certain by itself, for in none
stands all that matters; what they say together decides (`SURE`), and then whether anything keeps
the sentence from being the answer (`bot.helping.doubts`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.helping.asked import around, asked_in, said_in
from bot.helping.doubts import is_doubtful
from index.asking.answers import Answer, Turn
from index.asking.asker import Asker, Judged
from index.asking.judging.opinions import logit
from index.asking.questions.follow_up import content_words
from index.asking.questions.question import clean_question
from index.asking.questions.several import questions_in
from index.asking.questions.talk import talk_in
from index.errors import QuestionError
from index.library import Library
from index.models import Sentence
from index.scopes import Scope, read_from

SURE = 0.25
"""The mean of the log-odds of all ways from which on a post is answered, whatever the model. Of
184 posts (`tests/collections`), 94 of which have an answer, the built-in model so answers 12, all
rightly, and 2 of the others (`tests.benchmarks.helping`)."""
SURE_ALONE = 0.85
"""How likely an answer must be where a post tells nothing: of 172 posts that nothing answered 3 got
one, at the judge's own threshold (0.83) 4."""
STORY = 5
"""Words that say something, from which on a post tells a story."""

LEAST = 0.001
"""So sure no way is of anything."""
ELSEWHERE = -4.0
"""The log-odds of a way that finds another sentence first."""
LOOKED_AT = 5
"""Sentences of each way that have a say in which one is meant."""
TITLE_WORDS = 2
"""Words that say something, from which on a title can be asked alone: one is met anywhere."""

SentencePlace = tuple[str, int]
"""An article, and where in it a sentence begins."""


@dataclass(frozen=True, slots=True)
class _Post:
    """What a post asks in all and first, what it tells besides, its title, all that it says.

    `below` is the first question below the title, empty where that makes no difference.
    """

    asked: str
    first: str
    told: str
    title: str
    below: str
    said: str
    is_story: bool

    @property
    def has_more(self) -> bool:
        """Whether it asks more than its first question."""
        return self.first != self.asked


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of asking a post, and what came of it."""

    judged: Judged
    of_question: bool
    """Whether it asks the question itself, rather than the title or all that is said."""

    @property
    def log_odds(self) -> float:
        """How likely its first sentence answers."""
        return logit(min(max(self.judged.verdict.confidence, LEAST), 1 - LEAST))

    @property
    def places(self) -> Sequence[SentencePlace]:
        """The best sentences."""
        return [_place(hit.sentence) for hit in self.judged.ranking.hits[:LOOKED_AT]]

    @property
    def is_doubtful(self) -> bool:
        """Whether anything keeps its first sentence from being the answer."""
        signals, parts = self.judged.ranking.signals, self.judged.verdict.parts
        question = self.judged.searched.question
        return signals is None or parts is None or is_doubtful(question, signals, parts)


def decide(
    library: Library, text: str, scope: Scope | tuple[Scope, ...], title: str = ""
) -> Answer | None:
    """Return the answer to a post, a forum's with its title; None where the bot keeps silent.

    Of several questions the first has to be answered; others are, if all are.
    Several scopes are exactly those that may be read.

    Raises:
        BelegbotError: the library can't answer now.
    """
    asked, title = asked_in(text, title), " ".join(title.split())
    if not asked or talk_in(asked):
        return None
    try:
        post = _read(text, title, asked, library.settings.search.max_question_length)
        scopes = read_from(scope)
        revision, answer = library.consider(lambda asker: _decided(asker, scopes, post))
    except QuestionError:
        return None
    return answer and replace(answer, revision=revision)


def _read(text: str, title: str, asked: str, limit: int) -> _Post:
    asked = clean_question(asked, limit)
    several = questions_in(asked)
    first = several.each[0] if several else asked
    is_same = not title or title in first or "?" in title
    return _Post(
        asked=asked,
        first=first,
        told=around(text, title, asked),
        title=title,
        below="" if is_same else f"{title}: {first}"[:limit],
        said=" ".join(([f"{title}."] if title else []) + said_in(text))[:limit],
        is_story=len(content_words(around(text, "", asked))) >= STORY,
    )


def _decided(asker: Asker, scopes: tuple[Scope, ...], post: _Post) -> Answer | None:
    if fixed := asker.fixed(post.first, scopes):
        return _of_all(asker, scopes, post) or fixed
    ways = list(_ways(asker, scopes, post))
    place = _agreed(ways)
    if place is None or not _is_certain(post, ways, place):
        return None
    certain = [way for way in ways if way.of_question and way.places[0] == place]
    if not certain or certain[0] is not ways[0] or ways[0].is_doubtful:
        return None
    best = max(certain, key=lambda way: way.log_odds).judged
    # What all ways are sure of is certain, even if none was alone.
    answer = asker.composed(replace(best, verdict=replace(best.verdict, outcome="answer")))
    if answer.expired or _place(answer.citations[0].sentence) != place:
        return None
    return _of_all(asker, scopes, post) or answer


def _is_certain(post: _Post, ways: Sequence[_Way], place: SentencePlace) -> bool:
    """Tell whether the ways are sure enough together; a post that tells nothing has but one."""
    odds = [way.log_odds if way.places[0] == place else ELSEWHERE for way in ways]
    alone = post.is_story or any(
        way.judged.verdict.confidence >= SURE_ALONE
        for way in ways
        if way.of_question and way.places[0] == place
    )
    return alone and sum(odds) / len(odds) >= SURE


def _of_all(asker: Asker, scopes: tuple[Scope, ...], post: _Post) -> Answer | None:
    """Return the answer to all that a post asks, if it asks more and all of it has one."""
    if not post.has_more:
        return None
    answer = asker.ask(post.asked, scopes, Turn(post.told) if post.told else None)
    return answer if answer.parts and answer.complete and not answer.left_out else None


def _ways(asker: Asker, scopes: tuple[Scope, ...], post: _Post) -> Iterator[_Way]:
    """Ask a post in all ways that differ; what finds nothing says nothing."""
    texts: list[tuple[str, Turn | None, bool]] = [(post.first, None, True)]
    if post.told:
        texts.append((post.first, Turn(post.told), True))
    if post.below:
        texts.append((post.below, None, True))
    if len(content_words(post.title)) >= TITLE_WORDS:
        texts.append((post.title, None, False))
    texts.append((post.said, None, False))
    for text, turn, of_question in texts:
        judged = asker.judged(text, scopes, turn)
        if judged.ranking.hits and judged.ranking.signals is not None:
            yield _Way(judged, of_question)


def _agreed(ways: Sequence[_Way]) -> SentencePlace | None:
    """Return the sentence that is meant: first in most ways, or near it."""
    votes: dict[SentencePlace, float] = defaultdict(float)
    for way in ways:
        for number, place in enumerate(way.places):
            votes[place] += 1 / (1 + number)
    return max(votes, key=lambda place: votes[place]) if votes else None


def _place(sentence: Sentence) -> SentencePlace:
    return sentence.article.id, sentence.span.start
