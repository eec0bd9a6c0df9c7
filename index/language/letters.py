"""What letters have in common, whatever language they are of: case, marks, other shapes, digits."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from index.language.registry import profile_of

PIECE = 256

SPELT = 20_000
"""Words whose other spelling stays in memory."""

OTHER_DIGIT = re.compile(r"[^\D0-9]")

SHAPES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "\xad": None, "\u200c": None, "\u200d": None}
)
"""Letters whose mark can't be taken off, as they are typed without; and what joins letters."""


class _Plain(dict[int, int | str | None]):
    """What letters become; accents, and points of Hebrew and Arabic, are left out.

    Those marks aren't that are letters by themselves, such as vowels of Thai. Whether a character
    is a mark is looked up when it is first met: all that there are take 25 ms.
    """

    def __missing__(self, code: int) -> int | None:
        kind = unicodedata.combining(chr(code))
        left_out = kind >= 200 or 10 <= kind <= 36 or kind == 7
        self[code] = plain = None if left_out else code
        return plain


PLAIN = _Plain(SHAPES)

VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
"""A Japanese mark that makes another letter: "が" isn't "か"."""


class Spelling(NamedTuple):
    """How a language writes letters that a keyboard lacks: as two, and those two as one."""

    letters: dict[int, str]
    pairs: re.Pattern[str]


UMLAUTS = Spelling(
    str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}), re.compile("[ao]e|(?<![aeq])ue")
)
"""But not in "neue", "Bauer", "Quelle"."""

RINGS = Spelling(str.maketrans({"å": "aa", "ø": "oe"}), re.compile("aa|oe"))

SPELLINGS = {"de": UMLAUTS, "da": RINGS, "no": RINGS, "nb": RINGS, "nn": RINGS}

WORD = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """Lower the case, take the accents off, make all white space a single blank.

    Digits of all scripts become 0 to 9. Marks without which a letter is another one stay: vowels
    and tones of Thai, say.
    """
    folded = text.casefold()
    if not folded.isascii():
        # In pieces: marks, in whatever order, are taken off; sorting very many takes their square.
        decomposed = "".join(
            unicodedata.normalize("NFKD", folded[start : start + PIECE])
            for start in range(0, len(folded), PIECE)
        )
        plain = decomposed.translate(PLAIN)
        folded = numerals(VOICED.sub(_composed, plain))
    return " ".join(folded.split())


def numerals(text: str) -> str:
    """Write the digits of all scripts as 0 to 9."""
    return OTHER_DIGIT.sub(_digit, text)


@lru_cache(maxsize=16)
def other_spellings(text: str, language: str) -> tuple[str, ...]:
    """Return how the words of a text are written, too, in its language, folded and in order.

    In German "März" is "maerz", and "Maerz" is "marz", which is what "März" is when folded. Whoever
    asks needs none of this: a text has both, a question is met by either. Kept for a moment, since
    each kind of terms needs them.
    """
    code = profile_of(language).code
    if code not in SPELLINGS:
        return ()
    others = (_other(word, code) for word in WORD.findall(text.casefold()))
    return tuple(other for other in others if other is not None)


@lru_cache(maxsize=SPELT)
def _other(word: str, code: str) -> str | None:
    spelling = SPELLINGS[code]
    other = word.translate(spelling.letters)
    if other == word:
        other = spelling.pairs.sub(_first, word)
    return fold(other) if other != word else None


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0])


def spelled_out(word: str, language: str) -> str:
    """Return a word, in small letters, as its language writes it where a keyboard lacks letters.

    A word that has none of these stays as it is.
    """
    spelling = SPELLINGS.get(profile_of(language).code)
    small = word.lower()
    other = small if spelling is None else small.translate(spelling.letters)
    return word if other == small else other


def _first(match: re.Match[str]) -> str:
    return match[0][0]


def _digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))
