"""Talk is no question: who I am, what can be asked, what is new."""

from datetime import UTC, datetime

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.asking.talk import Known, said_to, sources_of
from bot.client.client import Belegbot
from bot.desk.readership import Readership
from bot.memory.memory import Memory
from index.corpus.catalogue import Summary
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.shown import guild_of, last

ADA = Author("ada")


def known(title: str, date: str | None = None) -> Known:
    summary = Summary("a", SHARED, title, date, "de", 3, removed=False, changed=1)
    return Known(summary, "replace", datetime(2026, 7, 1, tzinfo=UTC))


async def test_who_asks_what_is_new_gets_the_newest_sources_of_the_server(
    library: Library, channel: ChannelHandle, alice: MemberActor, bot: Belegbot
) -> None:
    server = Scope.of(guild_of(channel).id)
    library.add(Draft("Das Bad ist zu.", "Bad", "de", date="2026-05-02"), ADA, server)
    library.add(Draft("Das Fest ist im Juli.", "Fest", "de", date="2026-06-02"), ADA, server)
    # Without a date of its own it is as new as it came.
    library.add(Draft("Die Sauna ist warm.", "Sauna", "de"), ADA, server)
    old = library.add(Draft("Die Halle ist alt.", "Halle", "de"), ADA, server)
    library.remove(old.article_id, ADA)

    await alice.send(channel, f"{bot.me.mention} Was ist neu?")

    first, undated, *lines = last(channel).content.split("\n")
    assert first == "Das ist das Neueste hier:"
    assert undated.startswith("- **Sauna** · hinzugefügt <t:")
    assert [line.split(" · ")[:2] for line in lines] == [
        ["- **Fest**", "2. Juni 2026"],
        ["- **Bad**", "2. Mai 2026"],
    ]
    assert lines[0].split(" · ")[2].startswith("hinzugefügt <t:")


async def test_talk_is_neither_remembered_nor_counted(
    library: Library, channel: ChannelHandle, alice: MemberActor, speak: Speak
) -> None:
    speak("de")
    shown = (await alice.slash(channel, "ask", question="wer bist du?")).response

    assert shown is not None
    assert shown.content.startswith("Ich beantworte Fragen")
    assert shown.components == []
    server = guild_of(channel).id
    assert Memory.of(library).answers.saved_questions(server, 10) == []


def test_many_sources_are_counted_and_none_is_said_so() -> None:
    many = [known(f"Nr. {number}", "2026-05-02") for number in range(12)]

    lines = said_to("sources", many, "en").split("\n")
    assert lines[:2] == ["These sources can be asked here:", "- **Nr. 0** · May 2, 2026"]
    assert (len(lines), lines[-1]) == (12, "-# … and 2 more")
    assert said_to("news", [known("Bad")], "de").split("\n")[1:] == [
        "- **Bad** · geändert <t:1782864000:R>"
    ]
    assert said_to("news", [], "de") == "Hier gibt es noch keine Quellen."


def test_a_server_without_sources_of_its_own_has_the_shared_ones(library: Library) -> None:
    [seed] = sources_of(library, Readership(1))

    assert seed.summary.title.startswith("Offiziell wurde die NATO-Mission")


@pytest.mark.parametrize(("locale", "foot"), [("de", "Ziemlich sicher"), ("en-US", "Fairly sure")])
async def test_what_is_too_short_to_tell_a_language_is_answered_in_the_persons(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    speak: Speak,
    locale: str,
    foot: str,
) -> None:
    library.add(Draft("Das WLAN ist kostenlos.", "WLAN", "de"), ADA, Scope.of(guild_of(channel).id))
    speak(locale)

    shown = (await alice.slash(channel, "ask", question="WLAN")).response

    assert shown is not None
    assert (shown.embeds[0].footer.text or "").startswith(foot)


async def test_a_short_mention_is_answered_in_the_language_of_what_answers(
    library: Library, channel: ChannelHandle, alice: MemberActor, bot: Belegbot
) -> None:
    library.add(Draft("Das WLAN ist kostenlos.", "WLAN", "de"), ADA, Scope.of(guild_of(channel).id))

    await alice.send(channel, f"{bot.me.mention} WLAN")
    assert (last(channel).embeds[0].footer.text or "").startswith("Ziemlich sicher")
    await alice.send(channel, f"{bot.me.mention} danke!")
    assert last(channel).content == "Wenn du etwas wissen möchtest, frag einfach."


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Ich beantworte Fragen"), ("en-US", "I answer questions")],
)
async def test_who_hits_keys_is_told_how_to_ask_and_counts_for_nothing(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    speak: Speak,
    language: str,
    said: str,
) -> None:
    speak(language)
    for text in ("asdfgh", "???", "🙂"):
        shown = (await alice.slash(channel, "ask", question=text)).response
        assert shown is not None
        assert shown.content.startswith(said)
        assert shown.components == []
    since = datetime(2020, 1, 1, tzinfo=UTC)
    assert Memory.of(library).unanswered.topics(guild_of(channel).id, since) == []


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Das WLAN ist kostenlos.", "de", "Wenn du etwas wissen möchtest, frag einfach."),
        ("The wifi is free.", "en", "If there is something that you want to know, just ask."),
    ],
)
async def test_what_is_refused_and_too_short_is_told_in_the_language_of_the_sources(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    bot: Belegbot,
    text: str,
    language: str,
    said: str,
) -> None:
    library.add(Draft(text, "WLAN", language), ADA, Scope.of(guild_of(channel).id))

    await alice.send(channel, f"{bot.me.mention} ok")

    assert last(channel).content == said
