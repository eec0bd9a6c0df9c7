"""Who does what to whom: whether a claim exchanges two words that its sentence says of each other.

"The tenant pays the landlord" has all words of "The landlord pays the tenant". Each noun gets a
part: who does it, what it is done to, whose it is, or where, by its preposition. Where German
cases don't tell, order does; a passive turns parts round. No grammar: what is told apart are the
words right before a noun.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from index.language.letters import fold
from index.language.registry import profile_of
from index.language.wording.registry import WORDINGS
from index.language.wording.wording import Wording
from index.writing.checking.figures import Figure
from index.writing.checking.joins import calendar
from index.writing.checking.kinship import akin, is_spelled
from index.writing.checking.pieces import Piece
from index.writing.checking.support import is_little

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
LISTED = re.compile(r"[\s,]{0,3}(?:und|and|oder|or|sowie|,|&|/)[\s,]{0,3}(?:\w{1,6} )?", re.I)

SPOKEN = tuple(WORDINGS.values())
AGENT = {w.code: re.compile(rf"\b(?:{w.agent})\b", re.I) for w in SPOKEN}
AUXILIARY = {w.code: re.compile(rf"\b(?:{w.passive[0]})\b", re.I) for w in SPOKEN}
PARTICIPLE = {w.code: re.compile(rf"\b(?:{w.passive[1]})\b") for w in SPOKEN}
ARTICLE = {w.code: re.compile(rf"\b(?:{w.articles})\b", re.I) for w in SPOKEN}
OF_DOER = {w.code: re.compile(rf"\b(?:{w.of_doers})\b", re.I) for w in SPOKEN}
OF_GOAL = {w.code: re.compile(rf"\b(?:{w.of_goals})\b", re.I) for w in SPOKEN}
OWNING = {w.code: re.compile(rf"\b(?:{w.owning})\b", re.I) for w in SPOKEN}
SPEAKING = {w.code: re.compile(rf"\b(?:{w.doing})\b", re.I) for w in SPOKEN}
FEMININE = {w.code: re.compile(w.feminine) for w in SPOKEN}

ADJECTIVES = 2
"""Words that may stand between a noun and its article or preposition."""

DOER, GOAL, OWNER, UNCLEAR = "doer", "goal", "owner", ""
"""Parts: who does it, what it is done to, whose it is; a preposition is one by itself."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def exchanged(
    claim: str, language: str, figures: Sequence[Figure], sources: Sequence[Piece]
) -> str | None:
    """Return a word that a claim puts in another one's place, and that one in its place."""
    if language not in WORDINGS:
        return None
    said = _words(claim, figures)
    for piece in sources:
        other = piece.sentence.article.language
        if other not in WORDINGS:
            continue
        there = _words(piece.text, piece.figures)
        english = language == other == "en"
        if english:
            pairs = _pairs_of_words(said, there)
        else:
            pairs = _pairs_of_nouns(said, there, names=language != "de" or other != "de")
        own = _parts(claim, said, sorted(pairs), WORDINGS[language], by_order=not english)
        theirs = _parts(
            piece.text, there, sorted(pairs.values()), WORDINGS[other], by_order=not english
        )
        for one, two in combinations(sorted(pairs), 2):
            first, last = pairs[one], pairs[two]
            changed = theirs[first] != theirs[last]
            if (
                changed
                and (own[two], own[one]) == (theirs[first], theirs[last])
                and not _are_listed(claim, said[one], said[two])
                and not _are_listed(piece.text, there[first], there[last])
            ):
                return said[one].text
        turned = _turned(claim, said, piece.text, there, pairs) if english else None
        if turned is not None:
            return turned
    return None


