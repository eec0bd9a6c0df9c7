"""For whom a source is, chosen in a preview; until when one holds, and what comes of it then."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle

from bot.memory.memory import Memory
from index.config import Settings
from index.library import Library
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again, id_of
from tests.bot.conftest import MEMORY
from tests.bot.shown import guild_of, text_of
from tests.bot.sources.sourcing import (
    BRIDGE,
    TITLE,
    WHEN,
    button,
    description,
    fields,
    labels,
    messages,
    press,
    preview_in,
    show_text,
    told,
)
from tests.index.test_shelves import Calendar
from tests.models import BUILTIN


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def library(indexed: Path, tmp_path: Path, calendar: Calendar) -> Iterator[Library]:
    shutil.copytree(indexed, tmp_path / "data")
    settings = Settings(data_dir=tmp_path / "data", embedder=BUILTIN)
    with closing(Library(settings, participants=MEMORY, clock=calendar)) as made:
        made.start()
        yield made


@pytest.fixture
def role(channel: ChannelHandle) -> RoleHandle:
    return guild_of(channel).create_role("Team")


def lasting(library: Library, server: Scope) -> list[tuple[str, str | None, str]]:
    """For whom a server's articles are and until when, oldest first."""
    found = library.catalogue.articles(server, parts=True)
    return [(each.scope.part, each.valid_until, each.afterwards) for each in reversed(found)]


@pytest.mark.parametrize("tongue", ["de", "en"])
async def test_a_preview_lets_one_choose_for_whom_and_until_when_before_it_counts(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    role: RoleHandle,
    server: Scope,
    again: Again,
    speak: Speak,
    tongue: str,
) -> None:
    german = tongue == "de"
    speak(tongue)
    room = guild_of(channel).create_text_channel("team")
    preview = await show_text(moderator, channel)
    about = "Angaben" if german else "Details"
    everybody = "👥 für alle in diesem Server" if german else "👥 for everybody in this server"
    assert everybody in fields(preview)[about].split("\n")
    assert labels(preview)[2] == ("Für wen, bis wann" if german else "For whom, until when")
    await again()
    form = await press(moderator, preview, "terms")
    chosen = {
        "roles": [role],
        "channels": [room],
        "valid_until": "31.12.2026",
        "afterwards": ["hide"],
    }
    await again()
    await moderator.submit_modal(form, chosen)
    lines = fields(preview)[about].split("\n")
    if german:
        assert f"👥 nur für <@&{role.id}>, <#{room.id}>" in lines
        assert "⌛ gültig bis 31. Dezember 2026, danach nicht mehr gefragt" in lines
    else:
        assert f"👥 only for <@&{role.id}>, <#{room.id}>" in lines
        assert "⌛ valid until December 31, 2026, then not asked any more" in lines
    # What was chosen stands in the form.
    shown = await press(moderator, preview, "terms")
    assert shown.modal is not None
    said = {part["component"]["custom_id"]: part["component"] for part in shown.modal["components"]}
    assert [each["id"] for each in said["roles"]["default_values"]] == [role.id]
    assert [each["id"] for each in said["channels"]["default_values"]] == [room.id]
    assert said["valid_until"]["value"] == "2026-12-31"
    assert [o["value"] for o in said["afterwards"]["options"] if o.get("default")] == ["hide"]
    # Discord refuses a choice that may be left open and yet wants one, and the other way round.
    for name, least in (("roles", 0), ("channels", 0), ("afterwards", 1)):
        assert said[name].get("min_values", 1) == least
        assert said[name].get("required", True) is bool(least)
    done = told(await press(moderator, preview, "add"))
    whom = f"<@&{role.id}>, <#{room.id}>"
    assert done.endswith(
        f"ist hinzugefügt, nur für {whom}." if german else f"is added, only for {whom}."
    )
    assert lasting(library, server) == [(f"r{role.id}.c{room.id}", "2026-12-31", "hide")]


async def test_what_is_over_and_hidden_when_it_is_added_is_not_said_to_be_asked(
    channel: ChannelHandle, moderator: MemberActor, calendar: Calendar, again: Again
) -> None:
    calendar.day = "2026-07-01"
    preview = await show_text(moderator, channel, title="Turm")
    form = await press(moderator, preview, "terms")
    await moderator.submit_modal(form, {"valid_until": "30.6.2026", "afterwards": ["hide"]})
    await again()
    assert told(await press(moderator, preview, "add")) == (
        "✅ **Turm** is added. Its last day is over, so it isn't asked any more."
    )


