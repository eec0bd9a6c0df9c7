"""Whether a post in a help channel is answered, and with what. Nothing here knows Discord.

Nobody asked the bot, so it speaks only where the sources answer for certain. A post is a story with
a title: what it asks is asked alone and beside all that is told, below its title and by the title
alone, and once all of it is asked. No way has to be certain by itself, for in none stands all that
matters; what they say together decides (`SURE`). A post that tells nothing has but one way.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.helping.asked import around, asked_in, said_in
from index.asking.answers import Answer, Turn
from index.asking.judging.judge import Verdict
from index.asking.judging.opinions import logit
from index.asking.judging.parts import parts_of
from index.asking.questions.follow_up import content_words
from index.asking.questions.talk import talk_in
from index.asking.ranking.ranker import Ranking
from index.errors import QuestionError
from index.library import Library
from index.models import Sentence
from index.scopes import Scope, read_from

SURE: Mapping[str, float] = {"builtin": 0.15}
OTHERS_SURE = 0.2
"""The mean of the log-odds of all ways from which on a post is answered, by the model's name. Of
124 posts (`tests/collections/help_posts.jsonl`), 64 of which have an answer, 22 are answered
rightly with the built-in model and 25 with e5, and one that has none by each
(`tests.benchmarks.helping`)."""
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

Place = tuple[str, int]
"""An article, and where in it a sentence begins."""


@dataclass(frozen=True, slots=True)
class _Post:
    """What a post asks, what it tells besides, its title, and all that it says."""

    asked: str
    told: str
    title: str
    said: str
    is_story: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of asking a post, and what came of it."""

    ranking: Ranking
    verdict: Verdict
    untold: bool
    """Whether a thing of a sort, a person or the like is asked for, and the sentence names none."""

    @property
    def log_odds(self) -> float:
        """How likely its first sentence answers."""
        return logit(min(max(self.verdict.confidence, LEAST), 1 - LEAST))

    @property
    def places(self) -> Sequence[Place]:
        """The best sentences."""
        return [_place(hit.sentence) for hit in self.ranking.hits[:LOOKED_AT]]


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
    said = " ".join(([f"{title}."] if title else []) + said_in(text))
    story = len(content_words(around(text, "", asked))) >= STORY
    post = _Post(asked, around(text, title, asked), title, said, story)
    try:
        return _decided(library, read_from(scope), post)
    except QuestionError:
        return None


def _decided(library: Library, scopes: tuple[Scope, ...], post: _Post) -> Answer | None:
    told = Turn(post.told) if post.told else None
    together = library.ask(post.asked, scopes, told)
    if together.pinned:
        return together
    ways = _ways(library, scopes, post, told)
    place = _agreed(ways)
    if place is None:
        return None
    odds = [way.log_odds if way.places[0] == place else ELSEWHERE for way in ways]
    sure = SURE.get(library.model.embedder.name, OTHERS_SURE)
    if sum(odds) / len(odds) < sure or any(way.untold for way in ways):
        return None
    parts = together.parts or (together,)
    found = [each for each in _answers(library, scopes, post, parts[0]) if _says(each, place)]
    if not post.is_story:
        found = [each for each in found if each.complete and each.confidence >= SURE_ALONE]
    if not found:
        return None
    if together.parts and together.complete and not together.left_out:
        return together
    # What all ways are sure of is certain, even if the one that is shown wasn't alone.
    return replace(max(found, key=lambda answer: answer.confidence), perhaps=False)


def _ways(
    library: Library, scopes: tuple[Scope, ...], post: _Post, told: Turn | None
) -> list[_Way]:
    """Ask a post in all ways that differ; what finds nothing says nothing."""
    limit = library.settings.search.max_question_length
    texts: list[tuple[str, Turn | None]] = [(post.asked, None), (post.said[:limit], None)]
    if told is not None:
        texts.append((post.asked, told))
    if below := _below(post.title, post.asked):
        texts.append((below, None))
    if len(content_words(post.title)) >= TITLE_WORDS:
        texts.append((post.title, None))
    ways = []
    for text, turn in texts:
        ranking, verdict = library.asker.rank(text[:limit], scopes, turn)
        if ranking.hits and ranking.signals is not None:
            whole = text is texts[1][0] or text == post.title
            untold = not whole and parts_of(text, ranking.signals).untold > 0
            ways.append(_Way(ranking, verdict, untold))
    return ways


def _agreed(ways: Sequence[_Way]) -> Place | None:
    """Return the sentence that is meant: first in most ways, or near it."""
    votes: dict[Place, float] = defaultdict(float)
    for way in ways:
        for number, place in enumerate(way.places):
            votes[place] += 1 / (1 + number)
    return max(votes, key=lambda place: votes[place]) if votes else None


def _answers(
    library: Library, scopes: tuple[Scope, ...], post: _Post, main: Answer
) -> list[Answer]:
    """Ask the main question beside what is told, alone and below the title; and the title."""
    found, title = [main], post.title
    if main.asked != main.question:
        found.append(library.ask(main.question, scopes))
    if below := _below(title, main.question):
        found.append(library.ask(below, scopes))
    if len(content_words(title)) >= TITLE_WORDS:
        found.append(library.ask(title, scopes))
    return found


def _below(title: str, question: str) -> str:
    """Return a question below a title; empty where that makes no difference."""
    return "" if not title or title in question or "?" in title else f"{title}: {question}"


def _says(answer: Answer, place: Place) -> bool:
    """Tell whether an answer cites a sentence first, and holds today."""
    cited = answer.citations
    return bool(cited) and _place(cited[0].sentence) == place and not answer.expired


def _place(sentence: Sentence) -> Place:
    return sentence.article.id, sentence.span.start
