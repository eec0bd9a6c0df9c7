"""Tells Discord the commands, but only when they changed: it limits how often one may."""

import hashlib
import json
import logging
from typing import Any

from discord import app_commands

from bot.memory.memory import Memory
from bot.workers import Lanes

log = logging.getLogger(__name__)

BOOKMARK = "commands"


def offer_to_persons(tree: app_commands.CommandTree[Any]) -> None:
    """Let people install for themselves what is for everybody, direct messages included."""
    for command in tree.get_commands():
        contexts = command.allowed_contexts
        if contexts is not None and contexts.dm_channel:
            command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
            command.allowed_contexts = app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            )


async def sync_commands(tree: app_commands.CommandTree[Any], memory: Memory, lanes: Lanes) -> bool:
    """Offer the commands to Discord if they aren't those that it was told last; return whether."""
    state = f"{tree.client.application_id} {await _fingerprint(tree)}"
    if await lanes.remember(memory.bookmarks.get, BOOKMARK) == state:
        log.info("The commands are as Discord knows them")
        return False
    await tree.sync()
    await lanes.remember(memory.bookmarks.set, BOOKMARK, state)
    log.info("Told Discord the commands")
    return True


async def _fingerprint(tree: app_commands.CommandTree[Any]) -> str:
    """Hash what `sync` would send, translations included."""
    offered = sorted(tree.get_commands(), key=lambda command: command.name)
    translator = tree.translator
    payload = [
        await command.get_translated_payload(tree, translator)
        if translator
        else command.to_dict(tree)
        for command in offered
    ]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()[:32]
