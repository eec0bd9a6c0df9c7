"""`/source remove`, `restore` and `undo`: what is done, and what is said before."""

import threading

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.sources import choose
from bot.sources.texts import history as texts
from index.corpus.changelog import Author
from index.corpus.history import HistoryEntry
from index.i18n import Language
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.discord.markdown import read
from tests.bot.shown import guild_of
from tests.bot.sources.sourcing import (
    BRIDGE,
    TITLE,
    WHEN,
    description,
    log_of,
    press_in,
    remove_bridge,
    told,
)


@pytest.mark.usefixtures("bridge")
async def test_removing_asks_for_a_reason_and_is_in_the_log_with_the_person(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    again: Again,
    speak: Speak,
) -> None:
    speak("de")
    asked = await moderator.slash(channel, "source remove", source=TITLE)
    assert asked.response is not None
    assert asked.response.content.startswith(
        r"**Geheimbrücke \*von\* \@everyone** entfernen?" "\n-# Februar 2020 · Deutsch · 2 Sätze"
    )
    await again()
    form = await press_in(moderator, asked, "remove")
    assert form.modal is not None
    assert form.modal["title"] == "Diese Quelle entfernen"
    await again()
    await moderator.submit_modal(form, {"why": " veraltet "})
    assert asked.response.content.startswith(
        r"✅ **Geheimbrücke \*von\* \@everyone** ist entfernt; ich antworte nicht mehr daraus."
    )
    who = f"discord:{moderator.id}"
    assert log_of(library, server) == [("add", who, "neu"), ("remove", who, "veraltet")]
    abstained = await moderator.slash(channel, "ask", question=WHEN)
    assert description(abstained).startswith("**Die Quellen sagen dazu nichts.**")


@pytest.mark.usefixtures("bridge")
async def test_what_was_removed_is_restored_by_command_or_button(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope, again: Again
) -> None:
    await remove_bridge(moderator, channel)
    assert await moderator.autocomplete(channel, "source remove", "source", "Geheim") == []
    [choice] = await moderator.autocomplete(channel, "source restore", "source", "geheimbruke")
    assert choice["name"] == f"{TITLE} · removed"
    done = await moderator.slash(channel, "source restore", source=choice["value"], reason="doch")
    assert done.response is not None
    assert "is in force again" in done.response.content
    await remove_bridge(moderator, channel)
    shown = await moderator.slash(channel, "source show", source=TITLE)
    assert "I don't answer from it" in description(shown)
    await again()
    await press_in(moderator, shown, "restore")
    operations = [(operation, why) for operation, _, why in log_of(library, server)]
    assert operations[2:] == [("restore", "doch"), ("remove", "veraltet"), ("restore", "")]
    assert not (await moderator.slash(channel, "ask", question=WHEN)).ephemeral


async def test_a_source_that_is_not_as_it_was_thought_to_be_is_told_as_it_is(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    bridge: str,
    speak: Speak,
) -> None:
    async def refused(command: str, **option: str) -> str:
        said = told(await moderator.slash(channel, command, **option))
        assert env.errors
        return said

    speak("de")
    shown = read(await refused("source restore", source=TITLE)).text
    assert shown == f"„{TITLE}“ gilt schon."
    opened = await moderator.slash(channel, "source edit", source=bridge)
    asked = await moderator.slash(channel, "source remove", source=TITLE)
    await remove_bridge(moderator, channel)
    for named in (TITLE, bridge):
        shown = read(await refused("source remove", source=named)).text
        assert shown == f"„{TITLE}“ ist schon entfernt. /quelle zurückholen holt sie zurück."
    for number in (1, 2):
        library.add(Draft(f"Linie {number} fährt.", "Fahrplan", "de"), Author("x"), server)
    said = await refused("source remove", source="fahrplan")
    assert said == "Es gibt mehrere Quellen namens „Fahrplan“. Wähle eine aus der Liste."
    library.purge(bridge, Author("operator:ada"))
    gone = "Diese Quelle gibt es nicht mehr."
    assert told(await press_in(moderator, asked, "remove")) == gone
    assert told(await moderator.submit_modal(opened, {"title": "Neu"})) == gone


async def test_undo_says_what_it_will_do_and_does_it_when_confirmed(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    bridge: str,
    again: Again,
) -> None:
    library.replace(bridge, Draft("Anders.", "Neuer Titel", "de"), Author("discord:5", "Fehler"))
    asked = await moderator.slash(channel, "source undo")
    assert asked.response is not None
    question, change, why, _, outcome = asked.response.content.split("\n")
    assert question == "**Take this change back?**"
    assert change == "✏️ <@5> changed **Neuer Titel**."
    assert why == "Why: Fehler"
    assert outcome.startswith("Then the version of <t:")
    assert library.corpus.article(bridge).text == "Anders."
    await again()
    await moderator.submit_modal(await press_in(moderator, asked, "undo"), {"why": "war richtig"})
    assert library.corpus.article(bridge).text == BRIDGE
    assert log_of(library, server)[-1] == ("replace", f"discord:{moderator.id}", "war richtig")
    [latest, *_] = await moderator.autocomplete(channel, "source undo", "change", "neuer")
    assert latest["name"].endswith(" · changed · Neuer Titel")
    [undone, *_] = await moderator.autocomplete(channel, "source undo", "change", "")
    assert undone["name"].endswith(f" · change 3 taken back · {TITLE}")