async def test_an_end_that_is_none_is_named_and_all_else_that_was_chosen_is_kept(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    role: RoleHandle,
    server: Scope,
) -> None:
    preview = await show_text(moderator, channel)
    form = await press(moderator, preview, "terms")
    entered = {"valid_until": "31.02.2025", "afterwards": ["quote"]}
    await moderator.submit_modal(form, entered | {"roles": [role]})
    shown = fields(preview)
    assert shown["Please correct"] == (
        "Valid until “31.02.2025” can't be used and wasn't taken over."
    )
    assert f"👥 only for <@&{role.id}>" in shown["Details"].split("\n")
    # Also after the other form.
    details = await press(moderator, preview, "edit")
    await moderator.submit_modal(details, {"title": "Turm", "date": "2026-07-15"})
    assert "Please correct" in fields(preview)
    form = await press(moderator, preview, "terms")
    assert form.modal is not None
    until = form.modal["components"][2]["component"]
    assert (until["custom_id"], until["value"]) == ("valid_until", "31.02.2025")
    # One that is over, and before the article's own date, is taken, and that is said.
    await moderator.submit_modal(form, entered | {"valid_until": "28.2.2025", "roles": [role]})
    lines = fields(preview)["Details"].split("\n")
    assert "⌛ expired, was valid until February 28, 2025" in lines
    assert (
        "⚠️ The last day, February 28, 2025, is over already: this counts as expired from the "
        "beginning."
    ) in lines
    assert (
        "⚠️ The last day, February 28, 2025, is before the source's own date, July 15, 2026."
    ) in lines
    assert "Please correct" not in fields(preview)
    await press(moderator, preview, "add")
    assert lasting(library, server) == [(f"r{role.id}", "2025-02-28", "quote")]


async def test_more_roles_and_channels_than_one_source_can_be_for_change_nothing_else(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope
) -> None:
    guild = guild_of(channel)
    roles = [guild.create_role(f"Team {number}") for number in range(3)]
    rooms = [guild.create_text_channel(f"raum-{number}") for number in range(2)]
    preview = await show_text(moderator, channel)
    form = await press(moderator, preview, "terms")
    chosen = {"roles": roles, "channels": rooms, "valid_until": "2026", "afterwards": ["quote"]}
    said = await moderator.submit_modal(form, chosen)
    assert messages(said)[-1].content == (
        "A source can be for up to 4 roles and channels together. For whom it is stayed as it was; "
        "all else was taken over."
    )
    await press(moderator, preview, "add")
    assert lasting(library, server) == [("", "2026-12-31", "quote")]


async def test_what_is_for_a_role_that_is_gone_becomes_nobody_elses_by_a_form(
    library: Library, channel: ChannelHandle, moderator: MemberActor, server: Scope
) -> None:
    preview = await show_text(moderator, channel)
    previews = Memory.of(library).previews
    preview_id = button(preview, "terms")["custom_id"].removeprefix("bs:terms:")
    kept = previews.get(preview_id, datetime(2020, 1, 1, tzinfo=UTC))
    assert kept is not None
    previews.put(replace(kept, part="r4711"))
    form = await press(moderator, preview, "terms")
    await moderator.submit_modal(form, {"valid_until": "2026-12-31", "afterwards": ["quote"]})
    await press(moderator, preview, "add")
    assert lasting(library, server) == [("r4711", "2026-12-31", "quote")]


