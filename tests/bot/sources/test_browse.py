"""`/source list` and `show`: what there is, and what stands in it."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.articles.reading import read_bytes
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again, buttons, labels
from tests.bot.shown import embed_of, foot_of
from tests.bot.sources.sourcing import BRIDGE, WHEN, description, key_of, press_in, told

SHARED_ID = "000_02adc48ef0db0a26"


@pytest.mark.usefixtures("bridge")
async def test_the_list_tells_what_is_the_servers_own_and_opens_sources(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak, again: Again
) -> None:
    speak("de")
    await moderator.slash(channel, "ask", question=WHEN)
    result = await moderator.slash(channel, "source list", sort="cited")
    assert result.ephemeral
    own, details, shared, _ = description(result).split("\n")
    assert own == r"**Geheimbrücke \*von\* \@everyone**"
    assert details.startswith("-# Februar 2020 · 2 Sätze · in 1 Antwort zitiert · hinzugefügt <t:")
    assert shared.startswith("**Offiziell wurde die NATO-Mission")
    footer = embed_of(result.response).footer.text
    assert footer == "1 von diesem Server · 1 gemeinsame · 0 entfernt"
    await again()
    menu = key_of(result.response, "open", "bm")
    [first, _] = buttons(result.response)[0]["options"]
    assert result.response is not None
    opened = await moderator.select(result.response, [first["value"]], custom_id=menu)
    embed = embed_of(opened.response)
    assert embed.title == r"Geheimbrücke \*von\* \@everyone"
    facts, text = str(embed.description).split("\n\n")
    assert facts == "-# Februar 2020 · Deutsch · 2 Sätze · in 1 Antwort zitiert · von Ada"
    assert text == BRIDGE
    assert labels(opened.response) == ["Verlauf", "Entfernen …"]


HANDBOOK = "# Freibad\n\n## Zeiten\n\nEs gibt zwei:\n\n- Montags ab 7 Uhr\n- Samstags ab 9 Uhr\n"


async def test_an_article_has_as_many_sentences_in_the_list_as_when_it_is_opened_or_removed(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope, speak: Speak
) -> None:
    speak("de")
    draft = read_bytes(
        HANDBOOK.encode(), source="freibad.md", settings=library.settings.ingest
    ).draft
    article = library.add(draft, Author("x"), server).article_id
    listed = await moderator.slash(channel, "source list", search="Freibad")
    shown = await moderator.slash(channel, "source show", source=article)
    removing = await moderator.slash(channel, "source remove", source=article)
    assert removing.response is not None
    texts = (description(listed), description(shown), removing.response.content)
    assert [" 2 Sätze · " in text for text in texts] == [True, True, True]


async def test_sources_of_one_title_are_told_apart_wherever_one_chooses(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope
) -> None:
    dated = [("Plan", "2021"), ("Plan", "2020-02"), ("Plan", "2021"), ("Plan", None)]
    ids = [
        library.add(
            Draft(f"Linie {number} fährt.", title, "de", date=date), Author("x"), server
        ).article_id
        for number, (title, date) in enumerate([*dated, ("Bad", "2021")])
    ]
    expected = {ids[0]: ids[0], ids[1]: "February 2020", ids[2]: ids[2], ids[3]: ids[3]}
    offered = await moderator.autocomplete(channel, "source remove", "source", "Plan")
    assert {choice["value"]: choice["name"] for choice in offered} == {
        article: f"Plan · {apart}" for article, apart in expected.items()
    }
    [alone] = await moderator.autocomplete(channel, "source remove", "source", "Bad")
    assert alone["name"] == "Bad"
    listed = await moderator.slash(channel, "source list")
    options = buttons(listed.response)[0]["options"]
    shown = [(option["label"], option.get("description")) for option in options]
    assert shown[:5] == [
        ("Bad", None),
        *(("Plan", expected[article]) for article in reversed(ids[:4])),
    ]


async def test_a_long_list_is_searched_turned_and_sorted_after_a_restart(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope, again: Again
) -> None:
    for number in range(9):
        draft = Draft(f"Die Mühle Nummer {number} steht.", f"Mühle {number}", "de")
        library.add(draft, Author("discord:1"), server)
    result = await moderator.slash(channel, "source list", search="muhle")
    assert foot_of(result.response).endswith("\nPage 1 of 2")
    assert description(result).startswith("**Mühle 8**")
    await again()
    await press_in(moderator, result, "list")
    assert description(result).split("\n")[0] == "**Mühle 0**"
    assert result.response is not None
    menu = key_of(result.response, "sort", "bm")
    await moderator.select(result.response, ["title"], custom_id=menu)
    assert description(result).startswith("**Mühle 0**")
    assert "**Mühle 7**" in description(result)
    nothing = await moderator.slash(channel, "source list", search="Zeppelin")
    assert description(nothing) == "Nothing is called anything like that."


async def test_a_long_text_is_turned_page_by_page_and_nothing_is_lost(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope, again: Again
) -> None:
    words = " ".join(f"Wort{number}" for number in range(800)) + "."
    library.add(Draft(words, "Lang", "de"), Author("discord:1"), server)
    result = await moderator.slash(channel, "source show", source="Lang")
    seen = description(result).split("\n\n")[1].split()
    pages = int(str(embed_of(result.response).footer.text).rpartition(" ")[2])
    await again()
    for _ in range(pages - 1):
        await press_in(moderator, result, "show")
        seen += description(result).split()
    assert seen == words.split()


async def test_a_shared_source_is_shown_without_who_and_cannot_be_changed(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    result = await moderator.slash(channel, "source show", source=SHARED_ID)
    assert "only the operator can change it" in description(result)
    assert "Remove …" not in labels(result.response)
    history = await moderator.slash(channel, "source history", source=SHARED_ID)
    assert description(history).startswith("➕ The operator added **Offiziell")
    before = library.corpus.changes()
    said = told(await moderator.slash(channel, "source remove", source=SHARED_ID))
    assert env.errors
    assert said.endswith(
        "so only the operator can change it. You can add a source of your own beside it."
    )
    assert library.corpus.changes() == before