def _words(text: str, figures: Sequence[Figure]) -> list[_Word]:
    """Return the words that are no part of a figure."""
    found = [_Word(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
    return [w for w in found if not any(f.start < w.end and w.start < f.end for f in figures)]


def _pairs_of_nouns(
    said: Sequence[_Word], there: Sequence[_Word], *, names: bool
) -> dict[int, int]:
    """Return which noun of a claim is which of a clause, by their places among the words.

    `names`: only what is surely one.
    """
    found: dict[int, int] = {}
    for at, word in enumerate(said):
        if not word.capital or len(word.text) < 2 or _is_no_noun(word):
            continue
        fits = [n for n, each in enumerate(there) if each.capital and not _is_no_noun(each)]
        same = [n for n in fits if there[n].folded == word.folded]
        same = same or [n for n in fits if akin(there[n].folded, word.folded)]
        if len(same) != 1 or same[0] in found.values():
            continue
        if not at and not same[0] and not is_spelled(word.folded):
            continue
        if names and not _is_name(said, at) and not _is_name(there, same[0]):
            continue
        found[at] = same[0]
    return found


def _pairs_of_words(said: Sequence[_Word], there: Sequence[_Word]) -> dict[int, int]:
    """Return which word of a claim is which of a clause, where that is plain."""
    fits = [n for n, each in enumerate(there) if not is_little(each.text.lower())]
    found: dict[int, int] = {}
    for at, word in enumerate(said):
        if is_little(word.text.lower()):
            continue
        same = [n for n in fits if akin(there[n].folded, word.folded)]
        if len(same) == 1 and same[0] not in found.values():
            found[at] = same[0]
    return found


def _is_no_noun(word: _Word) -> bool:
    return word.folded in calendar() or is_little(word.text.lower()) or is_little(word.folded)


def _is_name(words: Sequence[_Word], at: int) -> bool:
    named = at > 0 and not is_little(words[at].text.lower())
    return named or is_spelled(words[at].folded)


def _parts(
    text: str, words: Sequence[_Word], nouns: Sequence[int], wording: Wording, *, by_order: bool
) -> Mapping[int, str]:
    """Return which part each noun has in a clause, where nothing else tells by its place."""
    found = {at: _marked(words, at, wording) for at in nouns}
    passive = is_passive(text, wording)
    first = min((at for at, part in found.items() if part == UNCLEAR), default=None)
    speaks = SPEAKING[wording.code].search(text) is not None
    doer = speaks or DOER in found.values()
    for at, part in found.items():
        if part == UNCLEAR and by_order:
            found[at] = DOER if at == first and not doer else GOAL
    agents = AGENT[wording.code]
    if passive:
        turned = {DOER: GOAL}
        found = {
            at: DOER if agents.fullmatch(part) else turned.get(part, part)
            for at, part in found.items()
        }
    return found


def is_passive(text: str, wording: Wording) -> bool:
    """Tell whether something is done in a clause, rather than somebody does it."""
    code = wording.code
    done = PARTICIPLE[code].search(text)
    return done is not None and AUXILIARY[code].search(text) is not None


def _marked(words: Sequence[_Word], at: int, wording: Wording) -> str:
    """Return a noun's part as the words before it tell."""
    code = wording.code
    prepositions = profile_of(code).prepositions
    skipped, article = 0, ""
    for before in range(at - 1, -1, -1):
        word = words[before].text.lower()
        if word in prepositions or AGENT[code].fullmatch(word):
            return dict(wording.contracted).get(word, word)
        if article:
            break
        if ARTICLE[code].fullmatch(word):
            article = word
            if before and OWNING[code].fullmatch(word) and words[before - 1].capital:
                return OWNER
        elif words[before].capital or skipped == ADJECTIVES:
            break
        else:
            skipped += 1
    noun = words[at].text.lower()
    if OF_GOAL[code].fullmatch(article):
        return GOAL
    if OF_DOER[code].fullmatch(article) and not FEMININE[code].search(noun):
        return DOER
    return UNCLEAR


def _turned(
    claim: str,
    said: Sequence[_Word],
    text: str,
    there: Sequence[_Word],
    pairs: Mapping[int, int],
) -> str | None:
    """Find in English what is before a verb in a claim, and behind it in the clause, or reverse.

    Where only one of them is passive, what is behind "by" there must not be behind the verb here.
    """
    wording = WORDINGS["en"]
    own = {at: _marked(said, at, wording) for at in pairs}
    theirs = {at: _marked(there, n, wording) for at, n in pairs.items()}
    bare = {at for at in pairs if own[at] == theirs[at] == UNCLEAR}
    passive, was_passive = is_passive(claim, wording), is_passive(text, wording)
    for one, verb, two in combinations(sorted(pairs), 3):
        if passive == was_passive:
            if pairs[one] > pairs[verb] > pairs[two] and {one, two} <= bare:
                return said[one].text
        elif pairs[one] < pairs[verb] < pairs[two] and one in bare:
            by, plain = (own, theirs) if passive else (theirs, own)
            if AGENT[wording.code].fullmatch(by[two]) and plain[two] == UNCLEAR:
                return said[one].text
    return None


def _are_listed(text: str, one: _Word, other: _Word) -> bool:
    first, last = sorted((one, other), key=lambda word: word.start)
    return LISTED.fullmatch(text[first.end : last.start]) is not None
