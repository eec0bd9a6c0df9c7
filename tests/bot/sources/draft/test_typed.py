"""What is typed in Discord is read as a Markdown file is."""

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.sources.draft.typed import as_markdown
from index.library import Library
from tests.bot.shown import guild_of
from tests.bot.sources.sourcing import own, press, show_text

ID = "812345678901234567"


@pytest.mark.parametrize(
    ("typed", "markdown"),
    [
        (f"Klick <:owl:{ID}> und <a:wave:{ID}>.", "Klick :owl: und :wave:."),
        (f"Nimm </frage:{ID}>.", "Nimm /frage."),
        ("Der Code ist || geheim ||, ja || oder.", "Der Code ist ||geheim||, ja || oder."),
        ("-# klein gedruckt", "klein gedruckt"),
        (
            "Start <t:1709478000:F>, am <t:1709478000:D>",
            "Start 2024-03-03 15:00 UTC, am 2024-03-03",
        ),
        ("Er sagte:\n>>> Ja.\n\nNein.", "Er sagte:\n> Ja.\n> \n> Nein."),
        (f"`<:owl:{ID}>` und ```\n||x||\n```", f"`<:owl:{ID}>` und ```\n||x||\n```"),
        (f"Frag <@{ID}>.", f"Frag <@{ID}>."),
        ("Bald: <t:999999999999:F>", "Bald: <t:999999999999:F>"),
    ],
)
def test_discord_s_own_marks_are_shown_as_it_shows_them(typed: str, markdown: str) -> None:
    assert as_markdown(typed, None) == markdown


async def test_a_form_s_text_is_read_as_a_markdown_file(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    text = (
        "# Hausordnung\n\n## Verboten\n- **Feuer**\n- Lärm\n\n"
        f"Fragen in <#{channel.id}>, der Schlüssel liegt ||beim Hausmeister||."
    )

    await press(moderator, await show_text(moderator, channel, text), "add")

    [article_id] = own(library, channel)
    article = library.corpus.article(article_id)
    assert article.title == "Hausordnung"
    assert article.text == (
        "Verboten\n\n- Feuer\n- Lärm\n\n"
        "Fragen in #general, der Schlüssel liegt ||beim Hausmeister||."
    )


async def test_roles_and_whom_the_bot_knows_are_named_and_others_stay_as_they_are(
    bot: Belegbot, library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    role = guild_of(channel).create_role("Hausmeister")
    assert bot.user
    text = f"# Hilfe\n\nFrag <@{bot.user.id}> oder {role.mention}, nicht <@{ID}>, nicht in <#{ID}>."

    await press(moderator, await show_text(moderator, channel, text), "add")

    [article_id] = own(library, channel)
    named = f"Frag @TestBot oder @Hausmeister, nicht <@{ID}>, nicht in <#{ID}>."
    assert library.corpus.article(article_id).text == named


@pytest.mark.parametrize(
    ("text", "language"), [("mit Leder", "de"), ("ok", "en"), ("Der Turm ist hoch und alt.", "de")]
)
async def test_a_few_words_are_in_the_language_that_they_or_the_server_speak(
    library: Library, channel: ChannelHandle, moderator: MemberActor, text: str, language: str
) -> None:
    await press(moderator, await show_text(moderator, channel, text), "add")
    assert library.corpus.article(own(library, channel)[0]).language == language
