"""What becomes of past answers and open requests when the sources change."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from sqlalchemy import update

from bot.asking.render import ANSWERED, PERHAPS
from bot.client.client import Belegbot
from bot.markdown import width
from bot.memory.memory import Memory
from bot.memory.storage.tables import posted_answers
from bot.notices.notices import note_text, with_line, with_note
from bot.sources.requests import still_unanswered
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.review.proposal import Proposal
from index.review.review import Review
from index.scopes import Scope
from tests.bot.asking.test_ask import QUESTION, UNANSWERED
from tests.bot.asking.test_buttons import Again, click, posted
from tests.bot.desk.test_manners import forbid
from tests.bot.shown import embed_of, guild_of, last

ADA = Author("operator:ada")
BRIDGE = "Wann wurde die Brücke gebaut?"
WEATHER = Draft("Das Wetter wird morgen in Hamburg sonnig.", "Wetter", "de")


def bridge(year: int) -> Draft:
    return Draft(f"Die Brücke wurde {year} gebaut.", "Brücke", "de")


async def noticed(env: simcord.Env) -> None:
    """Let the bot look at the change log, as it does once a second."""
    await env.advance_time(2)


def note_of(message: discord.Message | None) -> list[str | None]:
    return [field.value for field in embed_of(message).fields]


async def test_an_answer_gets_a_note_when_its_source_is_corrected_or_removed(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    article = library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    before = embed_of(channel.last_message)
    await again()
    library.replace(article, bridge(1901), ADA)
    await noticed(env)
    assert note_of(channel.last_message) == [
        r"Korrigiert wurden inzwischen: \[1\]. Frag noch einmal, um zu sehen, was jetzt gilt."
    ]
    assert before.description == (
        "**1900**\n\n> Die Brücke wurde **1900** gebaut.\n"
        r"-# **\[1\]** Brücke · Absatz 1, Satz 1"
    )
    struck = (
        "~~**1900**~~\n\n> ~~Die Brücke wurde **1900** gebaut.~~\n"
        r"-# **\[1\]** Brücke · Absatz 1, Satz 1"
    )
    assert embed_of(channel.last_message).description == struck
    assert (before.colour, embed_of(channel.last_message).colour) == (ANSWERED, PERHAPS)
    assert (before.footer.text, embed_of(channel.last_message).footer.text) == (
        "Sehr sicher · wörtlich zitiert",
        None,
    )
    assert last(channel).components
    library.remove(article, ADA)
    await noticed(env)
    assert note_of(channel.last_message) == [
        r"Entfernt wurden inzwischen: \[1\]. Was hier daraus steht, gilt nicht mehr."
    ]


async def test_the_note_goes_when_the_correction_is_taken_back(
    env: simcord.Env, bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    article = library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id)).article_id
    await alice.send(channel, f"{bot.me.mention} {BRIDGE}")
    before = embed_of(channel.last_message)
    library.remove(article, ADA)
    await noticed(env)
    assert note_of(channel.last_message)
    library.restore(article, ADA)
    await noticed(env)
    assert embed_of(channel.last_message) == before


@pytest.mark.parametrize(
    ("language", "sure", "text", "question"),
    [
        ("de", "Sehr sicher", "Die Brücke wurde 1900 gebaut.", BRIDGE),
        ("en", "Very sure", "The bridge was built in 1900.", "When was the bridge built?"),
    ],
)
async def test_a_plain_answer_is_struck_and_no_longer_sure_until_that_is_taken_back(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    language: str,
    sure: str,
    text: str,
    question: str,
) -> None:
    plain = forbid(channel, embed_links=False)
    draft = Draft(text, "Brücke", language)
    article = library.add(draft, ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    await alice.send(plain, f"{bot.me.mention} {question}")
    before = last(plain).content
    assert before.split("\n")[-1].startswith(f"-# {sure}")
    library.remove(article, ADA)
    await noticed(env)
    content = last(plain).content
    assert content.startswith("⚠️ **")
    assert f"> ~~{text.replace('1900', '**1900**')}~~".replace("in **", "**in ") in content
    assert sure not in content
    library.restore(article, ADA)
    await noticed(env)
    assert last(plain).content == before


async def test_a_public_silence_becomes_an_answer_once_a_source_answers(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    server = guild_of(channel).id
    await alice.slash(channel, "ask", question=UNANSWERED)
    silence = last(channel)
    await alice.slash(channel, "ask", question=UNANSWERED, private=True)
    await noticed(env)
    await again()
    library.add(bridge(1900), ADA, Scope.of(server))
    await noticed(env)
    assert last(channel).id == silence.id
    assert last(channel).content == ""
    library.add(WEATHER, ADA, Scope.of(server))
    await noticed(env)
    assert last(channel).id == silence.id
    assert last(channel).content == (
        "-# Inzwischen ist eine Quelle dazugekommen, die diese Frage beantwortet."
    )
    assert "sonnig" in (embed_of(channel.last_message).description or "")
    assert embed_of(channel.last_message).title == UNANSWERED
    [known] = Memory.of(library).answers.quoting([library.catalogue.articles()[0].id])
    assert known.message_id == silence.id
    topics = Memory.of(library).unanswered.topics(server, env.now() - timedelta(days=1))
    assert topics == []


async def test_changes_made_while_the_bot_was_away_are_noticed_at_its_start(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    restart: Callable[[], Awaitable[Belegbot]],
) -> None:
    article = library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    library.remove(article, ADA)
    await restart()
    await noticed(env)
    assert note_of(channel.last_message)


async def test_a_deleted_answer_needs_no_note(
    env: simcord.Env, bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    article = library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id)).article_id
    await alice.send(channel, f"{bot.me.mention} {BRIDGE}")
    answer = posted(library, channel.last_message)
    env.backend.delete_message(channel.id, answer.message_id)
    library.remove(article, ADA)
    await noticed(env)
    again = Memory.of(library).answers.get(answer.id)
    assert again is not None
    assert again.note == "removed:1"


async def test_who_requested_a_source_is_told_once_when_one_answers(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, result, "request")
    await noticed(env)
    await again()
    library.add(bridge(1900), ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    assert alice.user.dm_channel.history() == []
    article = library.add(WEATHER, ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    [told] = alice.user.dm_channel.history()
    assert result.response is not None
    link = f"https://discord.com/channels/{guild_of(channel).id}/{channel.id}/{result.response.id}"
    assert told.content == (
        "Du hast dir für diese Frage eine Quelle gewünscht. Jetzt gibt es eine Antwort:\n"
        f"-# Deine Frage: {link}"
    )
    assert "sonnig" in (embed_of(told).description or "")
    library.remove(article, ADA)
    library.restore(article, ADA)
    await noticed(env)
    assert len(alice.user.dm_channel.history()) == 1


async def test_who_requested_a_source_twice_for_a_question_is_told_once(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    for asked in (UNANSWERED, UNANSWERED.upper()):
        await click(alice, await alice.slash(channel, "ask", question=asked), "request")
    await noticed(env)
    await again()
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    assert len(alice.user.dm_channel.history()) == 1
    assert Memory.of(library).requests.open() == []


async def test_who_asked_privately_is_sent_no_link_to_a_message_that_is_gone(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED, private=True)
    await click(alice, result, "request")
    await noticed(env)
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    [told] = alice.user.dm_channel.history()
    assert told.content == (
        "Du hast dir für diese Frage eine Quelle gewünscht. Jetzt gibt es eine Antwort:"
    )


async def test_a_stored_question_that_is_too_long_now_keeps_nobody_from_being_told(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    bob: MemberActor,
) -> None:
    first = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, first, "request")
    # As a follow-up is searched: with the words of the turn before it.
    long = f"{UNANSWERED} {'Wetter Hamburg ' * 300}"
    with library.corpus.database.write() as connection:
        connection.execute(update(posted_answers).values(searched=long))
    await click(bob, await bob.slash(channel, "ask", question=UNANSWERED), "request")
    await noticed(env)
    change = library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    for person in (alice, bob):
        [told] = person.user.dm_channel.history()
        assert "sonnig" in (embed_of(told).description or "")
    memory = Memory.of(library)
    assert memory.bookmarks.get("noticed") == str(change.revision)
    proposal = Proposal(bridge(1900), Scope.of(guild_of(channel).id))
    saved = memory.answers.saved_questions(guild_of(channel).id, 9)
    assert sorted(len(question.searched) > 4000 for question in saved) == [False, True]
    predicted = Review(library).predict(proposal, saved)
    assert (predicted.asked, predicted.affected) == (2, ())
    since = env.now() - timedelta(days=1)
    assert still_unanswered(library, memory, guild_of(channel).id, since, 9) == []


async def test_a_source_of_another_server_answers_no_request(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, result, "request")
    await noticed(env)
    library.add(WEATHER, ADA, Scope("1234"))
    await noticed(env)
    assert alice.user.dm_channel.history() == []


async def test_who_has_left_the_server_learns_nothing_from_its_sources(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, result, "request")
    await noticed(env)
    guild_of(channel).remove_member(alice)
    before = len(channel.history())
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    assert alice.user.dm_channel.history() == []
    assert len(channel.history()) == before
    assert Memory.of(library).requests.open() == []


async def test_who_takes_no_direct_messages_is_told_in_the_channel_and_only_they_are_pinged(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=UNANSWERED)
    await click(alice, result, "request")
    await noticed(env)
    env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    library.add(WEATHER, ADA, Scope.of(guild_of(channel).id))
    await noticed(env)
    assert last(channel).content.startswith(f"<@{alice.id}>, diese Frage beantwortet jetzt")
    sent = [r.json for r in env.http_requests if r.path.endswith(f"{channel.id}/messages")][-1]
    assert sent is not None
    assert sent["allowed_mentions"]["users"] == [alice.id]
    assert sent["allowed_mentions"]["parse"] == []


@given(
    st.text(max_size=3000).map(lambda text: text[:2000]),
    st.sampled_from(["corrected:1", "corrected:1,2 removed:3", ""]),
)
def test_a_plain_message_keeps_its_limit_with_a_note(content: str, standing: str) -> None:
    note = note_text(standing, "de")
    noted = with_line(content, f"⚠️ **Nachtrag:** {note}", note)
    assert width(noted) <= max(2000, width(content) if not note else 0)
    assert with_line(noted, f"⚠️ **Nachtrag:** {note}", note).count("Nachtrag") == bool(note)


@pytest.mark.parametrize("note", ["", "x" * 3000])
def test_an_embed_with_a_note_keeps_the_limits(note: str) -> None:
    embed = discord.Embed(title="t" * 256, description="d" * 4096)
    embed.set_footer(text="f" * 100)
    assert len(with_note(embed, "Nachtrag", note, {1})) <= 6000


async def test_an_unchanged_collection_sends_nothing(
    env: simcord.Env, channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.slash(channel, "ask", question=QUESTION)
    before = len(env.http_requests)
    await noticed(env)
    assert len(env.http_requests) == before
