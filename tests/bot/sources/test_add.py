"""`/source add`: a preview of what comes in, and what counts once it is decided on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.results import ResponseMessage

from bot.client.client import Belegbot
from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.conftest import Restart
from tests.bot.shown import embed_of, guild_of, last
from tests.bot.sources.sourcing import (
    ARCHITECT,
    HEIGHT,
    PAGE,
    TOWER,
    add_text,
    entered,
    fields,
    labels,
    messages,
    own,
    press,
    preview_in,
    public,
    show_text,
    stored_previews,
    told,
)

BATH = "Wann öffnet das Schwimmbad?"


async def answer_to(person: MemberActor, channel: ChannelHandle, question: str) -> str:
    result = await person.slash(channel, "ask", question=question)
    return embed_of(result.response).description or ""


async def test_a_text_counts_once_it_is_added_also_after_a_restart(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    again: Again,
) -> None:
    values = {"title": "Der Turm", "date": "3.1.2021", "why": "Einweihung"}
    preview = await show_text(moderator, channel, **values, url="https://example.org/turm")
    assert own(library, channel) == []
    await again()
    done = told(await press(moderator, preview, "add"))
    [article_id] = own(library, channel)
    assert done == "✅ **Der Turm** is added and can be asked."
    assert (preview.content, preview.embeds, preview.components) == (done, [], [])
    article = library.corpus.article(article_id)
    assert (article.text, article.title, article.date) == (TOWER, "Der Turm", "2021-01-03")
    assert (article.url, article.scope) == (
        "https://example.org/turm",
        Scope.of(guild_of(channel).id),
    )
    change = library.corpus.changes()[-1]
    assert (change.operation, change.why) == ("add", "Einweihung")
    assert change.who == f"discord:{moderator.id}"
    assert stored_previews(library) == 0
    answer = await alice.slash(channel, "ask", question=ARCHITECT)
    assert "Hans Meier" in (embed_of(answer.response).description or "")


async def test_a_page_is_shown_with_what_it_is_and_does(
    channel: ChannelHandle, moderator: MemberActor, alice: MemberActor, speak: Speak
) -> None:
    for question in ("Wie wird das Wetter morgen in Hamburg?", ARCHITECT):
        await alice.slash(channel, "ask", question=question)
    speak("de")
    result = await moderator.slash(channel, "source add", file=("turm.html", PAGE.encode()))
    preview = preview_in(result)
    [embed] = preview.embeds
    assert embed.author.name == "Vorschau – noch ist nichts hinzugefügt"
    assert embed.title == "Der Turm"
    assert (embed.description or "").startswith("> Der Turm von Altheim wurde am 3. Januar 2021")
    assert fields(preview) == {
        "Angaben": (
            "ohne Datum · Deutsch\nAbsätze: 2 · Sätze: 3\n👥 für alle in diesem Server\n"
            "Herkunft: turm.html"
        ),
        "Weggelassen": "26 Zeichen aus Navigation, Hinweisen und dergleichen\n"
        "23 Zeichen aus verstecktem Text\n2 Skripte",
        "Ähnliche Quellen": "Keine.",
        "Antworten auf hier gestellte Fragen": "Von den letzten Fragen (2) anders beantwortet: 1\n"
        # What only may answer isn't told to who asked.
        f"- {ARCHITECT} (vielleicht beantwortet, nicht sicher; wer eine Quelle wünscht, erfährt es "
        "nicht)\n"
        "> Der Architekt war Hans Meier aus Neustadt, der auch die Brücke gebaut hat.",
    }
    assert (
        embed.footer.text
        == "Entscheide dich innerhalb von 60 Minuten; danach wird das hier gelöscht."
    )
    assert labels(preview) == [
        "Hinzufügen",
        "Angaben bearbeiten",
        "Für wen, bis wann",
        "Verwerfen",
    ]


async def test_what_the_preview_says_of_answers_is_what_happens(
    channel: ChannelHandle, moderator: MemberActor, alice: MemberActor
) -> None:
    await add_text(moderator, channel)
    questions = [BATH, ARCHITECT, HEIGHT]
    before = [await answer_to(alice, channel, question) for question in questions]
    preview = await show_text(moderator, channel, "Das Schwimmbad öffnet um neun Uhr.")
    assert fields(preview)["Answers to questions asked here"] == (
        "Of the latest questions (3), answered differently: 1\n"
        f"- {BATH} (newly answered)\n> Das Schwimmbad öffnet um neun Uhr."
    )
    await press(moderator, preview, "add")
    after = [await answer_to(alice, channel, question) for question in questions]
    assert after[1:] == before[1:]
    assert after[0] != before[0]
    assert "Das Schwimmbad öffnet um neun Uhr" in after[0]


async def test_where_nothing_can_be_predicted_the_source_can_be_added_all_the_same(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await answer_to(alice, channel, ARCHITECT)
    index = tmp_path / "data" / "index"
    index.rename(tmp_path / "away")
    index.write_text("in the way")
    preview = await show_text(moderator, channel)
    index.unlink()
    (tmp_path / "away").rename(index)
    assert fields(preview)["Answers to questions asked here"] == (
        "This can't be told right now. The source can be added all the same."
    )
    assert "What a draft changes in answers couldn't be predicted" in caplog.text
    await press(moderator, preview, "add")
    assert len(own(library, channel)) == 1


async def test_what_was_asked_privately_is_not_shown_to_moderators(
    channel: ChannelHandle, moderator: MemberActor, alice: MemberActor
) -> None:
    await alice.slash(channel, "ask", question=ARCHITECT, private=True)
    preview = await show_text(moderator, channel)
    nothing = "Nothing has been asked publicly here yet, so nothing can be compared."
    assert fields(preview)["Answers to questions asked here"] == nothing


async def test_details_can_be_edited_before_it_counts(
    library: Library, channel: ChannelHandle, moderator: MemberActor, again: Again
) -> None:
    preview = await show_text(moderator, channel, date="gestern", url="javascript:alert(1)")
    assert fields(preview)["Please correct"] == (
        "Date “gestern” can't be used and wasn't taken over.\n"
        "Address “javascript:alert(1)” can't be used and wasn't taken over."
    )
    await again()
    form = await press(moderator, preview, "edit")
    await again()
    details = {"title": "Turm", "date": "2021", "url": "", "author": "Eva", "why": "Neu"}
    await moderator.submit_modal(form, details)
    assert preview.embeds[0].title == "Turm"
    assert "Please correct" not in fields(preview)
    assert fields(preview)["Details"].split("\n") == [
        "2021 · German · Eva",
        "Paragraphs: 2 · sentences: 3",
        "👥 for everybody in this server",
        "Taken from: form",
        "Reason: Neu",
    ]
    await press(moderator, preview, "add")
    article = library.corpus.article(own(library, channel)[0])
    assert (article.title, article.date, article.url, article.author) == (
        "Turm",
        "2021",
        None,
        "Eva",
    )
    assert library.corpus.changes()[-1].why == "Neu"


async def test_a_date_that_is_none_is_named_and_everything_else_that_was_entered_is_kept(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    preview = await show_text(moderator, channel, date="2021")
    form = await press(moderator, preview, "edit")
    await moderator.submit_modal(form, {"date": "übermorgen", "author": "Eva"})
    assert fields(preview)["Please correct"] == (
        "Date “übermorgen” can't be used and wasn't taken over."
    )
    # It is there to be corrected.
    form = await press(moderator, preview, "edit")
    assert (entered(form)["date"], entered(form)["author"]) == ("übermorgen", "Eva")
    await press(moderator, preview, "add")
    article = library.corpus.article(own(library, channel)[0])
    assert (article.date, article.author) == ("2021", "Eva")


async def test_what_is_cancelled_is_erased(
    library: Library, channel: ChannelHandle, moderator: MemberActor, again: Again
) -> None:
    preview = await show_text(moderator, channel)
    await again()
    await press(moderator, preview, "cancel")
    assert (preview.content, preview.embeds) == ("Discarded. Nothing was stored.", [])
    assert stored_previews(library) == 0
    assert library.corpus.revision() == 1


@pytest.mark.parametrize("action", ["add", "edit", "cancel"])
async def test_a_preview_expires_without_trace(
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    tmp_path: Path,
    action: str,
) -> None:
    preview = await show_text(moderator, channel)
    with closing(sqlite3.connect(tmp_path / "data" / "corpus.sqlite3")) as database, database:
        database.execute("UPDATE previews SET at = '2020-01-01 00:00:00.000000'")
    expire = bot.cogs["Sources"].expire  # type: ignore[attr-defined]
    await expire()
    assert stored_previews(library) == 0
    await press(moderator, preview, action)
    assert preview.content.startswith("This preview was decided on or has expired. ")
    assert (preview.embeds, preview.components) == ([], [])
    assert library.corpus.revision() == 1
    library.corpus.forget_deleted()
    assert b"Altheim" not in (tmp_path / "data" / "corpus.sqlite3").read_bytes()


async def test_details_that_come_too_late_close_the_preview(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    preview = await show_text(moderator, channel)
    form = await press(moderator, preview, "edit")
    await press(moderator, preview, "cancel")
    await moderator.submit_modal(form, {"title": "Turm"})
    assert preview.content.startswith("This preview was decided on or has expired")
    assert (preview.embeds, preview.components) == ([], [])
    assert stored_previews(library) == 0


async def test_an_old_preview_does_not_count_even_before_it_is_erased(
    library: Library, channel: ChannelHandle, moderator: MemberActor, tmp_path: Path
) -> None:
    preview = await show_text(moderator, channel)
    with closing(sqlite3.connect(tmp_path / "data" / "corpus.sqlite3")) as database, database:
        database.execute("UPDATE previews SET at = '2020-01-01 00:00:00.000000'")
    await press(moderator, preview, "add")
    assert preview.content.startswith("This preview was decided on or has expired")
    assert library.corpus.revision() == 1


async def test_of_two_moderators_who_add_the_same_text_the_second_is_told(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    other = guild_of(channel).add_member(env.create_user("mod2"), roles=[moderators(channel)])
    first, second = [await show_text(who, channel, title="Turm") for who in (moderator, other)]
    await press(moderator, first, "add")
    refused = await press(other, second, "add")
    [said] = [m.content for m in refused.followups]
    assert said.startswith("This text is in a source already: “Turm”. Nothing was stored")
    assert library.corpus.revision() == 2
    assert labels(second) == ["Add", "Edit details", "For whom, until when", "Discard"]


async def test_a_text_that_is_there_is_refused_before_it_is_shown(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await add_text(moderator, channel, title="Turm")
    form = await moderator.slash(channel, "source add")
    result = await moderator.submit_modal(form, {"text": TOWER.upper()})
    assert told(result).startswith("This text is in a source already: “Turm”")
    assert stored_previews(library) == 0


async def test_an_article_like_the_text_is_named(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    await add_text(moderator, channel, title="*Turm*")
    preview = await show_text(moderator, channel, TOWER + " Er ist aus Stein.")
    assert fields(preview)["Similar sources"] == r"**\*Turm\***: has 75% of these sentences"


async def test_several_files_are_shown_one_by_one_and_what_is_wrong_is_told_in_one_message(
    library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    files = {
        "file": ("a.txt", b"Der Bus kommt um acht."),
        "file-2": ("b.md", b"# Plan\n\nDas Bad ist am Montag zu."),
        "file-3": ("c.txt", "  Der Bus\nkommt um ACHT.".encode("utf-16")),
        "file-4": ("d.txt", b"PK\x03\x04" + bytes(100)),
    }
    shown = messages(await moderator.slash(channel, "source add", **files, reason="Aushang"))
    assert [m.embeds[0].title for m in shown[:2]] == ["Der Bus kommt um acht", "Plan"]
    _, _, problems, _ = shown
    assert problems.content == (
        "“c.txt” has the same text as “a.txt”; it is shown once.\n\n“d.txt” is an archive or an "
        "office document. Nothing was stored; unpack it, or save the document as PDF, HTML or "
        "text, and add that."
    )
    await press(moderator, shown[1], "add")
    [article_id] = own(library, channel)
    assert library.corpus.article(article_id).title == "Plan"
    assert library.corpus.changes()[-1].why == "Aushang"
    assert stored_previews(library) == 1


async def test_a_message_becomes_sources_with_its_author_and_its_link(
    library: Library, channel: ChannelHandle, moderator: MemberActor, alice: MemberActor
) -> None:
    text = f"Das Schwimmbad öffnet um neun, sagt {alice.mention}."
    message = await alice.send(
        channel, text, attachments=[("plan.md", b"Der Bus kommt um acht."), ("a.png", b"\x89PNG")]
    )
    shown = messages(await moderator.context_menu(channel, "Add as source", message))
    previews = [m for m in shown if m.embeds]
    assert shown[2].content == (
        "I can't read a text from pictures, videos or sound. Nothing was stored of: a.png."
    )
    assert [m.embeds[0].title for m in previews] == [
        r"Das Schwimmbad öffnet um neun, sagt \@alice",
        "plan",
    ]
    for preview in previews:
        await press(moderator, preview, "add")
    for article_id in own(library, channel):
        article = library.corpus.article(article_id)
        assert (article.author, article.url) == ("alice", message.jump_url)
        assert article.date == message.created_at.date().isoformat()
    assert {change.who for change in library.corpus.changes()[1:]} == {f"discord:{moderator.id}"}


async def test_a_message_without_words_is_refused(
    channel: ChannelHandle, moderator: MemberActor, alice: MemberActor, env: simcord.Env
) -> None:
    message = await alice.send(channel, "", attachments=[("a.png", b"\x89PNG\r\n\x1a\n")])
    result = await moderator.context_menu(channel, "Add as source", message)
    said = told(result)
    assert said.startswith(("This message holds neither", "“a.png” isn't a text"))
    assert env.errors or said.startswith("“a.png”")


async def test_an_answer_is_no_source(
    channel: ChannelHandle, moderator: MemberActor, alice: MemberActor, env: simcord.Env
) -> None:
    await alice.slash(channel, "ask", question=BATH)
    said = told(await moderator.context_menu(channel, "Add as source", last(channel)))
    assert env.errors
    assert said == "That is one of my answers; add its source instead."


async def test_two_servers_know_nothing_of_each_other(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    await add_text(moderator, channel, title="Geheimer Turm")
    elsewhere = env.create_guild("B").create_text_channel("general")
    boss = MemberActor(env, guild_of(elsewhere), guild_of(elsewhere).owner)
    preview = await show_text(boss, elsewhere, title="Turm", text=TOWER)
    assert fields(preview)["Similar sources"] == "None."
    await press(boss, preview, "add")
    [theirs] = own(library, channel)
    [ours] = own(library, elsewhere)
    assert theirs != ours
    result = await boss.slash(elsewhere, "source edit", source=theirs)
    assert "Geheim" not in told(result)
    assert env.errors
    found = await boss.autocomplete(elsewhere, "source edit", "source", "Geheimer")
    assert theirs not in {choice["value"] for choice in found}


async def test_the_log_channel_tells_who_added_what_and_why(
    env: simcord.Env, channel: ChannelHandle, moderator: MemberActor, library: Library
) -> None:
    log = guild_of(channel).create_text_channel("log")
    settings = await moderator.slash(channel, "settings server", **{"log-channel": log})
    assert messages(settings)[0].content.endswith(
        f"\nChanges to the sources are posted in <#{log.id}>, in English"
    )
    await add_text(moderator, channel, title="@everyone *Turm*", why="weil [es](http://a.b) so ist")
    [article_id] = own(library, channel)
    [posted] = log.history()
    assert posted.content == (
        f"➕ {moderator.mention} added **\\@everyone \\*Turm\\***.\n"
        "Why: weil \\[es\\](http\\://a.b) so ist\n"
        f"-# Source {article_id} · change 2"
    )
    [request] = [r for r in env.http_requests if r.path == f"/channels/{log.id}/messages"]
    assert request.json is not None
    assert request.json["allowed_mentions"] == {"parse": []}
    await moderator.slash(channel, "settings server", **{"no-log": True})
    await add_text(moderator, channel, "Der Bus kommt um acht.")
    assert len(log.history()) == 1


async def test_a_log_channel_that_the_bot_may_not_write_in_is_no_error_for_the_moderator(
    channel: ChannelHandle, moderator: MemberActor, library: Library
) -> None:
    closed = discord.PermissionOverwrite(send_messages=False)
    log = guild_of(channel).create_text_channel(
        "log", overwrites={guild_of(channel).default_role: closed}
    )
    await moderator.slash(channel, "settings server", **{"log-channel": log})
    preview = await show_text(moderator, channel)
    assert told(await press(moderator, preview, "add")).startswith("✅")
    assert len(own(library, channel)) == 1
    assert log.history() == []
    diagnosis = messages(await moderator.slash(channel, "diagnose"))
    assert f"I can't post changes to the sources in <#{log.id}>" in diagnosis[0].content


async def test_what_is_stored_but_not_indexed_yet_is_said_and_logged(
    channel: ChannelHandle, moderator: MemberActor, library: Library, tmp_path: Path
) -> None:
    log = guild_of(channel).create_text_channel("log")
    await moderator.slash(channel, "settings server", **{"log-channel": log})
    preview = await show_text(moderator, channel)
    index = tmp_path / "data" / "index"
    index.rename(tmp_path / "away")
    index.write_text("in the way")
    said = told(await press(moderator, preview, "add"))
    assert said == (
        "The change is stored, but answers don't know of it yet: the index couldn't follow, and it "
        "was logged. I go on trying."
    )
    assert library.corpus.article(own(library, channel)[0]).text == TOWER
    assert len(log.history()) == 1
    index.unlink()
    (tmp_path / "away").rename(index)


async def test_a_file_that_discord_no_longer_has_is_told(
    env: simcord.Env,
    channel: ChannelHandle,
    moderator: MemberActor,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(env.backend.cdn, "get", {}.get)
    result = await moderator.slash(channel, "source add", file=("a.txt", b"Der Bus kommt."))
    assert told(result) == (
        "Discord doesn't deliver the file “a.txt”. Nothing was stored; attach it again."
    )
    assert stored_previews(library) == 0


def moderators(channel: ChannelHandle) -> RoleHandle:
    return guild_of(channel).roles["mods"]


async def test_nothing_of_all_this_is_seen_by_others(
    channel: ChannelHandle, moderator: MemberActor
) -> None:
    await add_text(moderator, channel)
    assert public(channel) == []


async def test_several_files_are_added_together_also_after_a_restart(
    library: Library, channel: ChannelHandle, moderator: MemberActor, speak: Speak, again: Again
) -> None:
    speak("de")
    files = {"file": ("turm.txt", TOWER.encode()), "file-2": ("bad.txt", b"Das Bad ist offen.")}
    archive = {"file-3": ("c.txt", b"PK\x03\x04" + bytes(200))}
    shown = messages(await moderator.slash(channel, "source add", **files, **archive))
    first, _, problem, together = shown
    assert problem.components == []
    assert labels(together) == ["Alle 2 hinzufügen"]
    assert together.content.startswith("2 Vorschauen. Entscheide über jede einzeln")
    await press(moderator, first, "add")
    await again()
    await press(moderator, together, "all")
    titles = [library.corpus.article(article_id).title for article_id in own(library, channel)]
    assert [title[:8] for title in titles] == ["Der Turm", "Das Bad "]
    assert together.content.startswith("✅ **Das Bad ist offen** ist hinzugefügt")
    assert together.components == []
    assert {change.who for change in library.corpus.changes()[1:]} == {f"discord:{moderator.id}"}


async def test_previews_that_were_added_together_say_so_and_have_no_buttons(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    restart: Restart,
) -> None:
    async def show(*texts: str) -> list[ResponseMessage]:
        files = dict(
            zip(("file", "file-2"), ((f"{t}.txt", t.encode()) for t in texts), strict=True)
        )
        return messages(await moderator.slash(channel, "source add", **files))

    *previews, together = await show("Das Bad ist offen.", "Der Bus kommt um acht.")
    await press(moderator, together, "all")
    assert [(p.content, p.embeds, p.components) for p in previews] == [
        (line, [], []) for line in together.content.split("\n")
    ]
    first, _, together = await show("Das Tor ist zu.", "Der Zug kommt um neun.")
    await restart()
    await press(moderator, together, "all")
    assert first.embeds
    await press(moderator, first, "add")
    assert first.content == (
        "This preview was decided on or has expired. This click changed nothing; **/source list** "
        "shows what there is."
    )
    assert len(own(library, channel)) == 4


async def test_who_is_no_moderator_any_more_adds_none_of_several(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor
) -> None:
    files = {"file": ("turm.txt", TOWER.encode()), "file-2": ("bad.txt", b"Das Bad ist offen.")}
    *_, together = messages(await moderator.slash(channel, "source add", **files))
    env.backend.get_guild(guild_of(channel).id).members[moderator.id].role_ids.clear()
    result = await press(moderator, together, "all")
    assert told(result).startswith("That is for this server's moderators")
    assert own(library, channel) == []
    assert stored_previews(library) == 2


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "⚠️ Darin kann nichts antworten: Es hat nur Fragen oder Überschriften."),
        ("en-US", "⚠️ Nothing in it can answer: it has only questions or headings."),
    ],
)
async def test_a_preview_of_what_holds_nothing_but_questions_says_so(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak, language: str, line: str
) -> None:
    speak(language)
    preview = await show_text(moderator, channel, "Wann öffnet das Bad?\n\nWas kostet es?")
    details = fields(preview)["Angaben" if language == "de" else "Details"].split("\n")
    assert line in details
