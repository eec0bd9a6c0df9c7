"""What a post asks: its questions, among greetings, thanks, and what people tell of themselves."""

import re

from bot.helping.words import CALLING, EMPHASIS, GREETINGS, INDIRECT
from index.asking.questions.follow_up import content_words
from index.asking.questions.question import asking_part, only_surrounds
from index.asking.questions.several import ASKING
from index.language.detection import detect_language
from index.language.terms import words
from index.language.words import INTERROGATIVES
from index.units.segmentation import segment

CODE = re.compile(r"```[^`]*+(?:```|$)")
"""Logs and the like: nobody asks in them."""
QUOTED = re.compile(r"^[^\S\n]*>[^\n]*", re.MULTILINE)
"""What somebody else said."""
MARKS = ("?", "？", "؟")
AROUND = " )]\"'”“’*_~|"
"""What may stand behind a sentence's mark."""
BREAK = re.compile(r"(?:(?<!\.)\.\.++|…|[:;]|\s[–—-])\s++")
"""Within a sentence, before what asks: "tried it all … how do I reset it"."""

STATEMENTS = 3
"""Sentences of a post that asks in none of them: what it tells first is what it is about."""


def asks(text: str) -> bool:
    """Tell whether a text asks something, in any of its sentences."""
    return any(_asks(sentence) for sentence in said_in(text))


def asked_in(text: str, title: str = "") -> str:
    """Return what of a post is asked: its questions, or else what it says without a question mark.

    Empty where it says nothing.
    """
    said = [one for one in said_in(text) if not _only_calls(one)]
    for asking in (_is_marked, _asks, _may_ask):
        if found := [one for one in said if asking(one)]:
            return " ".join(_plain(one) for one in found)
    heading = " ".join(title.split())
    indirect = [match[1] for one in said if (match := INDIRECT.search(one))]
    if indirect and not _is_marked(heading):
        return " ".join(_plain(one) for one in indirect)
    if heading and _asks(heading):
        return _plain(heading)
    return " ".join(([f"{heading}."] if heading else []) + said[:STATEMENTS]) if said else heading


def around(text: str, title: str, asked: str) -> str:
    """Return what a post says besides its questions."""
    said = [f"{title}."] if title else []
    said += [one for one in said_in(text) if _plain(one) not in asked]
    return " ".join(said)


def said_in(text: str) -> list[str]:
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


def _plain(sentence: str) -> str:
    """Return what asks in a sentence, without what only insists: "is that really so"."""
    for place in BREAK.finditer(sentence):
        rest = sentence[place.end() :]
        if _asks_first(rest, INTERROGATIVES):
            sentence = rest
            break
    shorter = EMPHASIS.sub("", sentence)
    return shorter if words(shorter) else sentence


def _only_calls(sentence: str) -> bool:
    """Tell whether a sentence names nothing, and only asks for somebody who knows."""
    said = asking_part(sentence)
    return not CALLING.isdisjoint(words(said)) and CALLING.issuperset(content_words(said))


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip(AROUND).endswith(MARKS)


def _asks(sentence: str) -> bool:
    """Tell whether a sentence asks, also without its mark: "wo finde ich das"."""
    return _is_marked(sentence) or _asks_first(sentence, INTERROGATIVES)


def _asks_first(sentence: str, asking: frozenset[str]) -> bool:
    # "bis wann", "in welchem"
    return not asking.isdisjoint(words(asking_part(sentence))[:2])


def _may_ask(sentence: str) -> bool:
    """Tell the same where it may be a statement, too: "is there a version for Windows"."""
    first = words(asking_part(sentence))[:1]
    return not ASKING.isdisjoint(first)
