"""`tests.bot.client.on_loopback`, with a mistake of ours that shows only while the bot starts."""

from runpy import run_module

from bot.client.client import Belegbot


async def stumble(_: Belegbot) -> None:
    raise ZeroDivisionError("a mistake of ours")


if __name__ == "__main__":
    setattr(Belegbot, "setup_hook", stumble)  # noqa: B010 - so that it needn't fit
    run_module("tests.bot.client.on_loopback", run_name="__main__", alter_sys=True)
