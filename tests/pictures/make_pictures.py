"""Makes the README's pictures of Discord: the real bot's answers, drawn by SimCord's preview.

    pip install "simcord[preview]" playwright
    python -m tests.pictures.make_pictures --browser /usr/bin/chromium

Run it from the repository's root. The browser is any Chromium; nothing leaves this machine.
"""

import argparse
import asyncio
import itertools
import re
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import simcord
from playwright.async_api import Browser, async_playwright
from simcord import interactions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.preview import _markdown

from bot.client.client import Belegbot
from bot.memory.forgetting import Forgetting
from bot.running.cogs import COGS
from index.config import Settings
from index.library import Library
from tests.bot.shown import guild_of
from tests.models import BUILTIN

ANSWERED = "Wann wurde die NATO-Mission im Irak ausgesetzt?"
UNANSWERED = "Was kostet der Einsatz im Irak?"
WIDTH = 460
"""A phone's width, in CSS pixels."""
HEIGHT = 1600
STYLE = """
/* Discord doesn't call an answer that was deferred "edited". */
.message-edited { display: none !important; }
/* Discord keeps the empty lines between paragraphs that the preview folds. */
.embed-description > .markdown-paragraph + .markdown-paragraph,
.embed-description > blockquote + .markdown-paragraph,
.embed-description > .markdown-paragraph + blockquote { margin-top: 1em !important; }
.embed-description > blockquote + .markdown-paragraph:has(> small) { margin-top: 0 !important; }
.markdown-subtext { line-height: 1.4; }
"""
LIGHT = """
:root, .preview-app {
  --discord-bg: #fbfbfb; --discord-surface: #ffffff; --discord-elevated: #f3f3f4;
  --discord-control: #ececed; --discord-hover: #e3e3e6; --discord-text: #2f3035;
  --discord-muted: #5c5d67; --discord-subtle: #4d4f58; --discord-border: #dfe0e3;
  --component-surface: #ffffff; --component-border: #dfe0e3; --subtle-surface: #e3e4e8;
  --subtle-surface-text: #2f3035; --entity-text: #4d4f58; --entity-dim: #5c5d67;
  --chip-surface: #ececed; --code-surface: #f3f3f4; --code-border: #dfe0e3; --code-text: #2f3035;
  --embed-field-name: #2f3035; --link-text: #0a66c2; --link-accent: #0a66c2;
  --button-secondary-surface: #ebebed; --button-alt: #ebebed; --control-border: #dcdce0;
}
.message-content, .embed, .embed-description, .embed-field-value, .embed-footer,
.channel-message button:not(.button-style-3, .button-style-4),
.channel-message .button-style-5 { color: var(--discord-text) !important; }
.channel-message .mention { color: #4752c4; background: #e6e8fd; }
"""
"""Discord's light theme; SimCord's preview only knows the dark one."""
Theme = Literal["dark", "light"]
THEMES: dict[Theme, tuple[str, str]] = {
    "dark": ("", STYLE),
    "light": ("-light", STYLE + LIGHT),
}


@dataclass(frozen=True)
class Scene:
    """What a member does before the last message is photographed."""

    name: str
    play: Callable[[MemberActor, ChannelHandle], Awaitable[object]]


async def ask(member: MemberActor, channel: ChannelHandle) -> None:
    """Get an answer."""
    await member.slash(channel, "ask", question=ANSWERED)


async def ask_in_vain(member: MemberActor, channel: ChannelHandle) -> None:
    """Get an abstention."""
    await member.slash(channel, "ask", question=UNANSWERED)


async def look_at_context(member: MemberActor, channel: ChannelHandle) -> None:
    """Open the context of an answer."""
    answer = await member.slash(channel, "ask", question=ANSWERED)
    assert answer.response is not None
    await member.click(answer.response, label="Kontext")


SCENES = (
    Scene("answer", ask),
    Scene("abstention", ask_in_vain),
    Scene("context", look_at_context),
)


def speak_german() -> None:
    """Set the language of the people's Discord; SimCord's own is always English."""
    original = interactions.base_payload

    def payload(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - SimCord's
        record, payload = original(*args, **kwargs)
        return record, {**payload, "locale": "de"}

    interactions.base_payload = payload


QUOTE_END = re.compile(r"^(>.*\n)(?![>\n])", re.MULTILINE)


def write_as_discord() -> None:
    """End a quote with its line, and show "-#" small in embeds: the preview does neither."""
    original = _markdown._discord_multiline_quotes
    _markdown._discord_multiline_quotes = lambda text: QUOTE_END.sub(r"\1\n", original(text))
    _markdown._FIELD_POLICIES["embed_description"]["subtext"] = True


async def make(folder: Path, executable: str, themes: Sequence[Theme]) -> None:
    """Play each scene and save what Discord would show."""
    with (
        tempfile.TemporaryDirectory() as data,
        closing(
            Library.open(
                Settings(data_dir=Path(data), embedder=BUILTIN), participants=(Forgetting(),)
            )
        ) as library,
    ):
        async with (
            simcord.run(Belegbot(library, cogs=COGS), shard_count=1) as env,
            async_playwright() as playwright,
        ):
            env.backend.bot_user.name = "Belegbot"
            browser = await playwright.chromium.launch(
                executable_path=executable, args=["--no-sandbox"]
            )
            for theme, scene in itertools.product(themes, SCENES):
                await picture(env, scene, folder, browser, theme)
            await browser.close()


async def picture(
    env: simcord.Env, scene: Scene, folder: Path, browser: Browser, theme: Theme
) -> None:
    """Play a scene in a fresh channel and photograph its last message."""
    suffix, style = THEMES[theme]
    channel = env.create_guild().create_text_channel("irak")
    member = guild_of(channel).add_member(env.create_user("alex", global_name="Alex"))
    await scene.play(member, channel)
    preview = env.preview(
        channel,
        viewers=[member],
        layout="channel",
        width=WIDTH,
        height=HEIGHT,
        locale="de",
    )
    async with preview:
        page = await browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            color_scheme=theme,
            bypass_csp=True,
        )
        await page.goto(preview.url)
        message = page.locator("article.channel-message").last
        await message.wait_for()
        await page.add_style_tag(content=style)
        await page.wait_for_load_state("networkidle")
        await message.screenshot(path=folder / f"{scene.name}{suffix}.png")
        await page.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--folder", type=Path, default=Path(".github"))
    parser.add_argument("--theme", choices=THEMES, action="append", help="both, unless named")
    options = parser.parse_args()
    speak_german()
    write_as_discord()
    asyncio.run(make(options.folder, options.browser, options.theme or list(THEMES)))
