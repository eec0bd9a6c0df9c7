"""Unicode's composed form (NFC), at a cost that grows with a text's length alone.

Python sorts the marks on a letter by insertion, which takes the square of their number: 30,000 of
them, as nobody writes them, take a second, and a megabyte an hour. So many are sorted beforehand.
"""

import re
import unicodedata
from itertools import groupby

MARKS = re.compile(r"[^\x00-\xff](?<=[^\w\s])[^\w\s\x00-\xff]{63,}")
"""A run of what may be marks; all marks are among them, and dashes and emoji as well. It begins
with what is quickly told from most letters."""


def nfc(text: str) -> str:
    """Return `text` in NFC."""
    return unicodedata.normalize("NFC", MARKS.sub(_in_order, text))


def _in_order(run: re.Match[str]) -> str:
    """Return a run decomposed, its marks in the order in which the normal form has them."""
    parts = {character: unicodedata.normalize("NFD", character) for character in set(run[0])}
    if not any(unicodedata.combining(part[0]) for part in parts.values()):
        return run[0]
    decomposed = "".join(parts[character] for character in run[0])
    return "".join(
        "".join(sorted(marks, key=unicodedata.combining) if marked else marks)
        for marked, marks in groupby(decomposed, key=lambda c: unicodedata.combining(c) > 0)
    )
