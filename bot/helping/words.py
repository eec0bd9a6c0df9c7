"""Words of people in help channels: how they ask and end a post, what a solved one is called."""

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

EMPHASIS = re.compile(
    r"\s(?:wirklich|tatsächlich|eigentlich|normalerweise|üblicherweise|überhaupt|denn|nun|"
    r"genau|irgendwie|einfach|bloß|bitte|halt|eben|vielleicht|ungefähr|überhaupt|also|mal|"
    r"really|actually|usually|normally|exactly|currently|somehow|simply|just|maybe|perhaps|"
    r"possibly|please|anyhow|anyway|roughly|at all)\b",
    re.IGNORECASE,
)
"""Words that only insist: a question without them asks the same."""

INDIRECT = re.compile(
    r"\b(?:wissen|weiß|weiss|wüsste|wüßte|frage mich|fragen|sagen|verraten|finde|herausfinden|"
    r"herausgefunden|unsicher|klar|ahnung|verstehe|know|wonder|wondering|asked|asking|ask|tell|"
    r"find|sure|idea|clue|understand|figure)\b[^.!?]{0,40}?[\s,]"
    r"(?:ob |whether |if (?=there |i |we |the |it |my ))?"
    r"((?:(?<=ob )|(?<=whether )|(?<=if )|(?=(?:(?:bis|seit|ab|in|an|mit|für) )?"
    r"(?:wann|wo|wohin|woher|wie|wer|wem|wen|was|welche[mnrs]?|warum|wieso|wofür|"
    r"when|where|how|who|what|which|why) ))[^.!?]{8,200})",
    re.IGNORECASE,
)
"""A question within a statement: "I can't find out how long that takes"."""

CALLING = frozenset(
    {
        *("jemand", "irgendwer", "hilfe", "helfen", "sagen", "wissen", "weiß", "weiss", "kennt"),
        *("idee", "ideen", "ahnung", "tipp", "tipps", "rat", "erfahrung", "erfahrungen", "tun"),
        *("machen", "mache", "vorschläge", "vorschlag", "richtig", "anyone", "anybody", "someone"),
        *("idea", "ideas", "help", "know", "knows", "experience", "advice", "tips", "thoughts"),
        *("suggestions", "clue", "hints", "right", "wrong", "doing", "everyone", "folks", "guys"),
    }
)
"""Words of questions that only call for somebody: "Kann mir das jemand sagen?", "Any ideas?"."""

SOLVED = frozenset(
    {
        *("solved", "resolved", "answered", "done", "fixed", "closed", "completed"),
        *("gelöst", "erledigt", "beantwortet", "geklärt", "behoben", "fertig", "abgeschlossen"),
    }
)
"""What a forum's tag is called by which people say that nobody needs to answer any more."""
