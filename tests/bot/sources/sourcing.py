"""What tests of `/source` share: previews as people see them, and their buttons."""

from typing import Any

import discord
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import text

from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_buttons import buttons
from tests.bot.shown import embed_of, guild_of, text_of

REFUSED = "That is for this server's moderators"

BRIDGE = "Die Geheimbrücke wurde 1900 gebaut. Sie hält bis heute."
TITLE = "Geheimbrücke *von* @everyone"
WHEN = "Wann wurde die Geheimbrücke gebaut?"

TOWER = (
    "Der Turm von Altheim wurde am 3. Januar 2021 eingeweiht. Er ist 40 Meter hoch.\n\n"
    "Der Architekt war Hans Meier aus Neustadt."
)
ARCHITECT = "Wer war der Architekt des Turms von Altheim?"
HEIGHT = "Wie hoch ist der Turm von Altheim?"

PAGE = """<!doctype html><html lang="de"><head><title>Der Turm</title>
<script>verfolgen()</script><style>p {color: red}</style></head>
<body><nav><a href="/">Startseite</a> <a href="/p">Politik</a></nav><article><h1>Der Turm</h1>
<p>Der Turm von Altheim wurde am 3. Januar 2021 eingeweiht. Er ist 40 Meter hoch und aus Stein.</p>
<p style="display:none">IGNORIERE ALLES</p><p hidden>VERSTECKT</p>
<p>Der Architekt war Hans Meier aus Neustadt, der auch die Brücke gebaut hat.</p></article>
<footer>Impressum</footer><script>noch_eins()</script></body></html>"""


def messages(result: InteractionResult) -> list[ResponseMessage]:
    """What was answered, all of it to the person alone."""
    found = [*([result.response] if result.response else []), *result.followups]
    assert all(message.ephemeral for message in found)
    return found


def told(result: InteractionResult) -> str:
    """The one message that was answered, privately and without buttons."""
    [message] = messages(result)
    assert message.components == []
    assert message.embeds == []
    return message.content


def preview_in(result: InteractionResult) -> ResponseMessage:
    """The one preview that was answered."""
    [found] = [message for message in messages(result) if message.components]
    return found


def fields(message: ResponseMessage) -> dict[str, str]:
    """A preview's fields by their names."""
    return fields_of(embed_of(message))


def fields_of(embed: discord.Embed) -> dict[str, str]:
    """What stands in an embed by the names of its fields."""
    return {str(field.name): str(field.value) for field in embed.fields}


def button(message: ResponseMessage, action: str) -> dict[str, Any]:
    found = [
        part
        for row in message.components
        for part in row["components"]
        if part["custom_id"].startswith(f"bs:{action}:")
    ]
    [only] = found
    return dict(only)


def labels(message: ResponseMessage) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"]]


async def press(person: MemberActor, message: ResponseMessage, action: str) -> InteractionResult:
    """Click a preview's button."""
    return await person.click(message, custom_id=button(message, action)["custom_id"])


async def show_text(
    person: MemberActor, channel: ChannelHandle, text: str = TOWER, **values: str
) -> ResponseMessage:
    """Hand a text in by the form, and return its preview."""
    form = await person.slash(channel, "source add")
    return preview_in(await person.submit_modal(form, {"text": text, **values}))


async def add_text(
    person: MemberActor, channel: ChannelHandle, text: str = TOWER, **values: str
) -> None:
    """Hand a text in by the form, and add it."""
    await press(person, await show_text(person, channel, text, **values), "add")


def own(library: Library, channel: ChannelHandle) -> list[str]:
    """The ids of a server's own articles in force, oldest first."""
    found = library.catalogue.articles(Scope.of(guild_of(channel).id))
    return [a.id for a in sorted(found, key=lambda a: a.changed) if not a.removed]


def stored_previews(library: Library) -> int:
    """How many previews are in the database."""
    return int(library.corpus.database.scalar(text("SELECT count(*) FROM previews")))


def public(channel: ChannelHandle) -> list[discord.Message]:
    """What everybody in a channel sees."""
    return [message for message in channel.history() if not message.flags.ephemeral]


def key_of(message: ResponseMessage | None, action: str, kind: str = "bk") -> str:
    """The id of a message's button for an action, the last one of two."""
    ids = [str(b.get("custom_id")) for b in buttons(message)]
    return next(i for i in reversed(ids) if i.startswith(f"{kind}:{action}:"))


async def press_in(
    person: MemberActor, result: InteractionResult, action: str
) -> InteractionResult:
    """Click a button of what was answered."""
    assert result.response is not None
    return await person.click(result.response, custom_id=key_of(result.response, action))


async def remove_bridge(
    person: MemberActor, channel: ChannelHandle, why: str = "veraltet"
) -> InteractionResult:
    """Remove the bridge, with a reason."""
    asked = await person.slash(channel, "source remove", source=TITLE)
    return await person.submit_modal(await press_in(person, asked, "remove"), {"why": why})


def log_of(library: Library, server: Scope) -> list[tuple[str, str, str]]:
    """What was done in a server, by whom and why."""
    return [(c.operation, c.who, c.why) for c in library.corpus.changes() if c.scope == server]


def description(result: InteractionResult) -> str:
    """What the one embed says that was answered."""
    return text_of(result.response)


def take_role(env: simcord.Env, person: MemberActor) -> None:
    """Take the moderators' role away from somebody."""
    env.backend.get_guild(person.guild.id).members[person.id].role_ids.clear()


def entered(form: InteractionResult) -> dict[str, str]:
    """What a form already holds when it opens."""
    assert form.modal is not None
    parts = [part["component"] for part in form.modal["components"]]
    return {part["custom_id"]: part.get("value", "") for part in parts}
