"""Interactions that Discord would never deliver, and a world full of things they must not reach.

They come in behind discord.py's routing and checks: what refuses them is ours alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, UserHandle
from simcord.enums import InteractionType
from simcord.types import HttpLogEntry
from sqlalchemy import select

from bot.client.client import Belegbot
from bot.interactions.common import Interaction
from bot.memory.answers import Inquiry
from bot.memory.previews import Origin, Preview
from bot.memory.storage.tables import metadata
from index.articles.web.fetching import Validators
from index.corpus.changelog import Author
from index.corpus.storage.tables import site_offers, sites, watches
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from index.sites.pages import FoundPage
from index.sites.watched import Site, begin, mark_of, offer
from index.visiting.reading import Reading
from index.watching.watches import Proposed, Watch, put, said_by
from tests.bot.shown import guild_of, last

SECRETS = (
    # Another server's article, its author and title; its removed one, its questions and drafts.
    *("Schatzkammer", "Wilma", "Nordturm", "Mondfisch", "Kellerasche", "Dachstein", "Salzstreuer"),
    # The same server's: what was asked privately, in a hidden channel, and a colleague's drafts.
    *("Haselmaus", "Eisvogel", "Luchs", "Tannzapfen"),
    # Somebody's direct messages.
    "Waldkauz",
)
"""Words that stand nowhere but in what the person who acts must not see."""

TREASURE = Draft(
    "Die Schatzkammer liegt unter dem Turm. Der Schlüssel ist blau.",
    "Nordturm",
    "de",
    author="Wilma",
)
FISH = Draft("Der Mondfisch schwimmt im Becken. Das Becken ist tief.", "Mondfisch", "de")
SHOWN = "f" * 64
"""The hash of a page's text that waits for a decision."""
OFFERED = "389478256f632af2"
"""What tells the new page of a site that waits from others."""
BAKERY = Draft("Die Bäckerei öffnet um sechs. Sie schließt um zwölf.", "Bäckerei", "de")
OPENS = "Wann öffnet die Bäckerei?"

Person = MemberActor | UserHandle

PERMISSIONS = discord.Permissions(manage_messages=True, send_messages=True, view_channel=True)


@dataclass(frozen=True, slots=True)
class World:
    """Two servers, who is in them, and the ids of what they have."""

    people: Mapping[str, tuple[Person, ChannelHandle]]
    answers: Mapping[str, int]
    revisions: Mapping[str, int]
    articles: Mapping[str, str]
    previews: Mapping[str, str]
    shared_title: str


async def world(env: simcord.Env, bot: Belegbot, library: Library) -> World:
    """Make it. The moderator is at `home`; nearly all that is worth having is `away`."""
    home, away = (env.create_guild(name).create_text_channel("general") for name in "HA")
    hidden = guild_of(home).create_text_channel("hidden")
    eve, ada = (
        guild_of(channel).add_member(
            env.create_user(name),
            roles=[guild_of(channel).create_role("mods", permissions=PERMISSIONS)],
        )
        for name, channel in (("eve", home), ("ada", away))
    )
    member, bob = (guild_of(home).add_member(env.create_user(name)) for name in ("mia", "bob"))
    here, there = Scope.of(guild_of(home).id), Scope.of(guild_of(away).id)

    by = Author("discord:1", "Dachstein")
    treasure = library.add(TREASURE, by, there)
    fish = library.add(FISH, by, there)
    gone = library.remove(fish.article_id, by)
    watch_page(library, treasure.article_id, there, treasure.revision)
    bakery = library.add(BAKERY, Author(f"discord:{eve.id}"), here)
    [shared] = library.catalogue.articles(SHARED)

    asked = [
        # name, question, channel, asker, private
        ("away", "Wo liegt die Schatzkammer?", away, ada, False),
        ("away, private", "Salzstreuer, liegt die Schatzkammer unter dem Turm?", away, ada, True),
        ("away, open", "Wem gehört die Kellerasche?", away, ada, False),
        ("private", "Hallo Haselmaus, wann öffnet die Bäckerei?", home, bob, True),
        ("private, open", "Wem gehört die Haselmaus?", home, bob, True),
        ("hidden", "Hallo Eisvogel, wann öffnet die Bäckerei?", hidden, bob, False),
        ("direct", "Wem gehört der Waldkauz?", None, bob, False),
        ("own", OPENS, home, eve, False),
    ]
    answers: dict[str, int] = {}
    for number, (name, question, channel, asker, private) in enumerate(asked, 1_000):
        guild_id = None if channel is None else guild_of(channel).id
        place = bob.id if channel is None else channel.id
        inquiry = Inquiry(number, guild_id, place, asker.id, discord.utils.utcnow(), "de", private)
        answer = library.ask(question, Scope.of(guild_id))
        assert answer.abstained is ("gehört" in question), question
        bot.memory.answers.record(inquiry, answer, number + 500)
        answers[name] = number

    drafts: dict[str, tuple[ChannelHandle, MemberActor, str, str | None]] = {
        "away": (away, ada, "Die Kellerasche ist grau.", None),
        "colleague": (home, bob, "Der Luchs schleicht.", None),
        "colleague, replacing": (home, bob, "Der Tannzapfen fällt.", bakery.article_id),
        "old": (home, eve, "Der Luchs ist alt.", None),
    }
    previews: dict[str, str] = {}
    for name, (channel, person, text, article_id) in drafts.items():
        preview = Preview(
            guild_of(channel).id,
            person.id,
            discord.utils.utcnow() - timedelta(days=name == "old"),
            Draft(text, text.split()[1], "de"),
            Origin("Salzstreuer"),
            id=f"Batch{len(previews)}-000",
            article_id=article_id,
            seen=None if article_id is None else bakery.revision,
        )
        bot.memory.previews.put(preview)
        previews[name] = preview.id

    uwe = env.create_user("uwe")
    for channel in (home, hidden, away, uwe.dm_channel, bob.user.dm_channel):
        await bot.get_partial_messageable(channel.id).send("This is what was clicked.")
    return World(
        people={
            "moderator": (eve, home),
            "member": (member, home),
            "stranger": (member, home),
            "direct": (uwe, uwe.dm_channel),
            # Whose it is.
            "owner": (ada, away),
            "asker": (bob, home),
            "hidden": (bob, hidden),
            "direct asker": (bob.user, bob.user.dm_channel),
        },
        answers=answers,
        revisions={
            "away": treasure.revision,
            "away, removed": gone.revision,
            "own": bakery.revision,
            "shared": shared.changed,
        },
        articles={
            "away": treasure.article_id,
            "away, removed": fish.article_id,
            "own": bakery.article_id,
            "shared": shared.id,
        },
        previews=previews,
        shared_title=shared.title,
    )


