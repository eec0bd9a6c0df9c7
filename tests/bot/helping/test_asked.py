"""What of a post is asked."""

import pytest

from bot.helping.asked import asked_in, asks


@pytest.mark.parametrize(
    ("title", "text", "asked"),
    [
        ("Frage", "Hallo!\nWann öffnet das Bad?\n\nDanke, LG Tom", "Wann öffnet das Bad?"),
        ("Frage", "Wann öffnet es? Und was kostet es?", "Wann öffnet es? Und was kostet es?"),
        ("Bad", "> Wann öffnet es?\nSteht das irgendwo?", "Steht das irgendwo?"),
        ("Log", "```\nReally?\n```\nWas heißt das?", "Was heißt das?"),
        ("Bad", "ich suche das bad\nbis wann ist es offen\nlg", "bis wann ist es offen"),
        ("Bad", "hi, is there a pool", "hi, is there a pool"),
        ("Wann öffnet das Bad?", "Finde nichts dazu.", "Wann öffnet das Bad?"),
        ("Login", "Es geht nicht. Fehler 403.", "Login. Es geht nicht. Fehler 403."),
        ("", "Vielen Dank im Voraus und einen schönen Abend", ""),
        ("", "", ""),
        ("Bad", "habe alles durchsucht ... wie komme ich hinein?", "wie komme ich hinein?"),
        ("Bad", "Ist das wirklich so? Und was kostet es denn?", "Ist das so? Und was kostet es?"),
        ("Bad", "Wirklich?", "Wirklich?"),
        ("Bad", "Ich kann nicht herausfinden, wann das Bad öffnet.", "wann das Bad öffnet"),
        ("Bad", "Ich weiß nicht, ob Hunde hineindürfen.", "Hunde hineindürfen"),
        ("Pool", "He asked me whether dogs may come in. Does anyone know?", "dogs may come in"),
        ("Bad", "Der Eingang ist zu. Kann jemand helfen?", "Bad. Der Eingang ist zu."),
        ("Bad", "Hat jemand Erfahrung? Was kostet das Bad?", "Was kostet das Bad?"),
        ("T-41", "I keep getting it. Any ideas what to do?", "T-41. I keep getting it."),
        ("Is it heated?", "I asked them what they think. No idea.", "Is it heated?"),
        ("Pool", "I wonder if the pool is heated.", "the pool is heated"),
        ("Pool", "I know the pool. It is nice there.", "Pool. I know the pool. It is nice there."),
    ],
)
def test_what_is_asked_is_found_in_a_post(title: str, text: str, asked: str) -> None:
    assert asked_in(text, title) == asked


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Wann öffnet das Bad?", True),
        ("weiß wer was: wann öffnet es", True),
        ("Das Bad ist schön.", False),
        ("Danke!", False),
        ("> Wann öffnet das Bad?", False),
    ],
)
def test_talk_is_told_from_what_asks(text: str, question: bool) -> None:  # noqa: FBT001
    assert asks(text) is question
