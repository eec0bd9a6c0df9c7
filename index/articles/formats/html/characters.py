"""Characters that a page can't have, and that would keep its tree from being worked on."""

import re

CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]"
    r"|&#(?:0*+(?:[1-8]|1[4-9]|2\d|3[01]|127|6553[45])(?!\d)"
    r"|x(?:0*+(?:[1-8ef]|1[\da-f]|7f|fff[ef])(?![\da-f])));?",
    re.IGNORECASE,
)
BREAK = re.compile(r"[\x0b\x0c]|&#(?:0*+1[12](?!\d)|x0*+[bc](?![\da-f]));?", re.IGNORECASE)
"""References count without their semicolon, too, as in browsers."""


def without_control(markup: str) -> str:
    """Leave out control characters, also as references; vertical tabs and form feeds are blanks."""
    return CONTROL.sub("", BREAK.sub(" ", markup))
