"""A message with several questions -> the questions, in their order.

Rather one too few than one too many: a question is a sentence of its own with its mark at the end,
or a half of one that asks by itself ("Was kostet es und wann öffnet es?"). "Wann und wo …?" stays
one, and so does what stands in quotes or brackets, what only asks for a nod
("…, right?"), the other half of an alternative ("… Or …?"), and the same once more. What is said
before a question belongs to it, and what is said after the last one to that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.asking.questions.follow_up import GOING_ON, JOINT, content_words
from index.asking.questions.question import asking_part, only_surrounds
from index.language.registry import all_patterns, all_words
from index.language.terms import words

MOST = 3
"""Questions of one message that are answered."""

ENCLOSED = re.compile(
    r"\([^()]*+\)|\[[^\[\]]*+\]|\"[^\"]*+\"|`[^`]*+`|„[^„“”]*+[“”]|“[^“”]*+”|‚[^‚‘’]*+[‘’]|"
    r"‘[^‘’]*+’|«[^«»]*+»|»[^«»]*+«|「[^「」]*+」|『[^『』]*+』"
)
"""Quotes and brackets: a mark within them ends no sentence of the person's own."""

END = re.compile(r"(?<![?!؟‽])[?!؟‽]++[\"'”’»)\]*_~|]*+(?=\s|$)|[？！]++")
"""Where a sentence ends, with all its marks."""
MARKS = frozenset("?؟‽？")

TAG = re.compile(
    rf"(?:^|[,;:.!…–—-])\s?(?:{all_patterns(lambda profile: profile.tag)})\W{{0,8}}$",
    re.IGNORECASE,
)
LONGEST_TAG = 40
"""Characters at a sentence's end in which a tag is looked for."""

ALTERNATIVE = re.compile(
    rf"(?:{all_patterns(lambda profile: profile.alternative)})\b", re.IGNORECASE
)

ASIDE = re.compile(r"\(([^()]*+)\)")
"""At a sentence's beginning: "(asking for a friend) And what does it cost?"."""

ASKING = all_words(lambda profile: profile.interrogatives) | all_words(
    lambda profile: profile.auxiliaries
)
"""With these a question begins, whether or not its first letter is a capital."""

INTERROGATIVES = all_words(lambda profile: profile.interrogatives - profile.auxiliaries)
"""Of these, the words that ask for something, and not for yes or no."""

AUXILIARIES = all_words(lambda profile: profile.auxiliaries)
ARTICLES = frozenset(all_patterns(lambda profile: profile.definite_article).split("|"))

JOINS = frozenset(all_patterns(lambda profile: profile.joining).split("|"))
AND = re.compile(rf",?\s(?:{all_patterns(lambda profile: profile.joining)})\s", re.IGNORECASE)
COMMA = re.compile(r",\s")
BETWEEN = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.difference)})\b", re.IGNORECASE)

LONGEST_HALF = 400
"""Characters of a half that are looked at."""

INSISTING = all_words(lambda profile: profile.insisting)

FIRST_WORD = re.compile(r"\W{0,4}(\w{1,30})")

FEWEST = 2
"""Words of what can be the first question: "Freibad? Wann öffnet das?" is one."""

APART = JOINT + "\N{INVISIBLE SEPARATOR}"
"""Between questions that were asked together, as they were searched."""

ON = "\N{INVISIBLE SEPARATOR}"
"""Before the one of them that a follow-up goes on from."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What of a message is asked in turn, two to `MOST`; `left_out` counts those beyond."""

    each: tuple[str, ...]
    left_out: int = 0


def questions_in(text: str) -> Questions | None:
    """Return the questions of a clean text, with what belongs to them; None if it has but one."""
    sentences = _sentences(text)
    asked = list(_asked(sentences)) if len(sentences) > 1 else _unmarked(text)
    found = _once(half for each in asked for half in _halves(each))
    if len(found) < 2:
        return None
    each = [asking_part(question) for question in found[:MOST]]
    return Questions(tuple(each), len(found) - len(each))


def joined(searched: list[str], on: int) -> str:
    """Return questions as they were searched in one text, of which `apart` makes them again.

    A follow-up goes on from the one at the position `on`.
    """
    return APART.join(ON * (place == on) + one for place, one in enumerate(searched))


def apart(searched: str) -> tuple[list[str], int]:
    """Return the questions that `joined` put together, and the position that it was told.

    Of what was asked alone, that.
    """
    parts = searched.split(APART)
    on = next((place for place, one in enumerate(parts) if one.startswith(ON)), 0)
    return [one.removeprefix(ON) for one in parts], on


def _sentences(text: str) -> list[str]:
    """Cut a text behind each mark that ends a question; the last piece is what is left, if any."""
    # Of the same length, so that offsets hold.
    bare = ENCLOSED.sub(lambda match: "x" * len(match[0]), text)
    pieces, start = [], 0
    for match in END.finditer(bare):
        if MARKS.isdisjoint(match[0]) or not _begins_anew(text[match.end() : match.end() + 40]):
            continue
        pieces.append(text[start : match.end()])
        start = match.end()
    return [*pieces, text[start:]]


