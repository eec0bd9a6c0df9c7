"""Bytes that can't be read in a text that otherwise can: where they are, and if they matter."""

import re
from dataclasses import dataclass
from itertools import islice

from index.articles.errors import ArticleBytesError

UNREADABLE = "\U0001fbb0"
"""Stands for them in a page: an old computer's pointer, which no text has. What takes pages apart
would leave out a character that can't be printed, and then nobody would know."""

ESCAPED = re.compile("[\udc80-\udcff]+")
"""As Python decodes such bytes with `surrogateescape`."""

SAMPLE = 1_000_000
BYTES_SHOWN = 8
AROUND = 20
"""Characters on each side that show where it is."""
WORD_END = re.compile(rf"[\s{UNREADABLE}]")


@dataclass(frozen=True, slots=True)
class Damage:
    """A text with lone surrogates in the place of each byte that its encoding doesn't have."""

    text: str
    encoding: str

    @property
    def is_evident(self) -> bool:
        """Tell whether more of what isn't ASCII can be read than can't: no other encoding does."""
        sample = self.text[:SAMPLE]
        bad = sum(1 for _ in ESCAPED.finditer(sample))
        return sum(1 for character in ESCAPED.sub("", sample) if character > "\x7f") > bad

    def marked(self) -> str:
        """Return the text with `UNREADABLE` for what can't be read."""
        return ESCAPED.sub(UNREADABLE, self.text)

    def error(self, source: str, shown: str = UNREADABLE) -> ArticleBytesError:
        """Say where such bytes are: those that `shown`, a part of what was read, has first."""
        run = next(islice(ESCAPED.finditer(self.text), self._number(shown), None))
        start = max(self.text.rfind("\n", 0, run.start()) + 1, run.start() - AROUND)
        behind = self.text[run.end() : run.end() + AROUND].partition("\n")[0].rstrip()
        bad = run[0].encode("ascii", "surrogateescape")[:BYTES_SHOWN].hex(" ").upper()
        return ArticleBytesError(
            source=source,
            line=self.text.count("\n", 0, run.start()) + 1,
            place=ESCAPED.sub("…", self.text[start : run.start()])
            + f"[{bad}]"
            + ESCAPED.sub("…", behind),
            encoding=self.encoding.upper().removesuffix("-SIG"),
        )

    def _number(self, shown: str) -> int:
        """Return how many there are before those of `shown`, told by the word that they are in."""
        marked, (before, _, behind) = self.marked(), shown.partition(UNREADABLE)
        word = (
            WORD_END.split(before[-AROUND:])[-1] + UNREADABLE + WORD_END.split(behind[:AROUND])[0]
        )
        return marked.count(UNREADABLE, 0, max(0, marked.find(word)))


def damage_of(raw: bytes, encoding: str) -> Damage | None:
    """Decode as far as possible what can't be decoded; None where the rest can't be told either."""
    try:
        text = raw.decode(encoding, "surrogateescape")
    except UnicodeError:
        return None
    return Damage(text, encoding) if ESCAPED.search(text) else None
