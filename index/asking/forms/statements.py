"""Whether a sentence says yes or no to a question, and what it makes that depend on.

A sentence does if it has all that the question names, says of it that it may, must or is there, as
far as the question asks for that, and negates it once or not at all. What it has beside that ("only
with a leash", "in the hall") limits the yes or the no and is told along with it. Where anything
else is said, nothing is concluded.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from index.asking.kinds.spans import Span
from index.language.registry import PROFILES, all_patterns, all_words
from index.language.terms import stems
from index.language.terms import words as said_in
from index.language.words import CONTRAST, INTERROGATIVES

AUXILIARIES = all_words(lambda profile: profile.auxiliaries)
ASKING = INTERROGATIVES - AUXILIARIES
NEGATION = all_words(lambda profile: profile.negation)
LIMITING = all_words(lambda profile: profile.limiting) | CONTRAST
CONDITIONS = all_words(lambda profile: profile.conditions)
PREPOSITIONS = all_words(lambda profile: profile.prepositions)
OPENING = CONDITIONS | PREPOSITIONS
"""With these begins what a yes or a no can depend on."""
NEUTRAL = all_words(lambda profile: profile.neutral)
LIGHT = all_words(lambda profile: profile.light_verbs)
UNSURE = all_words(lambda profile: profile.unsure) | (LIMITING - CONDITIONS)
"""With one of these in it a sentence isn't read as a yes or a no."""
SCOPED = all_words(lambda profile: profile.scoped)
"""With a negation beside one of these, who knows what is negated: "not all"."""
OPPOSITES = frozenset(
    pair
    for profile in PROFILES.values()
    for one, other in profile.opposites
    for pair in ((one, other), (other, one))
)

Claim = str


FORBIDDING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.forbidding)})\b")
RELEASING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.releasing)})\b")
PERMITTING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.permitting)})\b")
OBLIGING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.obliging)})\b")
EXISTING = re.compile(rf"\b(?:{all_patterns(lambda profile: profile.existing)})\b")
CLAIMS: Sequence[tuple[Claim, bool, re.Pattern[str]]] = (
    ("may", False, FORBIDDING),
    ("must", False, RELEASING),
    ("may", True, PERMITTING),
    ("must", True, OBLIGING),
    ("is there", True, EXISTING),
)
"""What a question asks for and a sentence says, whether it says that it is so, by which words."""

TOKEN = re.compile(r"[^\W_]+(?:['’]t\b)?")
NOT = re.compile(r"(?P<verb>\w+?)(?:n['’]t|(?<=can)not)")
VERBS = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of a verb before "n't" where that isn't the verb."""

CLAUSE = re.compile(r"[,:–—()]")

FIRST, LOOK_AHEAD = 3, 200
"""Words in which a sentence shows that it limits the one before it, within so many characters."""

LENGTH = 90
"""Characters up to which what limits a yes or a no is short enough to be told along with it."""
FEW = 3
"""Words up to which what begins a sentence says of whom it speaks: "Members must …"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A yes or a no, with the places of the sentence that limit it."""

    affirms: bool
    limits: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    stem: str
    span: Span
    clause: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text's words, what it claims and of which words that is made."""

    words: tuple[_Word, ...]
    claim: Claim | None
    affirms: bool
    claiming: frozenset[int]
    claims: int

    @property
    def said(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words)

    @property
    def negations(self) -> frozenset[int]:
        return frozenset(
            at
            for at, word in enumerate(self.words)
            if word.text in NEGATION and at not in self.claiming
        )


def asks_for_yes_or_no(question: str) -> bool:
    """Tell whether a question is one that "yes" or "no" answers, whatever is asked."""
    read = _read(question, "")
    said = [word.text for word in read.words]
    if not said or NEGATION & set(said) or ASKING & set(said):
        return False
    # "Spade?" and "gate key?" ask for whatever is known of it.
    asks = read.claim is not None or any(word in NEUTRAL | PREPOSITIONS for word in said)
    return said[0] in AUXILIARIES or ("?" in question and asks)


def limits_before(following: str) -> bool:
    """Tell whether what follows a sentence begins by limiting it: "Only guide dogs are."."""
    return not LIMITING.isdisjoint(said_in(following[:LOOK_AHEAD])[:FIRST])


def stated(question: str, sentence: str, language: str) -> Statement | None:
    """Return what a sentence says to a question that asks for yes or no; None if not for sure."""
    # Behind a semicolon another sentence could stand.
    sentence, _, rest = sentence.partition(";")
    if limits_before(rest):
        return None
    asked, told = _read(question, language), _read(sentence, language)
    if "?" in sentence or LIMITING & asked.said or UNSURE & (told.said - asked.said):
        return None
    if max(told.claims, asked.claims) > 1 or asked.claim != told.claim:
        return None
    matched, opposed = _matched(asked, told, language)
    core = matched | told.claiming
    clauses = {told.words[at].clause for at in core}
    if not matched or len(clauses) > 1:
        return None
    [main] = clauses
    negations = {at for at in told.negations if told.words[at].clause == main}
    if len(negations) > 1 or (negations and SCOPED & told.said):
        return None
    limits = _limits(told, core | negations, main, negated=bool(negations))
    turned = bool(negations) + opposed + (told.affirms != asked.affirms)
    return None if limits is None else Statement(turned % 2 == 0, limits)


@lru_cache(maxsize=1024)
def _read(text: str, language: str) -> _Reading:
    """Read a text. A verb with "n't" is two words at the same place."""
    words: list[_Word] = []
    marks = [match.start() for match in CLAUSE.finditer(text)]
    for match in TOKEN.finditer(text):
        word = match[0].lower()
        negated = NOT.fullmatch(word)
        parts = [VERBS.get(negated["verb"], negated["verb"]), "not"] if negated else [word]
        clause = bisect_right(marks, match.start())
        for part in parts:
            stem = next(iter(stems(part, language)), part) if language else part
            words.append(_Word(part, stem, match.span(), clause))
    return _claimed(tuple(words))


