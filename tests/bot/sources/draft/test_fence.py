"""What moderators hand in is read within the fence, and nothing of it is divided outside."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.config import IngestSettings, Settings
from index.library import Library
from index.units import segmentation
from tests.bot.asking.test_ask import Speak
from tests.bot.conftest import MEMORY
from tests.bot.sources.sourcing import TOWER, entered, fields, messages, own, press, preview_in
from tests.models import BUILTIN

TOO_LONG = b"a.\n\n" * 120_000
"""A megabyte is allowed; each of these paragraphs takes 35 bytes more."""

TOLD = (
    "Was in „lang.txt“ steht, ergibt mehr als 3 MB Text. Nichts wurde gespeichert; teil es und füg "
    "die Teile hinzu."
)


@pytest.fixture
def library(indexed: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(indexed, tmp_path / "data")
    settings = Settings(
        data_dir=tmp_path / "data", ingest=IngestSettings(max_megabytes=1), embedder=BUILTIN
    )
    with closing(Library.open(settings, participants=MEMORY)) as library:
        yield library


async def test_of_five_files_four_are_shown_and_the_one_at_a_limit_is_named(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak
) -> None:
    speak("de")
    files = [
        ("a.txt", b"Die Mauer ist aus Stein."),
        ("b.txt", b"Das Tor ist aus Holz."),
        ("lang.txt", TOO_LONG),
        ("c.md", b"# Hof\n\nDer Hof ist leer."),
        ("d.html", b"<!doctype html><title>Garten</title><p>Der Garten ist sehr sehr gross."),
    ]
    names = ["file", "file-2", "file-3", "file-4", "file-5"]

    shown = messages(
        await moderator.slash(channel, "source add", **dict(zip(names, files, strict=True)))
    )

    titles = [message.embeds[0].title for message in shown if message.embeds]
    assert titles == ["Die Mauer ist aus Stein", "Das Tor ist aus Holz", "Hof", "Garten"]
    assert shown[4].content == TOLD


async def test_nothing_of_a_source_is_divided_in_the_bots_process(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(segmentation, "sentence_ends", None)

    shown = await moderator.slash(channel, "source add", file=("turm.txt", TOWER.encode()))
    await press(moderator, preview_in(shown), "add")
    [article] = own(library, channel)
    form = await moderator.slash(channel, "source edit", source=article)
    await moderator.submit_modal(form, entered(form) | {"title": "Turm"})
    longer = f"{TOWER} Er steht am Fluss."
    shown = await moderator.slash(
        channel, "source replace", source=article, file=("turm.txt", longer.encode())
    )
    assert fields(preview_in(shown))["New sentences: 1"] == "- Er steht am Fluss."
    await press(moderator, preview_in(shown), "add")

    now = library.corpus.draft_of(library.corpus.article(article))
    assert (now.title, now.text) == ("Turm", longer)
    monkeypatch.undo()
    assert now.spans == tuple(segmentation.segment(longer, "de"))
