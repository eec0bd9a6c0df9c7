"""Whether a post in a help channel is answered, and with what. Nothing here knows Discord.

Nobody asked the bot, so it speaks only where the sources answer for certain: what a post asks is
found, each question of it has to have an answer, and all that is said around it may not lead away
from the sentence that answers.
"""

import re

from bot.helping.words import GREETINGS
from index.asking.answers import Answer, Turn
from index.asking.questions.question import asking_part, only_surrounds
from index.asking.questions.several import ASKING
from index.asking.questions.talk import talk_in
from index.errors import QuestionError
from index.language.detection import detect_language
from index.language.terms import words
from index.language.words import INTERROGATIVES
from index.library import Library
from index.scopes import Scope, read_from
from index.units.segmentation import segment

CODE = re.compile(r"```[^`]*+(?:```|$)")
"""Logs and the like: nobody asks in them."""
QUOTED = re.compile(r"^[^\S\n]*>[^\n]*", re.MULTILINE)
"""What somebody else said."""
MARKS = ("?", "？", "؟")
AROUND = " )]\"'”“’*_~|"
"""What may stand behind a sentence's mark."""

STATEMENTS = 3
"""Sentences of a post that asks in none of them: what it tells first is what it is about."""
NEAR = 3
"""Among so many of the best sentences for the whole post must be the one that answers."""


def decide(
    library: Library, text: str, scope: Scope | tuple[Scope, ...], title: str = ""
) -> Answer | None:
    """Return the answer to a post, a forum's with its title; None where the bot keeps silent.

    Several scopes are exactly those that may be read.

    Raises:
        BelegbotError: the library can't answer now.
    """
    asked = asked_in(text, title)
    if not asked or talk_in(asked):
        return None
    try:
        scopes = read_from(scope)
        answer = library.ask(asked, scopes, _told(text, title, asked))
        certain = answer.complete and not answer.left_out
        return answer if certain and _fits(library, answer, asked, text, scopes) else None
    except QuestionError:
        return None


def asks(text: str) -> bool:
    """Tell whether a text asks something, in any of its sentences."""
    return any(_asks(sentence) for sentence in _said(text))


def asked_in(text: str, title: str = "") -> str:
    """Return what of a post is asked: its questions, or else what it says without a question mark.

    Empty where it says nothing.
    """
    said = _said(text)
    for asking in (_is_marked, _asks, _may_ask):
        if found := [one for one in said if asking(one)]:
            return " ".join(found)
    heading = " ".join(title.split())
    if heading and _asks(heading):
        return heading
    return " ".join(([f"{heading}."] if heading else []) + said[:STATEMENTS]) if said else heading


def _told(text: str, title: str, asked: str) -> Turn | None:
    """Return what is said around the question, which may point back at it: "Was kostet der?"."""
    around = [one for one in ([f"{title}."] if title else []) + _said(text) if one not in asked]
    return Turn(" ".join(around)) if around else None


def _fits(
    library: Library, answer: Answer, asked: str, text: str, scopes: tuple[Scope, ...]
) -> bool:
    """Tell whether what answers is near to all that the post says, and not to its question alone.

    "I have the old model. How long is its guarantee?" isn't answered by that of the new one. So all
    that is said must at least perhaps be answered, and by the sentence that answers the question.
    """
    said = " ".join(_said(text))
    # A title may be what asks.
    whole = said if asked in said else f"{asked} {said}"
    if answer.pinned or whole.strip() == asked:
        return True
    ranking, verdict = library.asker.rank(whole, scopes)
    near = {(hit.sentence.article.id, hit.sentence.span.start) for hit in ranking.hits[:NEAR]}
    firsts = [part.citations[0] for part in answer.parts or (answer,)]
    return verdict.answered and any(
        (one.article.id, one.sentence.span.start) in near for one in firsts
    )


def _said(text: str) -> list[str]:
    """Return the sentences of a post that say something, line by line; greetings don't."""
    text = QUOTED.sub("", CODE.sub("\n", text))
    language = detect_language(text)
    found = []
    for line in filter(str.strip, text.splitlines()):
        for span in segment(line, language):
            sentence = line[span.start : span.end].strip()
            if not only_surrounds(sentence) and not GREETINGS.fullmatch(sentence):
                found.append(sentence)
    return found


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip(AROUND).endswith(MARKS)


def _asks(sentence: str) -> bool:
    """Tell whether a sentence asks, also without its mark: "wo finde ich das"."""
    # "bis wann", "in welchem"
    first = words(asking_part(sentence))[:2]
    return _is_marked(sentence) or not INTERROGATIVES.isdisjoint(first)


def _may_ask(sentence: str) -> bool:
    """Tell the same where it may be a statement, too: "is there a version for Windows"."""
    first = words(asking_part(sentence))[:1]
    return not ASKING.isdisjoint(first)
