"""Looking after sources in Discord: what moderators see and do, and nobody else."""

import csv
import gzip
import io
import json
import re
import threading
from typing import Any

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.client.client import Belegbot
from bot.sources import change, export
from bot.sources.texts import history as texts
from index.corpus.changelog import Author
from index.corpus.history import HistoryEntry
from index.corpus.transfer import export_lines
from index.i18n import Language
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import QUESTION, UNANSWERED, Speak
from tests.bot.asking.test_buttons import Again, buttons, id_of, labels
from tests.bot.server.test_settings import show_to
from tests.bot.shown import embed_of, foot_of, guild_of, text_of
from tests.bot.sources.sourcing import messages, public, told

BRIDGE = "Die Geheimbrücke wurde 1900 gebaut. Sie hält bis heute."
TITLE = "Geheimbrücke *von* @everyone"
WHEN = "Wann wurde die Geheimbrücke gebaut?"
SHARED_ID = "000_02adc48ef0db0a26"
REFUSED = "That is for this server's moderators"

COMMANDS: dict[str, dict[str, Any]] = {
    "source list": {},
    "source show": {"source": TITLE},
    "source remove": {"source": TITLE},
    "source restore": {"source": TITLE},
    "source undo": {},
    "source history": {},
    "source export": {},
    "source requests": {},
    "insights": {},
}
COMPLETED = {
    "source show": "source",
    "source remove": "source",
    "source restore": "source",
    "source history": "source",
    "source undo": "change",
}


@pytest.fixture
def server(channel: ChannelHandle) -> Scope:
    return Scope.of(guild_of(channel).id)


@pytest.fixture
def bridge(library: Library, server: Scope, moderator: MemberActor) -> str:
    """The server's own article."""
    draft = Draft(BRIDGE, TITLE, "de", date="2020-02", author="Ada")
    return library.add(draft, Author(f"discord:{moderator.id}", "neu"), server).article_id


def key(message: ResponseMessage | None, action: str, kind: str = "bk") -> str:
    """The id of a message's button for an action, the last one of two."""
    ids = [str(b.get("custom_id")) for b in buttons(message)]
    return next(i for i in reversed(ids) if i.startswith(f"{kind}:{action}:"))


async def press(person: MemberActor, result: InteractionResult, action: str) -> InteractionResult:
    assert result.response is not None
    return await person.click(result.response, custom_id=key(result.response, action))


async def remove(
    person: MemberActor, channel: ChannelHandle, why: str = "veraltet"
) -> InteractionResult:
    asked = await person.slash(channel, "source remove", source=TITLE)
    return await person.submit_modal(await press(person, asked, "remove"), {"why": why})


def log_of(library: Library, server: Scope) -> list[tuple[str, str, str]]:
    return [(c.operation, c.who, c.why) for c in library.corpus.changes() if c.scope == server]


def description(result: InteractionResult) -> str:
    return text_of(result.response)


def take_role(env: simcord.Env, person: MemberActor) -> None:
    env.backend.get_guild(person.guild.id).members[person.id].role_ids.clear()


# Who may.


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("bridge")
async def test_a_member_who_sees_a_command_is_refused_and_learns_nothing(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, command: str
) -> None:
    assert command not in alice.available_commands(channel)
    show_to(env, alice, command.split(maxsplit=1)[0])
    before = library.corpus.changes()
    said = told(await alice.slash(channel, command, **COMMANDS[command]))
    assert env.errors
    assert said.startswith(REFUSED)
    assert library.corpus.changes() == before
    assert public(channel) == []


@pytest.mark.parametrize("command", COMPLETED)
@pytest.mark.usefixtures("bridge")
async def test_a_member_gets_no_title_to_choose_from(
    env: simcord.Env,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    command: str,
) -> None:
    show_to(env, alice, "source")
    assert await alice.autocomplete(channel, command, COMPLETED[command], "Geheim") == []
    if command == "source restore":
        await remove(moderator, channel)
    assert await moderator.autocomplete(channel, command, COMPLETED[command], "Geheim") != []


