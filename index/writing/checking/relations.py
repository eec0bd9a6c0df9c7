"""Whether the little words of a claim relate its words as those of its sentences do.

Right before a word must be the same little words ("after", "because", "only", "half of"), at the
end of a clause the same part of a verb, and an adjective must stand before the same noun. Only
where both are in one language: in another one prepositions tell little.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.language.letters import fold
from index.language.terms import words
from index.language.wording.registry import WORDINGS, relations
from index.writing.checking.figures import Figure, blanked, supported
from index.writing.checking.kinship import REST, akin, same_word
from index.writing.checking.reading import Read
from index.writing.checking.roles import ARTICLE, OWNING, is_passive
from index.writing.checking.support import content_words, is_foreign, is_little

PHRASES = "|".join(sorted((each for each in relations() if " " in each), key=len, reverse=True))
WORD = re.compile(rf"\b(?:{PHRASES})\b|[^\W\d_]+(?:[-’'][^\W\d_]+)*", re.IGNORECASE)
CLOSED = re.compile(r"\s*(?:[,.;:!?]|$|(?:und|and)\b)")
"""What ends a clause: a little word before it is a part of the verb."""

INFINITIVE = {"zu": re.compile(r" [^\W\d_A-ZÄÖÜ]"), "to": re.compile(r" (?!the\b|an?\b)[a-z]")}
RELATIVE = re.compile(r"(?: [\d.]{1,9})?, (?:which|who|that|where|der|die|das|dem|den|wo)\b")

OWNERS = ("'s", "’s")
PLAIN = (
    *("because", "although", "before", "after", "without", "under", "above", "behind"),
    *("between", "or", "all", "half", "some", "both", "most", "many", "few"),
)
"""Words whose rows another language's words tell plainly."""

Relation = frozenset[int]


@dataclass(slots=True)
class _Token:
    """A content word or figure, and the little words between it and the one before."""

    text: str
    start: int
    end: int
    figure: Figure | None = None
    before: list[Relation] = field(default_factory=list)
    opened: bool = False
    """Whether an article or a preposition is right before it, or nothing."""
    is_of_relative: bool = False
    """Whether a relative clause follows, in which it does something by itself."""

    def is_said_by(self, other: "_Token") -> bool:
        if self.figure is not None or other.figure is not None:
            return (
                self.figure is not None
                and other.figure is not None
                and supported(self.figure, [other.figure])
            )
        return same_word(fold(self.text), fold(other.text))


def wrongly_related(read: Read) -> str | None:
    """Return a word before which a claim has other little words than its sentences.

    Only of sentences in the claim's language: elsewhere prepositions tell little.
    """
    sources = [
        piece
        for piece in read.sources
        if not is_foreign(piece.text, piece.sentence.article.language, read.text)
    ]
    if not sources:
        return _strange_relation(read)
    if (particle := _strange_particle(read.text, [p.text for p in sources])) is not None:
        return particle
    said = _tokens(read.text, read.figures)
    there = [_tokens(piece.text, piece.figures) for piece in sources]
    wording = WORDINGS[read.language]
    passive = is_passive(read.text, wording)
    turned = [is_passive(piece.text, wording) != passive for piece in sources]
    for at, token in enumerate(said):
        fits = [(n, m) for n, own in enumerate(there) for m, t in enumerate(own) if _says(t, token)]
        if not fits:
            continue
        fits = [(n, m) for n, m in fits if not _is_owner_of(there[n], m, token)]
        if not any(_fits_before(said, at, there[n], m, turned=turned[n]) for n, m in fits):
            return token.text
        if at + 1 < len(said) and _moved(said, at, there, fits, read.language):
            return token.text
    return None


def _strange_relation(read: Read) -> str | None:
    """Return a plain relation that a claim in another language has, and its atoms haven't.

    Or reverse, where it has all words of an atom.
    """
    plain = frozenset[int]().union(*(relations()[word] for word in PLAIN))
    own = {r for t in _tokens(read.text, read.figures) for r in t.before if r & plain}
    atoms = [(atom, _tokens(atom.text, atom.figures)) for atom in read.atoms]
    there = {r for _, tokens in atoms for t in tokens for r in t.before}
    for relation in own:
        if not any(relation & each for each in there):
            return _name(relation)
    for at, (atom, tokens) in enumerate(atoms):
        met = sum(at in read.told.met_in(word) for word in read.told.words)
        if met and met >= len(set(content_words(atom.blank))):
            for relation in {r for t in tokens for r in t.before if r & plain}:
                every = {r for t in _tokens(read.text, read.figures) for r in t.before}
                if not any(relation & each for each in every):
                    return _name(relation)
    return None


def _name(relation: Relation) -> str:
    return next(word for word, each in relations().items() if each == relation)


def _is_owner_of(there: Sequence[_Token], place: int, claimed: _Token) -> bool:
    """Tell whether a word there is whose something is, "the captain's", and isn't in a claim."""
    own = there[place]
    if own.text.endswith(OWNERS):
        return not claimed.text.endswith(OWNERS)
    following = there[place + 1] if place + 1 < len(there) else None
    return (
        own.text.lower() == f"{claimed.text.lower()}s"
        and own.text[0].isupper()
        and following is not None
        and following.start - own.end == 1
        and following.text[0].isupper()
    )