def watch_page(library: Library, article_id: str, scope: Scope, revision: int) -> None:
    """Watch a page of a server's, of which a change waits."""
    draft = Draft("Die Schatzkammer ist leer, sagt Salzstreuer.", "Nordturm", "de")
    watch = Watch(
        article_id=article_id,
        scope=scope,
        title="Nordturm",
        url="https://nordturm.example/",
        host="nordturm.example",
        landed="https://nordturm.example/",
        every=timedelta(days=1),
        apply="ask",
        due_at=library.clock() + timedelta(days=1),
        text_hash="",
        size=1,
        said=said_by(draft),
        revision=revision,
        proposed=Proposed(draft, said_by(draft), revision),
        proposed_hash=SHOWN,
    )
    said = Validators("https://nordturm.example/neu")
    page = FoundPage("https://nordturm.example/neu", Reading(draft, said, has_password=False))
    site = Site(
        *(0, scope, "https://nordturm.example/sitemap.xml", "nordturm.example", timedelta(days=1)),
        *(20, library.clock() + timedelta(days=1), ()),
    )
    assert mark_of([page]) == OFFERED
    with library.corpus.write() as changelog:
        put(changelog.connection, watch)
        offer(changelog.connection, begin(changelog.connection, site), [page])


def craft(
    env: simcord.Env,
    bot: Belegbot,
    person: Person,
    channel: ChannelHandle,
    *,
    form: bool = False,
    member: bool = True,
) -> Interaction:
    """Return an interaction as Discord's gateway describes one, with a channel's latest message.

    Without `member` Discord says which server it is in, but nothing of the person there.
    """
    guild_id = guild_of(channel).id if channel.guild else None
    record, payload = interactions.base_payload(
        env.backend,
        type=InteractionType.MODAL_SUBMIT if form else InteractionType.MESSAGE_COMPONENT,
        channel_id=channel.id,
        guild_id=guild_id,
        user_id=person.id,
        data={"custom_id": "crafted", "component_type": 2, "components": []},
    )
    if not member and guild_id is not None:
        payload["user"] = payload.pop("member")["user"]
    clicked = last(channel)
    record.source_message_id = clicked.id
    stored = env.backend.get_message(channel.id, clicked.id)
    payload["message"] = dict(serializers.message_payload(env.backend, stored))
    return discord.Interaction(data=payload, state=bot._connection)  # type: ignore[arg-type]


def heard(requests: list[HttpLogEntry]) -> list[str]:
    """Return what was said in these requests, one text a message; a form is “form”."""
    said = []
    for request in requests:
        body: Any = request.json or {}
        if request.path.endswith("/callback"):
            if body["type"] == discord.InteractionResponseType.modal.value:
                said.append("form")
            body = body.get("data") or {}
        shown = body.get("content") or ("embed" if body.get("embeds") else "")
        # Stands in for a "thinking …" that is taken away.
        if shown and shown != "…":
            said.append(shown)
    return said


def kept(library: Library) -> dict[str, list[Any]]:
    """Return all that the bot remembers, the watched pages, and the change log's revision."""
    with library.corpus.database.read() as connection:
        rows = {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in (*metadata.sorted_tables, watches, sites, site_offers)
            # How far the bot has come with what it does by itself.
            if table.name != "bookmarks"
        }
    return rows | {"revision": [library.corpus.revision()]}