@pytest.mark.usefixtures("bridge")
async def test_whose_role_is_taken_away_can_do_nothing_with_what_is_still_on_the_screen(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    again: Again,
) -> None:
    await alice.slash(channel, "ask", question=UNANSWERED)
    shown = await moderator.slash(channel, "source show", source=TITLE)
    listed = await moderator.slash(channel, "source list")
    undo = await moderator.slash(channel, "source undo")
    requests = await moderator.slash(channel, "source requests")
    form = await press(moderator, shown, "remove")
    before = library.corpus.changes()
    take_role(env, moderator)
    await again()
    assert listed.response is not None
    assert shown.response is not None
    results = [
        await moderator.submit_modal(form, {"why": "heimlich"}),
        await press(moderator, shown, "history-of"),
        await press(moderator, undo, "undo"),
        await press(moderator, requests, "add-for"),
        await moderator.select(
            listed.response, ["title"], custom_id=key(listed.response, "sort", "bm")
        ),
    ]
    for result in results:
        assert result.modal is None
        assert [m.content for m in messages(result) if m.content.startswith(REFUSED)]
    assert library.corpus.changes() == before


async def test_what_a_server_adds_is_unknown_in_another(
    env: simcord.Env, library: Library, bridge: str
) -> None:
    elsewhere = env.create_guild("B").create_text_channel("general")
    role = guild_of(elsewhere).create_role(
        "m", permissions=discord.Permissions(manage_messages=True)
    )
    other = guild_of(elsewhere).add_member(env.create_user("eve"), roles=[role])
    before = library.corpus.changes()

    listed = await other.slash(elsewhere, "source list")
    assert "Geheim" not in str(embed_of(listed.response).to_dict()) + str(buttons(listed.response))
    for command, option in COMPLETED.items():
        assert await other.autocomplete(elsewhere, command, option, "Geheim") == []
    for command in ("show", "remove", "restore", "history"):
        for named in (bridge, TITLE):
            result = await other.slash(elsewhere, f"source {command}", source=named)
            assert told(result).startswith("I know no source")
    assert env.errors
    revision = before[-1].revision
    refused = told(await other.slash(elsewhere, "source undo", change=revision))
    assert env.errors
    assert "there is no such change" in refused
    assert "Geheim" not in refused
    history = await other.slash(elsewhere, "source history")
    assert description(history) == "Nothing was changed in this server yet."
    exported = await other.slash(elsewhere, "source export")
    [file] = exported.response.attachments  # type: ignore[union-attr]
    assert b"Geheim" not in await file.read()
    assert library.corpus.changes() == before


# What there is.


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
    menu = key(result.response, "open", "bm")
    [first, _] = buttons(result.response)[0]["options"]
    assert result.response is not None
    opened = await moderator.select(result.response, [first["value"]], custom_id=menu)
    embed = embed_of(opened.response)
    assert embed.title == r"Geheimbrücke \*von\* \@everyone"
    facts, text = str(embed.description).split("\n\n")
    assert facts == "-# Februar 2020 · Deutsch · 2 Sätze · in 1 Antwort zitiert · von Ada"
    assert text == BRIDGE
    assert labels(opened.response) == ["Verlauf", "Entfernen …"]


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
    await press(moderator, result, "list")
    assert description(result).split("\n")[0] == "**Mühle 0**"
    assert result.response is not None
    menu = key(result.response, "sort", "bm")
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
        await press(moderator, result, "show")
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


