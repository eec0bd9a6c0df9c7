"""`/source history`: who changed what, when and why."""

import csv
import io

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.sources.sourcing import (
    TITLE,
    description,
    press_in,
    remove_bridge,
)


@pytest.mark.usefixtures("bridge")
async def test_the_history_tells_who_when_what_and_why_also_as_a_file(
    channel: ChannelHandle, moderator: MemberActor, speak: Speak, again: Again
) -> None:
    speak("de")
    await remove_bridge(moderator, channel, "=1+1")
    result = await moderator.slash(channel, "source history")
    what, why, when, added, *_ = description(result).split("\n")
    assert what == rf"➖ <@{moderator.id}> hat **Geheimbrücke \*von\* \@everyone** entfernt."
    assert why == r"Grund: \=1+1"
    assert when.startswith("-# <t:")
    assert added.startswith(f"➕ <@{moderator.id}> hat")
    await again()
    sent = await press_in(moderator, result, "history-file")
    [file] = sent.response.attachments  # type: ignore[union-attr]
    table = list(csv.DictReader(io.StringIO((await file.read()).decode("utf-8-sig"))))
    assert [(row["operation"], row["who"], row["title"], row["why"]) for row in table] == [
        ("remove", f"discord:{moderator.id}", TITLE, "'=1+1"),
        ("add", f"discord:{moderator.id}", TITLE, "neu"),
    ]


async def test_of_an_erased_source_the_history_tells_what_was_done_but_no_title(
    library: Library, channel: ChannelHandle, moderator: MemberActor, bridge: str, speak: Speak
) -> None:
    library.purge(bridge, Author("operator:ada"))
    for language, erased, added in (
        ("de", "🗑️ Der Betreiber hat eine Quelle endgültig gelöscht.", "hat eine inzwischen ge"),
        ("en-US", "🗑️ The operator erased a source for good.", "added a source erased since."),
    ):
        speak(language)
        result = await moderator.slash(channel, "source history")
        lines = [line for line in description(result).split("\n") if not line.startswith("-#")]
        assert lines[0] == erased
        assert added in lines[1]
