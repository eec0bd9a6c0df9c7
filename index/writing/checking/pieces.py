"""A sentence or a claim -> the clauses that may say different things.

Where a clause is limited by another one ("Dogs, if they are leashed, may …"), both are one piece:
what is split too little is compared too strictly, which only drops claims.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.asking.kinds.spans import Span
from index.language.wording.english import ENGLISH
from index.language.wording.registry import MARKS, WORDINGS
from index.language.wording.wording import Mark
from index.models import Sentence
from index.writing.checking.figures import Figure, figures

ALL = tuple(WORDINGS.values())
SUBORDINATING = "|".join(wording.subordinating for wording in ALL)
TURNING = "|".join(wording.turning for wording in ALL)
CAUSE = "|".join(wording.because for wording in ALL)
CAUSE_AFTER_COMMA = "|".join(wording.because_after_comma for wording in ALL)
JOINING = "|".join(wording.joining for wording in ALL)

# In German what goes against a clause without a comma stands within it: "müssen aber".
BOUNDARY = re.compile(
    rf"(?P<hard>[;\n]|[.!?](?=\s)| [–—] | [|] )"
    rf"|(?P<turn>, ?(?=(?:{TURNING})\b)|(?<=\s)(?=(?:{ENGLISH.turning})\b))"
    rf"|(?P<cause>,? (?=(?:{CAUSE})\b)|, (?=(?:{CAUSE_AFTER_COMMA})\b))"
    rf"|(?P<comma>,(?=\s))"
    rf"|(?P<joint>\b(?:{JOINING})\b)",
    re.IGNORECASE,
)
OPENS = re.compile(rf"\s{{0,9}}(?:{SUBORDINATING})\b", re.IGNORECASE)
DENIALS: tuple[Mark, ...] = ("negation", "lacking")
LIMITS: tuple[Mark, ...] = ("if", "except", "only")
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause: its text, the figures in it, and the number of the sentence that it is from.

    `sentence` stands for it where it is matched: it stands under what the whole one stands under.
    """

    sentence: Sentence
    of: int
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The clause, verbatim."""
        return self.sentence.text


def pieces(sentence: Sentence, of: int) -> list[Piece]:
    """Divide a stored sentence."""
    found, language = sentence.text, sentence.article.language
    start = sentence.span.start
    return [
        Piece(
            replace(sentence, span=replace(sentence.span, start=start + a, end=start + b)),
            of,
            tuple(figures(found[a:b], [language])),
        )
        for a, b in divided(found, [language])
    ]


def divided(text: str, languages: Sequence[str]) -> list[Span]:
    """Return where the clauses of a sentence stand; one at least."""
    known = figures(text, languages)
    spans: list[Span] = []
    start, opened = 0, _begins_with_condition(text)
    for match in BOUNDARY.finditer(text):
        at, end = match.span()
        if at <= start or any(each.start < end and at < each.end for each in known):
            continue
        kind, after = match.lastgroup, text[end:]
        if kind == "comma":
            opened = opened or OPENS.match(after) is not None
            if opened:
                continue
        elif kind == "turn":
            if opened and not text[at:].startswith(","):
                continue
        elif kind == "joint":
            before, rest = text[start:at], _up_to_boundary(text, end)
            both = any(start <= f.start < at for f in known) and any(
                end <= f.start < end + len(rest) for f in known
            )
            denies = len(WORD.findall(before)) > 2 and _denies(before) != _denies(rest)
            if opened or not (both or denies):
                continue
        elif kind == "hard":
            opened = _begins_with_condition(after)
        if text[start:at].strip():
            spans.append((start, at))
        start = end
        if kind in {"turn", "cause"}:
            opened = False
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans or [(0, len(text))]


def _up_to_boundary(text: str, start: int) -> str:
    following = BOUNDARY.search(text, start)
    return text[start : following.start() if following else len(text)]


def _begins_with_condition(text: str) -> bool:
    """Tell whether a clause begins with what limits the next one: "If it rains, …"."""
    text = text.lstrip()
    return any(MARKS[mark].match(text) for mark in LIMITS)


def _denies(text: str) -> bool:
    return any(MARKS[mark].search(text) for mark in DENIALS)