def _claimed(words: tuple[_Word, ...]) -> _Reading:
    line = " ".join(word.text for word in words)
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word.text) + 1)
    found: set[tuple[Claim, bool]] = set()
    claiming: set[int] = set()
    for claim, affirms, pattern in CLAIMS:
        for match in pattern.finditer(line):
            first = bisect_right(starts, match.start()) - 1
            last = bisect_right(starts, match.end() - 1) - 1
            places = set(range(first, last + 1))
            if not places & claiming:
                claiming |= places
                found.add((claim, affirms))
    # The same twice is claimed once: "darf … möglich".
    what, so = next(iter(found), (None, True))
    return _Reading(words, what, so, frozenset(claiming), len(found))


def _matched(asked: _Reading, told: _Reading, language: str) -> tuple[frozenset[int], bool]:
    """Return where the sentence has what the question names, nothing if it lacks any of it.

    Once the opposite may stand there instead.
    """
    light = LIGHT if asked.claim in {"may", "must"} else frozenset()
    wanted = [
        word
        for at, word in enumerate(asked.words)
        if at not in asked.claiming and word.text not in NEUTRAL | light
    ]
    places: list[int] = []
    opposed = False
    for word in wanted:
        place = _place(word.stem, told, places)
        if place is None and not opposed and asked.claim is None:
            others = (one for other, one in _opposites(language) if other == word.stem)
            found = (_place(other, told, places) for other in others)
            place = next((each for each in found if each is not None), None)
            opposed = place is not None
        if place is None:
            return frozenset(), False
        places.append(place)
    ordered = places[1:] if wanted and _is_verb(wanted[0], asked) else places
    ordered = [place for place in ordered if not _after_preposition(place, told)]
    if ordered != sorted(ordered):
        return frozenset(), False
    return frozenset(places), opposed


def _place(stem: str, told: _Reading, taken: Sequence[int]) -> int | None:
    return next(
        (
            at
            for at, word in enumerate(told.words)
            if word.stem == stem and at not in taken and at not in told.claiming
        ),
        None,
    )


def _is_verb(word: _Word, asked: _Reading) -> bool:
    """Tell whether a question begins with a word: in a statement that verb comes later."""
    return word is asked.words[0]


def _after_preposition(at: int, told: _Reading) -> bool:
    before = [word.text for word in told.words[max(0, at - 2) : at]]
    return bool(before) and (
        before[-1] in PREPOSITIONS or (before[0] in PREPOSITIONS and before[-1] in NEUTRAL)
    )


def _limits(
    told: _Reading, core: frozenset[int] | set[int], main: int, *, negated: bool
) -> tuple[Span, ...] | None:
    """Return what else a sentence says, if that only limits what it says; else None."""
    found: list[Span] = []
    for clause, group in groupby(range(len(told.words)), lambda at: told.words[at].clause):
        places = list(group)
        if clause != main:
            if told.words[places[0]].text not in CONDITIONS:
                return None
            found.append(_span(told, places))
            continue
        for run in _runs(places, core):
            limit = _limit(told, run, core, negated=negated)
            if limit is None:
                return None
            found += limit
    length = sum(end - start for start, end in found)
    return tuple(found) if length <= LENGTH else None


def _runs(places: Sequence[int], core: frozenset[int] | set[int]) -> Iterator[list[int]]:
    """Give the words between those that say it."""
    for inside, group in groupby(places, lambda at: at in core):
        if not inside:
            yield list(group)


def _limit(
    told: _Reading, run: list[int], core: frozenset[int] | set[int], *, negated: bool
) -> list[Span] | None:
    """Return where a run of words limits what is said, nothing if it says nothing; None if unsure.

    What limits begins with a preposition or the like, says of whom the sentence speaks, or is an
    adjective of what is there.
    """
    words = told.words
    light = LIGHT if told.claim in {"may", "must"} else frozenset()

    def bare(at: int) -> bool:
        return words[at].text in (NEUTRAL | light) - OPENING

    while run and bare(run[0]):
        run = run[1:]
    end = len(run)
    while end and (bare(run[end - 1]) or words[run[end - 1]].text in OPENING):
        end -= 1
    run, rest = run[:end], run[end:]
    if not run:
        # "neben der Halle" isn't "in der Halle"; "only dogs" isn't "dogs".
        changed = any(words[at].text not in NEUTRAL for at in rest)
        return None if changed else []
    if all(words[at].text in OPENING | NEUTRAL for at in run):
        return None
    follows = rest[-1] + 1 if rest else run[-1] + 1
    joins = any(words[at].text in PREPOSITIONS | AUXILIARIES for at in rest)
    modifies = follows in core and follows not in told.claiming | told.negations
    opens = words[run[0]].text in OPENING
    if opens:
        # "in der Nähe der Halle" isn't "in der Halle".
        return [_span(told, run)] if joins or not modifies or not rest else None
    subject = run[0] <= 1 and len(run) <= FEW and not modifies and told.claim in {"may", "must"}
    adjective = modifies and len(run) == 1 and told.claim == "is there" and not negated
    return [_span(told, run)] if subject or adjective else None


def _span(told: _Reading, places: Sequence[int]) -> Span:
    return told.words[places[0]].span[0], told.words[places[-1]].span[1]


@lru_cache
def _opposites(language: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (left[0], right[0])
        for one, other in OPPOSITES
        for left, right in [(stems(one, language), stems(other, language))]
    )
