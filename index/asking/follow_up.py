"""What a follow-up question takes over from the turn before it.

The rule is plain. A question is a follow-up if it can't stand alone: it begins as one goes on ("Und
wann?"), names nothing of its own ("Warum?", "Wer war das?"), or points back with a pronoun while
naming little. A follow-up is searched with the content words of the turn before: the question's
and, where it points back ("das", "er"), those of the sentence that answered it. Everything else
stands alone.
"""

import re

from index.asking.answers import Turn
from index.language.registry import all_patterns
from index.language.terms import words
from index.language.words import POINTING_BACK, SELDOM_POINTING_BACK, function_words

GOING_ON = re.compile(rf"^(?:{all_patterns(lambda profile: profile.going_on)})\b", re.IGNORECASE)
"""How a question begins that goes on from another one."""

LITTLE = 2
"""Content words up to which a question that points back isn't complete by itself."""


def resolve(question: str, previous: Turn | None) -> str:
    """Return the question as it is to be searched: itself, or with what it takes over."""
    if previous is None:
        return question
    own = words(question)
    said = set(own)
    content = content_words(question)
    # At the end ("Wer war das?") it is no article.
    back = (POINTING_BACK & said) - (SELDOM_POINTING_BACK - set(own[-1:]))
    if not (GOING_ON.match(question) or not content or (back and len(content) <= LITTLE)):
        return question
    taken = content_words(previous.question)
    if back and previous.cited:
        taken += content_words(previous.cited[0])
    return " ".join([question, *dict.fromkeys(word for word in taken if word not in said)])


def content_words(text: str) -> list[str]:
    """Return the words of no closed class, in the language that this seems to be, in order."""
    found = words(text)
    marked = zip(found, function_words(found), strict=True)
    return [word for word, closed in marked if not closed and word not in POINTING_BACK]
