"""What the names of encodings mean in documents: what browsers take them for.

That is often more than the name says (WHATWG Encoding, section 4.2): "gb2312" is written where
characters of its successors follow, "iso-8859-1" where Windows-1252 does.
"""

import codecs
import re

from webencodings import lookup

WIDER = {"gbk": "gb18030", "x-user-defined": "cp1252"}
"""Python's codecs where webencodings names narrower ones, or its own."""

OTHERS = re.compile(r"(?:cp|mac-|iso8859)[\w-]*")
"""Names of Python's codecs for encodings that browsers don't know, such as DOS's."""


def codec(label: str) -> str | None:
    """Return Python's name of what a label means; None for none, and for what nobody reads.

    Nor for UTF-16, which is told by its bytes: who can read the label in a document hasn't got it.
    """
    encoding = lookup(label) if label.isascii() else None
    if encoding is None:
        return _of_others(label)
    if encoding.name == "replacement" or encoding.name.startswith("utf-16"):
        return None
    return WIDER.get(encoding.name, encoding.codec_info.name)


def _of_others(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name if OTHERS.fullmatch(name) else None
