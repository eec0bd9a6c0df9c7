"""Text at the door: one form for every text, so that offsets count and excerpts show what is there.

- NFC, once; every offset from then on counts in the result.
- Every kind of line end becomes a line feed; control characters go.
- Bidirectional overrides, embeddings and isolates go: they can make an excerpt look different from
  what it says, and no running text needs them. The plain marks LRM, RLM and ALM stay.
- Invisible characters that only disturb search and layout go: soft hyphen, zero-width space, word
  joiner, byte-order mark, annotation marks, the invisible tag letters, lone surrogates.
- Zero-width joiner and non-joiner stay: Persian, the Indic scripts and emoji are written with them.
"""

import re

from index.language.normalization import nfc

LINE_END = re.compile("[\r\v\x85\u2028]")
"""Besides those of Windows."""
PAGE_OR_PARAGRAPH_END = re.compile("[\f\u2029]")
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters except \t and the line ends
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides, isolates
    "\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # invisible
    "\ud800-\udfff"  # lone surrogates: no encoding can store them
    "\U000e0000-\U000e007f]"  # invisible tag letters
)
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
"""Those of them that nobody puts into a text by chance, as one does soft hyphens."""
BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return `text` as it is stored; cleaning it again changes nothing."""
    if not text.replace("\n", "").replace("\t", "").isprintable():  # as little is that has to go
        text = LINE_END.sub("\n", text.replace("\r\n", "\n"))
        text = UNWANTED.sub("", PAGE_OR_PARAGRAPH_END.sub("\n\n", text))
    return nfc(text)


def clean_line(text: str, limit: int) -> str:
    """Return `text` on one line; what is longer than `limit` ends at a word, with an ellipsis."""
    line = BLANKS.sub(" ", clean(text)).strip()
    if len(line) <= limit:
        return line
    return line[: limit + 1].rsplit(" ", 1)[0][:limit].rstrip(" ,;:–-") + " …"
