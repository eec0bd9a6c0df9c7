"""What a source hides until somebody taps on it stays hidden, wherever a part of it is shown."""

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.markdown import fit, hidden_in, quote, without_hidden
from index.library import Library
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again, click
from tests.bot.shown import plain_of, text_of
from tests.bot.sources.sourcing import own, press, show_text

NOVEL = (
    "# Finale\n\nErst geschieht nichts. ||Der Koch gewinnt das Turnier im Jahr 1901. "
    "Danach zieht er nach Altheim.|| Ende gut."
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Es war ||der Gärtner||.", "> Es war ||der Gärtner||."),
        ("||Es war\nder Koch|| am Ende", "> ||Es war||\n> ||der Koch|| am Ende"),
        ("a || b || c", r"> a \|\| b \|\| c"),
        ("x||y||z", r"> x\|\|y\|\|z"),
        ("||offen", r"> \|\|offen"),
        ("||a|b|| und ||c||", r"> ||a\|b|| und ||c||"),
    ],
)
def test_only_what_stands_between_marks_is_hidden(text: str, shown: str) -> None:
    assert quote(text, hidden=hidden_in(text)) == shown


def test_a_part_of_what_is_hidden_is_hidden() -> None:
    text = "Erst ||der Koch. Dann der Gärtner.|| Ende."
    for part, shown in [
        ("Erst ||der Koch.", "> Erst ||der **Koch**.||"),
        ("Dann der Gärtner.", "> ||Dann der Gärtner.||"),
        ("|| Ende.", "> Ende."),
    ]:
        start = text.index(part)
        bold = slice(part.find("Koch"), part.find("Koch") + 4) if "Koch" in part else slice(0, 0)
        assert quote(part, bold, hidden_in(text, start)) == shown


def test_what_is_cut_off_within_what_is_hidden_shows_nothing_of_it_openly() -> None:
    text = "Es war ||der Gärtner von nebenan|| am Abend."
    shown = fit(text, 25, lambda part: quote(part, hidden=hidden_in(text)))
    assert shown == "> Es war ||der|| …"
    assert without_hidden(text) == "Es war … am Abend."


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Hinzufügen"), ("en-US", "Add")], ids=["de", "en"]
)
async def test_a_spoiler_stays_one_from_the_preview_to_the_context(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    again: Again,
    speak: Speak,
    language: str,
    word: str,
) -> None:
    speak(language)
    preview = await show_text(moderator, channel, NOVEL)
    assert preview.components[0]["components"][0]["label"] == word
    hidden = "||Der Koch gewinnt das Turnier im Jahr 1901. Danach zieht er nach Altheim.||"
    assert text_of(preview) == f"> Erst geschieht nichts. {hidden} Ende gut."
    await press(moderator, preview, "add")
    await again()
    result = await alice.slash(channel, "ask", question="Wann gewinnt der Koch das Turnier?")
    short, excerpt = plain_of(result.response).split("\n\n")
    assert short == "||im Jahr 1901||"
    assert excerpt.split("\n")[0] == f"> Erst geschieht nichts. {hidden}"
    context = plain_of((await click(alice, result, "context")).response)
    assert context.split("\n\n")[1] == f"> Erst geschieht nichts. {hidden} Ende gut."
    assert "||" in library.corpus.article(own(library, channel)[0]).text


async def test_a_title_taken_from_the_text_gives_nothing_away(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await press(moderator, await show_text(moderator, channel, "Es war ||der Koch||."), "add")
    assert library.corpus.article(own(library, channel)[0]).title == "Es war …"
