"""Sources for some roles or channels: who gets an answer from them, where, and who never hears."""

from dataclasses import dataclass

import discord
import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle, UserHandle
from simcord.results import InteractionResult

from bot.client.client import Belegbot
from bot.memory.memory import Memory
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_buttons import Again, click, id_of
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import embed_of, guild_of, last, text_of

ADA = Author("operator:ada")
CODE = "Der Code des Tresors im Vereinsheim ist 4711."
HANDBOOK = Draft(CODE, "Handbuch des Vorstands", "de", date="2026-01-02")
ASKED = "Wie ist der Code des Tresors im Vereinsheim?"


@dataclass(frozen=True, slots=True)
class Club:
    """A server with a board that has a role, and a channel of its own."""

    scope: Scope
    role: RoleHandle
    room: ChannelHandle
    member: MemberActor
    """Of the board; `user` is the same person outside of the server."""
    user: UserHandle

    def part(self, name: str) -> Scope:
        return Scope(f"{self.scope}/{name}")

    @property
    def for_role(self) -> Scope:
        return self.part(f"r{self.role.id}")

    @property
    def for_room(self) -> Scope:
        return self.part(f"c{self.room.id}")


@pytest.fixture
def club(env: simcord.Env, channel: ChannelHandle) -> Club:
    guild = guild_of(channel)
    role = guild.create_role("Vorstand")
    user = env.create_user("vera")
    member = guild.add_member(user, roles=[role])
    room = guild.create_text_channel("vorstand")
    return Club(Scope.of(guild.id), role, room, member, user)


def said(result: InteractionResult) -> str:
    """All that an interaction answered, to whomever."""
    shown = [*([result.response] if result.response else []), *result.followups]
    return "\n".join(
        f"{message.content} {[e.to_dict() for e in message.embeds]}" for message in shown
    )


def take_role(env: simcord.Env, club: Club) -> None:
    env.backend.get_guild(club.member.guild.id).members[club.member.id].role_ids.clear()


async def test_only_who_has_the_role_is_answered_from_its_source_and_only_alone(
    library: Library, channel: ChannelHandle, alice: MemberActor, club: Club, again: Again
) -> None:
    library.add(HANDBOOK, ADA, club.for_role)
    await again()
    alone = await club.member.slash(channel, "ask", question=ASKED, private=True)
    assert CODE.removesuffix("4711.") in text_of(alone.response)
    for private in (True, False):
        result = await alice.slash(channel, "ask", question=ASKED, private=private)
        assert "4711" not in said(result)
        assert "Handbuch" not in said(result)


@pytest.mark.parametrize(
    ("draft", "question", "line"),
    [
        (
            HANDBOOK,
            ASKED,
            "-# Das siehst nur du: Es ist aus Quellen, die hier nicht für alle sind.",
        ),
        (
            Draft("The code of the safe in the clubhouse is 4711.", "Handbook", "en"),
            "What is the code of the safe in the clubhouse?",
            "-# Only you see this: it is from sources that are not for everybody here.",
        ),
    ],
)
async def test_who_asks_publicly_is_told_alone_what_is_for_their_role(
    library: Library,
    channel: ChannelHandle,
    club: Club,
    again: Again,
    draft: Draft,
    question: str,
    line: str,
) -> None:
    library.add(draft, ADA, club.for_role)
    result = await club.member.slash(channel, "ask", question=question)
    assert result.response is not None
    assert not result.response.ephemeral
    assert "4711" not in str(embed_of(result.response).to_dict())
    [whispered] = result.followups
    assert whispered.ephemeral
    assert whispered.content == line
    assert "4711" in text_of(whispered)
    await again()
    context = await club.member.click(whispered, custom_id=id_of(whispered, "context"))
    assert "4711" in said(context)


async def test_in_its_channel_a_source_is_asked_by_all_there_and_nowhere_else(
    bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor, club: Club
) -> None:
    library.add(HANDBOOK, ADA, club.for_room)
    await alice.send(club.room, f"{bot.me.mention} {ASKED}")
    assert "4711" in text_of(last(club.room))
    await alice.send(channel, f"{bot.me.mention} {ASKED}")
    assert "4711" not in str(embed_of(last(channel)).to_dict())
    for private in (True, False):
        result = await alice.slash(channel, "ask", question=ASKED, private=private)
        assert "4711" not in said(result)
    assert "4711" in said(await alice.slash(club.room, "ask", question=ASKED))


async def test_a_mention_is_answered_without_what_is_for_the_persons_role(
    bot: Belegbot, library: Library, channel: ChannelHandle, club: Club
) -> None:
    library.add(HANDBOOK, ADA, club.for_role)
    for place in (channel, club.room):
        await club.member.send(place, f"{bot.me.mention} {ASKED}")
        assert "4711" not in str(embed_of(last(place)).to_dict())
    await club.user.send_dm(ASKED)
    assert "4711" not in str(embed_of(last(club.user.dm_channel)).to_dict())