def _begins_anew(following: str) -> bool:
    """Tell whether what follows a mark can be a sentence of its own."""
    following = following.lstrip()
    if not following or not following[0].islower():
        return True
    return GOING_ON.match(following) is not None or _asks_first(following)


def _asks_first(sentence: str) -> bool:
    first = FIRST_WORD.match(sentence)
    return first is not None and first[1].lower() in ASKING


def _asked(sentences: list[str]) -> Iterator[str]:
    """Give each question with what is said before it, the last one with what is said after it."""
    *asking, rest = sentences
    waiting, before = "", ""
    for sentence in asking:
        if (aside := ASIDE.match(sentence.lstrip())) and only_surrounds(aside[1]):
            sentence = sentence.lstrip()[aside.end() :]  # noqa: PLW2901 - what is left of it
        piece = before + sentence
        if not words(sentence) or (waiting and ALTERNATIVE.match(sentence.lstrip())):
            # More marks, or the other half, of what is asked already.
            waiting, before = (waiting + piece, "") if waiting else ("", piece)
        elif only_surrounds(sentence):
            continue
        elif _wants_a_nod(sentence):
            before = piece
        elif waiting or _can_be_first(sentence):
            if waiting:
                yield waiting
            waiting, before = piece.strip(), ""
        else:
            before = piece
    if waiting:
        yield waiting + before + rest


def _unmarked(text: str) -> list[str]:
    """Return a text without a mark, if behind each "and" a verb follows what asks at once.

    "What I tried and how it failed" tells something.
    """
    halves = _halves(text)
    return [text] if len(halves) > 1 and all(map(_verb_first, halves)) else []


def _halves(question: str) -> list[str]:
    """Cut a question at each "and" behind which another one begins that is complete."""
    bare = ENCLOSED.sub(lambda match: "x" * len(match[0]), question)
    halves: list[str] = []
    start = 0
    for joint in AND.finditer(bare):
        left, right = asking_part(question[start : joint.start()]), question[joint.end() :]
        listed = _listed(left)
        if len(halves) < MOST and listed and _asks_completely(right, behind=True):
            halves += [each.rstrip(" ,;.…-") + "?" for each in listed]
            start = joint.end()
    return [*halves, question[start:]] if halves else [question]


def _listed(left: str) -> list[str]:
    """Return the questions before an "and", such as "Who is it, where is it"; empty if none asks.

    Behind a comma the verb comes at once: "the place where the party is" is one thing.
    """
    if _asks_completely(left):
        return [left]
    first, *others = COMMA.split(left, MOST)
    asks = _asks_completely(first) and all(
        _asks_completely(each, behind=True) and _verb_first(each) for each in others
    )
    return [first, *others] if asks else []


def _verb_first(half: str) -> bool:
    """Tell whether behind the words that ask a verb comes: one that helps, or before an article."""
    said = words(half[:LONGEST_HALF])
    while said and said[0] in INTERROGATIVES:
        said = said[1:]
    if not said:
        return False
    return said[0] in AUXILIARIES or (
        said[0] not in ARTICLES and said[1:2] != [] and said[1] in ARTICLES
    )


def _asks_completely(half: str, *, behind: bool = False) -> bool:
    """Tell whether a half of a sentence begins as a question does, and says what it asks of.

    No other word that asks is in it, which could join: "what happens when it rains".
    """
    said = words(half[:LONGEST_HALF])
    asks = INTERROGATIVES if behind else ASKING
    if not behind and said[:1] and said[0] in JOINS:
        said = said[1:]
    if not said or said[0] not in asks or BETWEEN.search(half):
        return False
    # "how much", "in welchem Jahr"
    rest = said[1:]
    while rest and rest[0] in INTERROGATIVES:
        rest = rest[1:]
    joint = next((n for n, word in enumerate(rest) if word in JOINS), len(rest))
    return len(rest[:joint]) >= 2 and not INTERROGATIVES & set(rest[:joint])


def _wants_a_nod(sentence: str) -> bool:
    """Tell whether a statement has a tag behind it, or there is nothing but a tag."""
    tag = TAG.search(sentence, max(0, len(sentence) - LONGEST_TAG))
    return tag is not None and not (words(sentence[: tag.start()]) and _asks_first(sentence))


def _can_be_first(sentence: str) -> bool:
    """Tell whether a sentence asks by itself, so that another one can go on from it."""
    return sum(not word.isdecimal() for word in words(sentence)) >= FEWEST


def _once(questions: Iterator[str]) -> list[str]:
    """Leave out what only says again what was asked before, or begins what is asked next.

    Only the first ones are compared with, so that many questions cost no more than their length.
    """
    kept: list[str] = []
    known: list[set[str]] = []
    for question in questions:
        said = set(words(question)) - INSISTING
        if any(said <= earlier for earlier in known[:MOST]):
            continue
        if kept and known[-1] <= said and not content_words(kept[-1]):
            kept.pop()
            known.pop()
        kept.append(question)
        known.append(said)
    return kept
