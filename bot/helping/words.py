"""Words of people in help channels: how they end a post, and what a solved one is called."""

import re

GREETINGS = re.compile(
    r"(?:(?:ganz )?(?:liebe|viele|beste|schöne|sonnige|herzliche) grüße|"
    r"(?:liebe|viele|beste|schöne) gruesse|lg|vg|mfg|bg|gruß|grüße|gruss|"
    r"(?:vielen |tausend |lieben |besten |herzlichen )?dank|danke|"
    r"(?:(?:kind|best|warm) )?regards|best wishes|cheers|greetings|"
    r"(?:many |kind )?thanks|thank you|thx|ty|tia)\b[^?？؟\n]{0,60}",
    re.IGNORECASE,
)
"""The line that a post ends with: "LG Tom", "Vielen Dank im Voraus und einen schönen Abend"."""

SOLVED = frozenset(
    {
        *("solved", "resolved", "answered", "done", "fixed", "closed", "completed"),
        *("gelöst", "erledigt", "beantwortet", "geklärt", "behoben", "fertig", "abgeschlossen"),
    }
)
"""What a forum's tag is called by which people say that nobody needs to answer any more."""