@pytest.mark.parametrize("tongue", ["de", "en"])
async def test_an_expired_source_is_quoted_as_such_or_not_at_all(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    bridge: str,
    calendar: Calendar,
    speak: Speak,
    tongue: str,
) -> None:
    german = tongue == "de"
    speak(tongue)
    command = {"source": bridge, "day": "30.6.2026", "reason": "Saison"}
    said = told(await moderator.slash(channel, "source valid-until", **command))
    assert said.split("\n")[1] == (
        "⌛ gültig bis 30. Juni 2026" if german else "⌛ valid until June 30, 2026"
    )
    same = told(await moderator.slash(channel, "source valid-until", **command))
    assert same.startswith("Nichts wurde" if german else "Nothing was changed")
    answer = text_of((await alice.slash(channel, "ask", question=WHEN)).response)
    assert "⌛" not in answer

    calendar.day = "2026-07-01"
    asked = await alice.slash(channel, "ask", question=WHEN)
    assert asked.response is not None
    marked = "**Abgelaufen, galt bis 30. Juni 2026**"
    if not german:
        marked = "**Expired, was valid until June 30, 2026**"
    # The question is German, and so is its answer.
    assert "-# ⌛ **Abgelaufen, galt bis 30. Juni 2026**" in text_of(asked.response).split("\n")
    around = await alice.click(asked.response, custom_id=id_of(asked.response, "context"))
    assert f"-# ⌛ {marked}" in text_of(around.response).split("\n")
    sources = text_of((await alice.slash(channel, "sources")).response)
    ends = "abgelaufen, galt bis 30. Juni 2026" if german else "expired, was valid until June 30"
    assert ends in sources
    listed = description(await moderator.slash(channel, "source list"))
    assert ends in listed
    assert ends in description(await moderator.slash(channel, "source show", source=bridge))

    command["after-that"] = "hide"
    await moderator.slash(channel, "source valid-until", **command)
    again = await alice.slash(channel, "ask", question=WHEN)
    assert BRIDGE[:30] not in text_of(again.response)
    gone = await alice.click(asked.response, custom_id=id_of(asked.response, "context"))
    assert told(gone).startswith("Diese Quelle ist" if german else "This source has expired")
    assert TITLE[:10] not in text_of((await alice.slash(channel, "sources")).response)
    hidden = "wird nicht mehr gefragt" if german else "not asked any more"
    assert hidden in description(await moderator.slash(channel, "source list"))

    command["day"] = "31.12.2026"
    await moderator.slash(channel, "source valid-until", **command)
    assert "⌛" not in text_of((await alice.slash(channel, "ask", question=WHEN)).response)
    assert [change.why for change in library.corpus.changes(article_id=bridge)][1:] == [
        "Saison"
    ] * 3
    history = description(await moderator.slash(channel, "source history", source=bridge))
    set_on = (
        "{who} hat {title} einen letzten Tag gegeben: {day}"
        if german
        else "{who} set the last day of {title}: {day}"
    )
    about = {"who": moderator.mention, "title": r"**Geheimbrücke \*von\* \@everyone**"}
    first, second = "30. Juni 2026", "31. Dezember 2026"
    after = "; danach wird nicht mehr danach gefragt"
    if not german:
        first, second = "June 30, 2026", "December 31, 2026"
        after = "; after that it isn't asked any more"
    lines = [line for line in history.split("\n") if line.startswith("⌛")]
    assert lines == [
        f"⌛ {set_on.format(day=day, **about)}." for day in (second + after, first + after, first)
    ]


async def test_a_new_version_keeps_the_end_and_its_preview_asks_for_that_alone(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    bridge: str,
    server: Scope,
) -> None:
    await moderator.slash(channel, "source valid-until", source=bridge, day="2026-12")
    file = ("neu.txt", "Die Geheimbrücke wurde 1901 gebaut.".encode())
    shown = await moderator.slash(channel, "source replace", source=bridge, file=file)
    preview = preview_in(shown)
    assert "⌛ valid until December 31, 2026" in fields(preview)["Details"].split("\n")
    form = await press(moderator, preview, "terms")
    assert form.modal is not None
    names = [part["component"]["custom_id"] for part in form.modal["components"]]
    assert names == ["valid_until", "afterwards"]
    await moderator.submit_modal(form, {"valid_until": "2027", "afterwards": ["hide"]})
    assert fields(preview)["Details that change"].split("\n") == [
        "Valid until: December 31, 2026 → December 31, 2027",
        "After that: quote it as expired → don't ask it any more",
    ]
    await press(moderator, preview, "add")
    assert lasting(library, server) == [("", "2027-12-31", "hide")]
    await moderator.slash(channel, "source valid-until", source=bridge)
    assert lasting(library, server) == [("", None, "quote")]
