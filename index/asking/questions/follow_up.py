"""What a follow-up question takes over from the turn before it.

The rule is plain. A question is a follow-up if it can't stand alone: it begins as one goes on ("Und
wann?"), names nothing of its own ("Warum?", "Wer war das?", "Who won?"), or points back with a
pronoun while naming little. It is completed by the content words of the turn before: the question's
and, where it points back ("das", "er"), those of the sentence that answered it. Everything else
stands alone, and so does what comes after a question that nothing answered.
"""

import re
from dataclasses import dataclass

from index.asking.answers import Turn
from index.asking.kinds.questions import wanted
from index.asking.questions.question import asking_part
from index.language.registry import PROFILES, all_patterns, all_words
from index.language.terms import words
from index.language.words import (
    INTERROGATIVES,
    POINTING_BACK,
    SELDOM_POINTING_BACK,
    function_words,
    is_function_word,
)

GOING_ON = re.compile(rf"^(?:{all_patterns(lambda profile: profile.going_on)})\b", re.IGNORECASE)
"""How a question begins that goes on from another one."""

PICKING_UP = re.compile(
    rf"^(?:{all_patterns(lambda profile: profile.picking_up)})\b", re.IGNORECASE
)

EXPLETIVE = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.expletive)})\b", re.IGNORECASE)
"""Pronouns that point at nothing: "is there"."""

VAGUE = all_words(lambda profile: profile.empty_words)
"""Words that alone name nothing, though they are of no closed class: "früher"."""

BEFORE_NOUNS = (
    all_words(lambda profile: profile.copulas)
    | all_words(lambda profile: profile.one)
    | frozenset(all_patterns(lambda profile: profile.definite_article).split("|"))
)
"""What stands before a single word that names something: "what is kubernetes"."""

ARTICLE = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.pronoun_articles)})"
    r"(?P<following>(?: \w+){0,2})",
    re.IGNORECASE,
)

LITTLE = 3
"""Content words up to which a question that points back isn't complete by itself."""

SHORT = 4
"""Words up to which a question with a single small word of its own isn't: "Who won?"."""

BARE = 2
"""Words up to which a question asks nothing by itself that has no content word."""

YEAR = 4
"""Digits of the shortest number that is taken over."""

MOST = 10
"""Words that are taken over at most: those of the turns before must not outweigh the new ones."""


JOINT = " \N{INVISIBLE SEPARATOR}"
"""Between a question and what completes it; no question that was cleaned has one."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question as it is to be searched: its own words, and those that only complete them.

    `completing` are content words of the turn before, in lower case, none that the question has;
    empty if it stands alone.
    """

    question: str
    completing: tuple[str, ...] = ()
    follow_up: bool = False
    place: str | None = None
    """The sentence that answered the turn before: where the talk is."""

    @property
    def asked(self) -> str:
        """All of it in one text, of which `of` makes this again, but for the place."""
        if not self.completing:
            return self.question
        return self.question + JOINT + " ".join(self.completing)

    @property
    def asks_nothing(self) -> bool:
        """Whether it only asks, and nothing completes it: "Warum?", "Was kosten die?"."""
        if self.completing:
            return False
        own, content = words(self.question), content_words(self.question)
        if len(own) <= BARE:
            return not content
        want = wanted(self.question)
        asking = want.asking if want else ()
        return _points_back(self.question, own) and all(word in asking for word in content)

    @classmethod
    def of(cls, asked: str) -> "Resolved":
        """Return what a text of `asked` was."""
        question, joint, completing = asked.partition(JOINT)
        return cls(question, tuple(completing.split()), follow_up=bool(joint))


def resolve(question: str, previous: Turn | None) -> Resolved:
    """Return what a clean question is searched as, after a turn or alone."""
    if previous is None or not previous.answered:
        return Resolved(question)
    own = words(question)
    content = content_words(question)
    back = _points_back(question, own)
    if not (
        GOING_ON.match(question)
        or PICKING_UP.match(question)
        or all(word in VAGUE for word in content)
        or (back and len(content) <= LITTLE)
        or _names_nothing(question, own, content)
    ):
        return Resolved(question)
    taken = _subject(previous)
    if back and previous.cited:
        taken += content_words(previous.cited[0])
    # Of "18:00" and "3.1" nothing is left but digits.
    new = dict.fromkeys(
        word for word in taken if word not in own and not (word.isdecimal() and len(word) < YEAR)
    )
    place = previous.cited[0] if previous.cited else None
    return Resolved(question, tuple(list(new)[:MOST]), follow_up=True, place=place)


def content_words(text: str) -> list[str]:
    """Return the words of no closed class, in the language that this seems to be, in order."""
    found = words(text)
    marked = zip(found, function_words(found), strict=True)
    return [word for word, closed in marked if not closed and word not in POINTING_BACK]


def _subject(previous: Turn) -> list[str]:
    """Return what a turn was about: its own words, and if they are few those it took over."""
    asked = content_words(previous.question)
    own = content_words(asking_part(previous.own)) if previous.own else asked
    if len(own) > LITTLE:
        return own
    return [*own, *(word for word in asked if word not in own)]


def _points_back(question: str, own: list[str]) -> bool:
    pointing = POINTING_BACK & set(words(EXPLETIVE.sub(" ", question)))
    # At the end ("Wer war das?") it is no article.
    certain = pointing - (SELDOM_POINTING_BACK - set(own[-1:]))
    return bool(certain) or any(map(_is_pronoun, ARTICLE.finditer(question)))


def _is_pronoun(article: re.Match[str]) -> bool:
    """Tell whether what is mostly an article stands for a thing: "Kann ich das unterbrechen?"."""
    following = article["following"].split()
    if not following:
        return False
    if any(word[0].isupper() for word in following):
        return False
    # Who writes no capitals at all may mean a noun by it.
    small = any(is_function_word(following[0], language) for language in PROFILES)
    return small or following[0] in VAGUE or article.string[0].isupper()


def _names_nothing(question: str, own: list[str], content: list[str]) -> bool:
    """Tell whether a short question is but a verb or lacks one: "Who won?", "In which colour?"."""
    if len(content) != 1 or not 1 < len(own) <= SHORT or own[-1] != content[0]:
        return False
    if own[-2] in INTERROGATIVES:
        return True
    return own[-2] not in BEFORE_NOUNS and f" {content[0]}" in question