def _says(there: _Token, claimed: _Token) -> bool:
    return claimed.is_said_by(there)


def _tokens(text: str, figures: Sequence[Figure]) -> list[_Token]:
    figures = [f for f in figures if text[f.start : f.end].lower() not in relations()]
    plain = blanked(text, figures)
    spots: list[tuple[int, int, Figure | None]] = [(f.start, f.end, f) for f in figures]
    spots += [(m.start(), m.end(), None) for m in WORD.finditer(plain)]
    found: list[_Token] = []
    waiting: list[Relation] = []
    opened = True
    for start, end, figure in sorted(spots, key=lambda spot: spot[:2]):
        word = text[start:end]
        if figure is not None or not (is_little(word.lower()) or relations().get(word.lower())):
            relative = RELATIVE.match(text, end) is not None
            found.append(_Token(word, start, end, figure, waiting, opened, relative))
            waiting, opened = [], False
            continue
        relation = relations().get(word.lower())
        if found and _is_owner(text, found[-1], start, word):
            relation = relations()["of"]
        opened = relation is not None or any(p.fullmatch(word) for p in ARTICLE.values())
        infinitive = INFINITIVE.get(word.lower())
        if infinitive is not None and infinitive.match(text, end):
            continue
        if relation is not None and not CLOSED.match(text, end):
            waiting.append(relation)
    return found


def _is_owner(text: str, before: _Token, start: int, article: str) -> bool:
    """Tell whether an article right behind a noun is of whose that is: German "der"."""
    noun = before.figure is None and before.text[0].isupper() and text[before.end : start] == " "
    return noun and any(pattern.fullmatch(article) for pattern in OWNING.values())


def _particles(text: str) -> list[str]:
    """Return the little words at the end of clauses, which are parts of verbs: "goes off"."""
    found = [m for m in WORD.finditer(text) if CLOSED.match(text, m.end())]
    return [m[0].lower() for m in found if m[0].lower() in relations() | _prefixes()]


def _prefixes() -> dict[str, frozenset[int]]:
    return {each: frozenset() for w in WORDINGS.values() for each in w.opposing_prefixes}


def _strange_particle(text: str, sources: Sequence[str]) -> str | None:
    """Return a word of a claim whose verb has another part: "an" of what goes "aus"."""
    there = {particle for each in sources for particle in _particles(each)}
    spoken = [fold(w) for each in sources for w in words(each)]
    for particle in _particles(text):
        same = {w for w in relations() if relations()[w] & relations().get(particle, frozenset())}
        if not any(w.startswith(fold(particle)) for w in spoken) and not same & there:
            return particle
    for word in map(fold, words(text)) if there else ():
        for prefix in _prefixes():
            rest = word.removeprefix(prefix)
            bare = rest != word and len(rest) >= REST and word not in spoken
            moved = bare and prefix not in there and any(akin(rest, w) for w in spoken)
            if moved and not any(w.startswith(prefix) and akin(word, w) for w in spoken):
                return word
    return None


def _fits_before(
    said: Sequence[_Token], at: int, there: Sequence[_Token], place: int, *, turned: bool
) -> bool:
    """Tell whether a word has the little words before it that it has in a clause.

    What a claim leaves out may have had some of its own.
    """
    token, own = said[at], there[place]
    figure = own.figure is not None
    reached = list(own.before)
    for back in range(place - 1, -1, -1):
        if there[back].figure or any(_says(there[back], other) for other in said):
            break
        reached += there[back].before
    added = [r for r in token.before if not any(r & each for each in reached)]
    left_out = [r for r in own.before if not any(r & each for each in token.before)]
    if turned:
        added, left_out = (
            [r for r in rs if r.isdisjoint(relations()["by"])] for rs in (added, left_out)
        )
    if own.is_of_relative:
        left_out = []
    if place and at and _are_together(there[place - 1 : place + 1], said[at - 1]):
        added = [r for r in added if r.isdisjoint(relations()["for"] | relations()["of"])]
    if figure:
        # `marks` compares what else may stand before a number.
        counting = relations()["after"] | relations()["before"] | relations()["half"]
        counting |= relations()["or"] | relations()["for"]
        added = [r for r in added if r & counting]
        left_out = [r for r in left_out if r & counting]
    return not added and not left_out


def _are_together(pair: Sequence[_Token], claimed: _Token) -> bool:
    """Tell whether nothing is between two words: "fee locker" may be a "fee for a locker"."""
    one, other = pair
    return other.start - one.end == 1 and not other.before and _says(one, claimed)


def _moved(
    said: Sequence[_Token],
    at: int,
    there: Sequence[Sequence[_Token]],
    fits: Iterable[tuple[int, int]],
    language: str,
) -> bool:
    """Tell whether an adjective stands before another noun than in its sentences."""
    token, noun = said[at], said[at + 1]
    if not token.opened or noun.start - token.end != 1 or noun.figure or token.figure:
        return False
    if language == "de" and (noun.text.islower() or (at and not token.text.islower())):
        return False
    for n, m in fits:
        own = there[n]
        if m + 1 >= len(own) or own[m + 1].start - own[m].end != 1 or not own[m].opened:
            return False
        if _says(own[m + 1], noun) or not any(_says(own[m + 1], other) for other in said):
            return False
    return True
