"""Things as Discord describes them, by whichever server of tests says it."""

import json
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

Payload = dict[str, Any]

PERSON: Payload = {
    "id": "100000000000000003",
    "username": "ada",
    "discriminator": "0",
    "avatar": None,
}
USER: Payload = {
    "id": "100000000000000001",
    "username": "belegbot",
    "discriminator": "0",
    "avatar": None,
}
"""The bot."""

OWNER = USER | {"id": "100000000000000002"}


def as_json(body: object, status: int = 200) -> web.Response:
    # Discord names no charset, and discord.py takes only that for JSON.
    raw = json.dumps(body).encode()
    return web.Response(body=raw, status=status, content_type="application/json")


def now() -> str:
    return datetime.now(UTC).isoformat()


def application() -> Payload:
    """The bot's application."""
    texts = dict.fromkeys(("description", "verify_key", "summary"), "")
    told = {"id": USER["id"], "name": "belegbot", "icon": None, "team": None, "flags": 0}
    allowed = {"bot_public": True, "bot_require_code_grant": False, "rpc_origins": []}
    return told | texts | allowed | {"owner": OWNER}


def ready(url: str, session: str, shard: tuple[int, int], servers: list[int]) -> Payload:
    """What a shard, by its number and how many there are, is told when it comes in."""
    return {
        "v": 10,
        "user": USER,
        "guilds": [{"id": str(each), "unavailable": True} for each in servers],
        "session_id": session,
        "resume_gateway_url": url.replace("http://", "ws://") + "/gateway",
        "shard": [*shard],
        "application": {"id": USER["id"], "flags": 0},
    }


def message(number: int, channel: int, text: str, author: Payload) -> Payload:
    """What somebody wrote in a channel."""
    return {
        "id": str(number),
        "channel_id": str(channel),
        "author": author,
        "content": text,
        "timestamp": now(),
        "edited_timestamp": None,
        **dict.fromkeys(("tts", "mention_everyone", "pinned"), False),
        **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds")},
        "type": 0,
    }


def person(number: int) -> Payload:
    """Somebody by their id."""
    return PERSON | {"id": str(number)}


def member(user: Payload | None = None) -> Payload:
    """Somebody as a server has them, without roles; `user` is left out of what they wrote."""
    whose = {} if user is None else {"user": user}
    facts = {"roles": [], "joined_at": now(), "deaf": False, "mute": False, "flags": 0}
    return whose | facts


def server(number: int, name: str, channels: dict[int, str], permissions: int) -> Payload:
    """A server with its channels' names by id, where everybody has these permissions."""
    everyone: Payload = {
        "id": str(number),
        "name": "@everyone",
        "permissions": str(permissions),
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    return {
        "id": str(number),
        "name": name,
        "owner_id": PERSON["id"],
        "roles": [everyone],
        "channels": [
            {
                "id": str(each),
                "type": 0,
                "name": called,
                "position": 0,
                "permission_overwrites": [],
            }
            for each, called in channels.items()
        ],
        "members": [member(USER)],
        "member_count": 2,
        "features": ["COMMUNITY"],
        "preferred_locale": "de",
        **{each: [] for each in ("emojis", "stickers", "threads", "voice_states", "presences")},
    }
