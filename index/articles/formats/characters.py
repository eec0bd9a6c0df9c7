"""Characters that a page can't have, and that would keep its tree from being worked on."""

import re

CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]|&#(?:0*+(?:[0-8]|1[4-9]|2\d|3[01]|127)|x0*+(?:[0-8ef]|1[0-9a-f]|7f));",
    re.IGNORECASE,
)
BREAK = re.compile(r"[\x0b\x0c]|&#(?:0*+1[12]|x0*+[bc]);", re.IGNORECASE)


def without_control(markup: str) -> str:
    """Leave out control characters, also as references; vertical tabs and form feeds are blanks."""
    return CONTROL.sub("", BREAK.sub(" ", markup))