# What is done.


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
    form = await press(moderator, asked, "remove")
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
    await remove(moderator, channel)
    assert await moderator.autocomplete(channel, "source remove", "source", "Geheim") == []
    [choice] = await moderator.autocomplete(channel, "source restore", "source", "geheimbruke")
    assert choice["name"] == f"{TITLE} · removed"
    done = await moderator.slash(channel, "source restore", source=choice["value"], reason="doch")
    assert done.response is not None
    assert "is in force again" in done.response.content
    await remove(moderator, channel)
    shown = await moderator.slash(channel, "source show", source=TITLE)
    assert "I don't answer from it" in description(shown)
    await again()
    await press(moderator, shown, "restore")
    operations = [(operation, why) for operation, _, why in log_of(library, server)]
    assert operations[2:] == [("restore", "doch"), ("remove", "veraltet"), ("restore", "")]
    assert not (await moderator.slash(channel, "ask", question=WHEN)).ephemeral


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
    await moderator.submit_modal(await press(moderator, asked, "undo"), {"why": "war richtig"})
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

    monkeypatch.setattr(change, "plain_change", plain_change)
    day = f"{library.corpus.changes()[-1].at:%-m/%-d/%y}"
    offered = await moderator.autocomplete(channel, "source undo", "change", "")
    # As many as Discord shows, the latest first.
    assert [(choice["value"], choice["name"]) for choice in offered] == [
        (number, f"{number} · {day} · changed · Titel {number}") for number in range(32, 7, -1)
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
    form = await press(moderator, asked, "remove")
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
    refused = await moderator.submit_modal(await press(moderator, undo, "undo"), {"why": ""})
    [text] = [m.content for m in messages(refused) if "can't be undone" in m.content]
    assert "the article was changed again after it" in text
    assert library.corpus.changes() == before
    assert library.corpus.article(bridge).text == (BRIDGE if first == "remove" else "Besser.")


@pytest.mark.usefixtures("bridge")
async def test_each_change_is_told_in_the_log_channel_with_the_right_person(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor, bot: Belegbot
) -> None:
    log = guild_of(channel).create_text_channel("log")
    await bot.desk.preferences.prefer(guild_of(channel).id, 0, {"log_channel": log.id})
    await remove(moderator, channel)
    undo = await moderator.slash(channel, "source undo")
    await moderator.submit_modal(await press(moderator, undo, "undo"), {"why": ""})
    removed, undone = sorted(log.history(), key=lambda message: message.id)
    assert removed.content.startswith(f"➖ <@{moderator.id}> ")
    assert "veraltet" in removed.content
    assert undone.content.startswith(f"↩️ <@{moderator.id}> ")
    sent = [r.json for r in env.http_requests if r.path == f"/channels/{log.id}/messages"]
    assert [body and body["allowed_mentions"] for body in sent] == [{"parse": []}] * 2


# What happened, and what is missing.


@pytest.mark.usefixtures("bridge")
async def test_the_history_tells_who_when_what_and_why_also_as_a_file(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak, again: Again
) -> None:
    speak("de")
    await remove(moderator, channel, "=1+1")
    result = await moderator.slash(channel, "source history")
    what, why, when, added, *_ = description(result).split("\n")
    assert what == rf"➖ <@{moderator.id}> hat **Geheimbrücke \*von\* \@everyone** entfernt."
    assert why == r"Grund: \=1+1"
    assert when.startswith("-# <t:")
    assert added.startswith(f"➕ <@{moderator.id}> hat")
    await again()
    sent = await press(moderator, result, "history-file")
    [file] = sent.response.attachments  # type: ignore[union-attr]
    table = list(csv.DictReader(io.StringIO((await file.read()).decode("utf-8-sig"))))
    assert [(row["operation"], row["who"], row["title"], row["why"]) for row in table] == [
        ("remove", f"discord:{moderator.id}", TITLE, "'=1+1"),
        ("add", f"discord:{moderator.id}", TITLE, "neu"),
    ]


@pytest.mark.usefixtures("bridge")
async def test_the_export_is_a_file_with_this_servers_articles_alone(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    library.add(Draft("Anderswo.", "Anderswo", "de"), Author("discord:1"), Scope("8"))
    result = await moderator.slash(channel, "source export")
    assert result.ephemeral
    [file] = result.response.attachments  # type: ignore[union-attr]
    _, row, end = [json.loads(line) for line in (await file.read()).decode().splitlines()]
    assert (row["text"]["title"], row["text"]["text"]) == (TITLE, BRIDGE)
    assert end == {"changes": 1}


@pytest.mark.usefixtures("bridge")
async def test_an_export_that_discord_would_not_take_is_compressed_or_left_to_the_operator(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library.add(Draft("Die Brücke hält. " * 200, "Lang", "de"), Author("discord:1"), server)
    plain = "".join(export_lines(library.history, server)).encode()
    monkeypatch.setattr(export, "FILE_LIMIT", len(plain) - 1)
    result = await moderator.slash(channel, "source export")
    [file] = result.response.attachments  # type: ignore[union-attr]
    assert file.filename.endswith(".jsonl.gz")
    assert gzip.decompress(await file.read()) == plain
    monkeypatch.setattr(export, "FILE_LIMIT", 100)
    said = told(await moderator.slash(channel, "source export"))
    assert said.startswith(
        "This server's sources are too large for a file in Discord. Ask the operator"
    )
    assert "belegbot" not in said
    assert env.errors


async def test_what_was_asked_in_vain_is_listed_until_a_source_answers(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
    moderator: MemberActor,
    server: Scope,
    again: Again,
    speak: Speak,
) -> None:
    speak("de")
    await alice.slash(channel, "ask", question="Wie teuer ist hier das Parken?", private=True)
    await alice.slash(channel, "ask", question="Wann öffnet das Schwimmbad?")
    wanted = await bob.slash(channel, "ask", question="Wann öffnet denn das Schwimmbat?")
    assert wanted.response is not None
    await bob.click(wanted.response, custom_id=id_of(wanted.response, "request"))
    result = await moderator.slash(channel, "source requests")
    question, details = description(result).split("\n")
    assert question == "**1.** **Wann öffnet denn das Schwimmbat?**"
    assert details.startswith(
        "-# 2-mal gefragt · von 2 Personen · 1 wartet auf eine Quelle · zuletzt <t:"
    )
    await again()
    form = await press(moderator, result, "add-for")
    assert form.modal is not None
    assert "Schwimmbat" in json.dumps(form.modal, ensure_ascii=False)
    library.add(Draft("Das Schwimmbad öffnet um acht.", "Bad", "de"), Author("x"), server)
    assert description(await moderator.slash(channel, "source requests")).startswith(
        "Nichts ist offen"
    )


@pytest.mark.parametrize("language", ["de", "en"])
async def test_insights_are_words_and_bars_without_a_file(
    channel: ChannelHandle, alice: MemberActor, moderator: MemberActor, speak: Speak, language: str
) -> None:
    speak(language)
    answered = await alice.slash(channel, "ask", question=QUESTION)
    await alice.slash(channel, "ask", question=UNANSWERED)
    assert answered.response is not None
    await alice.click(answered.response, custom_id=id_of(answered.response, "up"))
    result = await moderator.slash(channel, "insights", period=7)
    assert result.ephemeral
    assert result.response is not None
    assert result.response.attachments == []
    text = description(result)
    expected = {
        "de": (
            "**Die letzten 7 Tage**\n2 Fragen · 50\xa0% beantwortet",
            "**Fragen pro Tag**\n■ beantwortet · □ nicht beantwortet\n```",
            "**Bewertungen**\n0\xa0% Daumen runter (0 von 1)\n👍 `■■■■■■■■■■■■■■■■■■■■■■■■` 👎",
        ),
        "en": (
            "**The last 7 days**\n2 questions · 50% answered",
            "**Questions a day**\n■ answered · □ not answered\n```",
            "**Opinions**\n0% thumbs down (0 of 1)\n👍 `■■■■■■■■■■■■■■■■■■■■■■■■` 👎",
        ),
    }[language]
    assert all(part in text for part in expected)
    asked = re.findall(r" (\d+)(?: [■□]+)?$", text.split("```")[1], re.MULTILINE)
    assert (len(asked), sum(map(int, asked))) == (7, 2)
    assert "- 1 × Offiziell wurde die NATO-Mission" in text
    assert f"- 1 × {UNANSWERED}" in text
