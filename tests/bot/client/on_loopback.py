"""`python -m tests.bot.client.on_loopback URL …`: the program, with Discord at another address.

Nothing of it may leave this machine.
"""

import sys

import discord.gateway
import discord.http
import yarl

from bot.cli import main

if __name__ == "__main__":
    url = discord.http.Route.BASE = sys.argv.pop(1)
    gateway = yarl.URL(url.replace("http://", "ws://")) / "gateway"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = gateway
    main()
