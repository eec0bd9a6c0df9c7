"""Makes the README's pictures of Discord: the real bot's answers, drawn by SimCord's preview.

    pip install "simcord[preview]" playwright
    python tests/pictures/make_pictures.py --browser /usr/bin/chromium

Run it from the repository's root. The browser is any Chromium; nothing leaves this machine.
"""

import argparse
import asyncio
import tempfile
from contextlib import closing
from pathlib import Path

import simcord
from playwright.async_api import async_playwright

from bot.client import Belegbot
from bot.service import Service
from index.config import LibrarySettings
from index.library import Library

PICTURES = {
    "answer.png": "Wann wurde die NATO-Mission im Irak ausgesetzt?",
    "abstention.png": "Wie wird das Wetter morgen in Hamburg?",
}
WIDTH = 460
"""A phone's width, in CSS pixels."""
HEIGHT = 1600
STYLE = """
/* Discord doesn't call an answer that was deferred "edited". */
.message-edited { display: none !important; }
/* Discord keeps the empty lines between paragraphs that the preview folds. */
.embed-description > .markdown-paragraph + .markdown-paragraph,
.embed-description > blockquote + .markdown-paragraph { margin-top: 1em !important; }
"""


async def make(folder: Path, browser: str) -> None:
    """Ask each question and save what Discord would show."""
    with (
        tempfile.TemporaryDirectory() as data,
        closing(Library.open(LibrarySettings(data_dir=Path(data)))) as library,
    ):
        service = Service(library)
        async with simcord.run(Belegbot(service), shard_count=1) as env:
            env.backend.bot_user.name = "Belegbot"
            for name, question in PICTURES.items():
                await picture(env, question, folder / name, browser)
        await service.close()


async def picture(env: simcord.Env, question: str, path: Path, browser: str) -> None:
    """Ask `question` in a fresh channel and photograph the answer."""
    channel = env.create_guild().create_text_channel("irak")
    member = channel.guild.add_member(env.create_user("alex", global_name="Alex"))
    await member.slash(channel, "ask", question=question)
    preview = env.preview(
        channel, viewers=[member], layout="channel", width=WIDTH, height=HEIGHT, locale="de"
    )
    async with preview, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = await chromium.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            color_scheme="dark",
            bypass_csp=True,
        )
        await page.goto(preview.url)
        message = page.locator("article.channel-message")
        await message.wait_for()
        await page.add_style_tag(content=STYLE)
        await page.wait_for_load_state("networkidle")
        await message.screenshot(path=path)
        await chromium.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--folder", type=Path, default=Path(".github"))
    options = parser.parse_args()
    asyncio.run(make(options.folder, options.browser))