async def test_a_button_shows_what_is_for_whoever_presses_it_at_that_moment(
    env: simcord.Env, library: Library, alice: MemberActor, club: Club, again: Again
) -> None:
    article = library.add(HANDBOOK, ADA, club.for_room).article_id
    beside = Draft("Der Tresor im Vereinsheim hat keinen zweiten Code.", "Aushang", "de")
    library.add(beside, ADA, club.for_room)
    shown = await alice.slash(club.room, "ask", question=ASKED)
    await again()
    assert "4711" in said(await click(alice, shown, "context"))
    library.move(article, club.for_role, ADA)
    for action in ("context", "more"):
        told = said(await click(alice, shown, action))
        assert "4711" not in told
        assert HANDBOOK.title not in told
    assert "4711" in said(await click(club.member, shown, "context"))
    take_role(env, club)
    assert "4711" not in said(await click(club.member, shown, "context"))


async def test_the_list_of_sources_and_talk_name_only_what_is_for_who_asks(
    bot: Belegbot, library: Library, channel: ChannelHandle, alice: MemberActor, club: Club
) -> None:
    library.add(HANDBOOK, ADA, club.for_role)
    assert HANDBOOK.title in said(await club.member.slash(channel, "sources"))
    assert HANDBOOK.title not in said(await alice.slash(channel, "sources"))
    private = {"question": "Welche Quellen hast du?", "private": True}
    assert HANDBOOK.title in said(await club.member.slash(channel, "ask", **private))
    assert HANDBOOK.title not in said(await alice.slash(channel, "ask", **private))
    await club.member.send(channel, f"{bot.me.mention} Welche Quellen hast du?")
    assert HANDBOOK.title not in last(channel).content


async def test_a_moderator_reads_everything_alone(
    library: Library, channel: ChannelHandle, moderator: MemberActor, club: Club
) -> None:
    library.add(HANDBOOK, ADA, club.part("r1"))
    assert "4711" in said(await moderator.slash(channel, "ask", question=ASKED, private=True))


async def test_a_late_answer_in_a_channel_is_from_what_all_there_may_read(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, club: Club
) -> None:
    await noticed(env)
    here = await alice.slash(channel, "ask", question=ASKED)
    there = await alice.slash(club.room, "ask", question=ASKED)
    assert "4711" not in said(here) + said(there)
    article = library.add(HANDBOOK, ADA, club.for_role).article_id
    await noticed(env)
    assert "4711" not in str(embed_of(last(channel)).to_dict())
    assert "4711" not in str(embed_of(last(club.room)).to_dict())
    library.move(article, club.for_room, ADA)
    await noticed(env)
    assert "4711" not in str(embed_of(last(channel)).to_dict())
    assert "4711" in text_of(last(club.room))


async def test_a_public_answer_is_struck_once_its_source_is_for_others_and_back(
    env: simcord.Env, library: Library, channel: ChannelHandle, alice: MemberActor, club: Club
) -> None:
    article = library.add(HANDBOOK, ADA, club.scope).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=ASKED)
    before = text_of(last(channel))
    library.move(article, club.for_role, ADA)
    await noticed(env)
    assert "~~" in text_of(last(channel))
    library.undo(None, ADA)
    await noticed(env)
    assert text_of(last(channel)) == before


async def test_who_wanted_a_source_is_told_if_it_is_for_them(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    club: Club,
    again: Again,
) -> None:
    await noticed(env)
    for person in (alice, club.member):
        await click(person, await person.slash(channel, "ask", question=ASKED), "request")
    await again()
    article = library.add(HANDBOOK, ADA, club.for_role).article_id
    await noticed(env)
    assert "4711" in text_of(last(club.user.dm_channel))
    [request] = Memory.of(library).requests.open()
    assert request.person == alice.id
    library.move(article, club.scope, ADA)
    await noticed(env)
    assert Memory.of(library).requests.open() == []


async def test_a_question_in_public_takes_no_words_from_what_one_was_told_alone(
    bot: Belegbot, library: Library, channel: ChannelHandle, club: Club
) -> None:
    library.add(HANDBOOK, ADA, club.for_role)
    start = await club.member.send(channel, "Thema")
    place = bot.get_channel(channel.id)
    assert isinstance(place, discord.TextChannel)
    await place.get_partial_message(start.id).create_thread(name="Faden")
    [thread] = channel.threads
    alone = await club.member.slash(thread, "ask", question=ASKED, private=True)
    assert "4711" in said(alone)
    await club.member.slash(thread, "ask", question="Und warum?")
    public = [each for each in Memory.of(library).answers.where() if not each.asked.private]
    assert [each.searched for each in public] == ["Und warum?"]
