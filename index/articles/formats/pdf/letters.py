"""Letters as a PDF draws them -> letters as they are written."""

import re
import unicodedata

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e\u25cf\u25aa\u2023\u25e6", "•")
"""Of the symbol fonts, which have places of their own for them."""
ODD = str.maketrans({**LIGATURES, **BULLETS})

COMBINING = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "ˇ": "\u030c",
    "˚": "\u030a",
    "¸": "\u0327",
    "˝": "\u030b",
    "˙": "\u0307",
}
ACCENT = re.compile(f"[{''.join(COMBINING)}]")
ACUTE = re.compile(r"(?<![^\W_])(?:[ldcjnsmt]|qu)[´`]", re.IGNORECASE)
"""An apostrophe, as many type it: "l´eau"."""
VOWELS = frozenset("aeiouyıAEIOUY")
DOTLESS = {"ı": "i", "ȷ": "j"}


def mended(word: str) -> str:
    """Resolve ligatures, and put accents that stand beside their letters, as old TeX has them, on.

    An accent belongs to the letter after it, or else to the one before it.
    """
    word = word.translate(ODD)
    if not ACCENT.search(word) or len(word) < 2:
        return word
    kept = {match.end() - 1 for match in ACUTE.finditer(word)}
    letters: list[str] = []
    place = 0
    while place < len(word):
        letter = word[place]
        following = word[place + 1] if place + 1 < len(word) else ""
        if letter in COMBINING and place not in kept:
            if composed := _composed(following, letter):
                letters.append(composed)
                place += 2
                continue
            if letters and (composed := _composed(letters[-1], letter)):
                letters[-1] = composed
                place += 1
                continue
        letters.append(letter)
        place += 1
    return "".join(letters)


def _composed(letter: str, accent: str) -> str:
    """Return a letter with an accent as one; nothing if there is none such.

    Acutes and graves, which are typed as apostrophes, too, go on vowels alone.
    """
    if not letter or (accent in "´`" and letter not in VOWELS):
        return ""
    whole = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + COMBINING[accent])
    return whole if len(whole) == 1 and whole.isalpha() else ""
