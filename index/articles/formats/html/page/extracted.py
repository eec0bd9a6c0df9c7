"""What the extractor takes for a page's main text, looked up by letters."""

import re
from collections.abc import Iterable

NOT_WORDS = re.compile(r"[\W_]+")
PIECE = 16
"""Letters of a text that are looked up as one."""
ALONE = 2 * PIECE
"""Letters from which on a block is told by its pieces; a shorter one only as a whole."""


class MainText:
    """What the extractor says is the main text."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._pieces: set[str] = set()
        texts = []
        for block in blocks:
            text = NOT_WORDS.sub("", block)
            self._whole.add(text)
            texts.append(text)
        self._whole.discard("")
        text = "".join(texts)
        self._pieces.update(text[n : n + PIECE] for n in range(0, len(text) - PIECE + 1, PIECE))

    def has(self, letters: str) -> bool:
        """Tell whether a block with these letters is in it."""
        if letters in self._whole:
            return True
        if len(letters) < ALONE:
            return False
        found = place = 0
        while place + PIECE <= len(letters):
            if letters[place : place + PIECE] in self._pieces:
                found += 1
                place += PIECE
            else:
                place += 1
        return 2 * (found + 1) * PIECE >= len(letters)
