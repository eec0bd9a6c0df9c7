"""Whether a post in a help channel is answered, and with what. Nothing here knows Discord.

Nobody asked the bot, so it speaks only where the sources answer for certain. A post's main question
is its first. It is asked alone, beside all that the post tells, and below its title: each time the
same sentence must come first, and come first for the whole post, too. So what is told may lead to
the answer ("How long is it valid?"), and away from it.
"""

from dataclasses import dataclass

from bot.helping.asked import around, asked_in
from index.asking.answers import Answer, Turn
from index.asking.questions.talk import talk_in
from index.errors import QuestionError
from index.library import Library
from index.models import Sentence
from index.scopes import Scope, read_from

SURE = 0.85
"""How likely an answer must be, whatever an operator puts up with elsewhere: of 172 posts that
nothing answered 3 got one, at the judge's own threshold (0.83) 4."""

Place = tuple[str, int]
"""An article, and where in it a sentence begins."""


@dataclass(frozen=True, slots=True)
class _Post:
    """What a post asks, and what it tells besides."""

    asked: str
    told: str


def decide(
    library: Library, text: str, scope: Scope | tuple[Scope, ...], title: str = ""
) -> Answer | None:
    """Return the answer to a post, a forum's with its title; None where the bot keeps silent.

    Of several questions the first has to be answered; others are, if all are.
    Several scopes are exactly those that may be read.

    Raises:
        BelegbotError: the library can't answer now.
    """
    asked = asked_in(text, title)
    if not asked or talk_in(asked):
        return None
    try:
        return _decided(library, read_from(scope), title, _Post(asked, around(text, title, asked)))
    except QuestionError:
        return None


def _decided(library: Library, scopes: tuple[Scope, ...], title: str, post: _Post) -> Answer | None:
    together = library.ask(post.asked, scopes, Turn(post.told) if post.told else None)
    if together.pinned:
        return together
    parts = together.parts or (together,)
    ways = _ways(library, scopes, title, parts[0])
    best = max(ways, key=lambda answer: answer.confidence)
    if not _is_certain(best) or any(way.outcome == "silent" for way in ways):
        return None
    places = {_first(way) for way in ways}
    answered = {_first(part) for part in parts if _is_certain(part)}
    ranking, _ = library.asker.rank(f"{post.asked} {post.told}", scopes)
    if len(places) > 1 or _place(ranking.hits[0].sentence) not in places | answered:
        return None
    every = len(answered) == len(parts) and not together.left_out
    return together if every else best


def _ways(library: Library, scopes: tuple[Scope, ...], title: str, main: Answer) -> list[Answer]:
    """Ask the main question alone and below the title, too, where that makes a difference."""
    ways, title = [main], title.strip()
    if main.asked != main.question:
        ways.append(library.ask(main.question, scopes))
    if title and title not in main.question and "?" not in title:
        ways.append(library.ask(f"{title}: {main.question}", scopes))
    return ways


def _is_certain(answer: Answer) -> bool:
    return answer.complete and answer.confidence >= SURE


def _first(answer: Answer) -> Place | None:
    """Return the sentence that answers, or comes nearest."""
    cited = answer.citations or answer.nearest
    return _place(cited[0].sentence) if cited else None


def _place(sentence: Sentence) -> Place:
    return sentence.article.id, sentence.span.start