async def test_the_changes_to_take_back_are_put_into_words_beside_the_event_loop(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    bridge: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(3, 33):
        library.replace(bridge, Draft(f"Nr. {number}.", f"Titel {number}", "de"), Author("x"))
    threads: list[str] = []

    def plain_change(entry: HistoryEntry, language: Language) -> str:
        threads.append(threading.current_thread().name)
        return texts.plain_change(entry, language)

    monkeypatch.setattr(choose, "plain_change", plain_change)
    day = f"{library.corpus.changes()[-1].at:%-m/%-d/%y}"
    offered = await moderator.autocomplete(channel, "source undo", "change", "")
    # As many as Discord shows, the latest first.
    assert [(choice["value"], choice["name"]) for choice in offered] == [
        (number, f"change {number} · {day} · changed · Titel {number}")
        for number in range(32, 7, -1)
    ]
    assert len(threads) == 25
    assert all(name.startswith("belegbot-browse") for name in threads)
    offered = await moderator.autocomplete(channel, "source undo", "change", "TITEL 3")
    assert [choice["value"] for choice in offered] == [32, 31, 30, 3]


async def test_where_nothing_was_changed_there_is_nothing_to_take_back(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor
) -> None:
    said = told(await moderator.slash(channel, "source undo"))
    assert env.errors
    assert said == "In this server nothing was changed yet that could be taken back."


@pytest.mark.usefixtures("bridge")
async def test_a_change_before_one_that_erased_is_taken_back_only_by_its_number(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
) -> None:
    *_, before = library.corpus.changes()
    other = library.add(Draft("Bald weg.", "Anderes", "de"), Author("x"), server).article_id
    library.purge(other, Author("operator:ada"))
    *_, purged = library.corpus.changes()
    said = told(await moderator.slash(channel, "source undo"))
    assert env.errors
    assert said == (
        f"The latest change, {purged.revision}, erased a source for good and can't be undone. "
        f"Nothing was changed; **/source undo** with change {before.revision} takes back the one "
        "before it."
    )


@pytest.mark.parametrize("first", ["remove", "replace"])
async def test_of_two_moderators_at_once_the_second_is_told_who_was_first(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    bridge: str,
    first: str,
) -> None:
    asked = await moderator.slash(channel, "source remove", source=TITLE)
    undo = await moderator.slash(channel, "source undo")
    form = await press_in(moderator, asked, "remove")
    other = Author("discord:77", "schneller")
    if first == "remove":
        library.remove(bridge, other)
    else:
        library.replace(bridge, Draft("Besser.", TITLE, "de"), other)
    before = library.corpus.changes()
    await moderator.submit_modal(form, {"why": "auch"})
    assert asked.response is not None
    told_first, who, why, *_, last = asked.response.content.split("\n")
    assert told_first.startswith("Nothing was done, because this source was changed")
    assert who.split(" ", 1)[1].startswith("<@77> ")
    assert why == "Why: schneller"
    assert last == "Look at it as it is now, and decide again."
    text = told(await press_in(moderator, undo, "undo"))
    assert "can't be undone" in text
    assert "the article was changed again after it" in text
    assert library.corpus.changes() == before
    assert library.corpus.article(bridge).text == (BRIDGE if first == "remove" else "Besser.")


@pytest.mark.usefixtures("bridge")
async def test_each_change_is_told_in_the_log_channel_with_the_right_person(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor, bot: Belegbot
) -> None:
    log = guild_of(channel).create_text_channel("log")
    await bot.desk.preferences.prefer(guild_of(channel).id, 0, {"log_channel": log.id})
    await remove_bridge(moderator, channel)
    undo = await moderator.slash(channel, "source undo")
    await moderator.submit_modal(await press_in(moderator, undo, "undo"), {"why": ""})
    removed, undone = sorted(log.history(), key=lambda message: message.id)
    assert removed.content.startswith(f"➖ <@{moderator.id}> ")
    assert "veraltet" in removed.content
    assert undone.content.startswith(f"↩️ <@{moderator.id}> ")
    sent = [r.json for r in env.http_requests if r.path == f"/channels/{log.id}/messages"]
    assert [body and body["allowed_mentions"] for body in sent] == [{"parse": []}] * 2
