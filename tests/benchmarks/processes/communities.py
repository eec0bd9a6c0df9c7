"""Servers of the Discord of this machine, each in its shard."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

import discord

from bot.shards import Shard
from tests.bot.client.payloads import Payload, server

EVERYTHING = discord.Permissions.all().value


@dataclass
class Community:
    """A server: who asks, where, and what was said. Its channels' ids come after its own."""

    id: int
    messages: dict[int, Payload] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)
    further: int = 0
    """Channels in which nothing happens."""

    @property
    def channel(self) -> int:
        """Where people ask."""
        return self.id + 1

    @property
    def log(self) -> int:
        """Its log channel."""
        return self.id + 2

    def payload(self) -> Payload:
        """Return it as Discord describes it."""
        channels = {self.channel: "general", self.log: "log"}
        channels |= {self.log + n: f"channel-{n}" for n in range(1, self.further + 1)}
        return server(self.id, f"Server {self.id}", channels, EVERYTHING)


def communities(shard: Shard) -> Iterator[Community]:
    """Give a shard's servers, without end."""
    ids = (number << 22 for number in count(3 * 10**11))
    return (Community(each) for each in ids if shard.covers(each))
