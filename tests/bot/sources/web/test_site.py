"""`/source site`: the pages of a site are shown together, and added together or one by one."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.memory.previews import MOST
from index.config import QuotaSettings
from index.library import Library
from index.scopes import Scope
from index.sites.sites import Sites
from index.watching.watching import Watching
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import embed_of, guild_of
from tests.bot.sources.sourcing import fields, own, press, stored_previews, told
from tests.bot.sources.web.conftest import Looked
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import DAY, Clock

OFF = "https://anderswo.example/"


def served(site: Site, count: int) -> str:
    """Serve a sitemap of so many pages, one of another site and one that is gone."""
    urls = [page(site, f"/{number:02}") for number in range(count)]
    return site.page("/sitemap.xml", sitemap([*urls, OFF, f"{site.url}/weg"]), "text/xml")


def shown(result: InteractionResult) -> ResponseMessage:
    assert result.response is not None
    assert result.response.ephemeral
    return result.response


@pytest.mark.parametrize(
    ("language", "title", "size", "left", "button", "done"),
    [
        (
            "de",
            *("Sitemap von ", "2 Sätze, 1 kB", ["auf einer anderen Website: 1", "nicht lesbar: 1"]),
            *("Alle 3 hinzufügen", "✅ Hinzugefügt: 3. Sie können gefragt werden."),
        ),
        (
            "en-US",
            *("Sitemap of ", "2 sentences, 1 kB", ["on another site: 1", "not readable: 1"]),
            *("Add all 3", "✅ Added: 3. They can be asked."),
        ),
    ],
)
async def test_what_would_come_is_shown_and_all_of_it_added(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    again: Again,
    speak: Speak,
    language: str,
    title: str,
    size: str,
    left: list[str],
    button: str,
    done: str,
) -> None:
    speak(language)
    preview = shown(await moderator.slash(channel, "source site", address=served(site, 3)))
    embed = embed_of(preview)
    assert embed.title == title + site.url.removeprefix("http://")
    assert str(embed.description).split("\n")[:2] == [
        "**Seite /00**",
        f"-# {size} · <{site.url}/00>",
    ]
    [said] = fields(preview).values()
    assert [line.removeprefix("- ") for line in said.split("\n")[::2]] == left
    assert own(library, channel) == []
    await again()
    await moderator.click(preview, label=button)
    assert preview.content == done
    assert (preview.components, preview.embeds) == ([], [])
    titles = {each.title for each in library.catalogue.articles(Scope.of(guild_of(channel).id))}
    assert titles == {"Seite /00", "Seite /01", "Seite /02"}
    assert stored_previews(library) == 0
    assert Watching(library).watches() == []


async def test_one_is_looked_at_and_added_by_itself_and_the_rest_later(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site, again: Again
) -> None:
    preview = shown(await moderator.slash(channel, "source site", address=served(site, 3)))
    [menu] = [part for row in preview.components for part in row["components"] if "options" in part]
    await again()
    chosen = menu["options"][1]["value"]
    opened = shown(await moderator.select(preview, [chosen], custom_id=menu["custom_id"]))
    assert embed_of(opened).title == "Seite /01"
    await press(moderator, opened, "add")
    assert len(own(library, channel)) == 1
    await moderator.click(preview, label="Add all 3")
    assert preview.content == "✅ Added: 2. They can be asked."
    assert len(own(library, channel)) == 3


async def test_nothing_is_added_that_is_discarded(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site, again: Again
) -> None:
    preview = shown(await moderator.slash(channel, "source site", address=served(site, 2)))
    assert stored_previews(library) == 2
    await again()
    await moderator.click(preview, label="Discard")
    assert preview.content == "Discarded. Nothing was stored."
    assert stored_previews(library) == 0
    assert own(library, channel) == []


async def test_all_are_watched_if_that_is_wanted_and_posted_in_the_log_channel(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    moderator: MemberActor,
    site: Site,
) -> None:
    await noticed(env)
    options = {"address": served(site, 12), "watched": True, "reason": "alles"}
    preview = shown(await moderator.slash(channel, "source site", **options))
    await moderator.click(preview, label="Add all 12")
    watches = Watching(library).watches(Scope.of(guild_of(channel).id))
    assert {(watch.every, watch.apply) for watch in watches} == {(DAY, "ask")}
    assert len(watches) == 12
    said = [message.content.split("\n") for message in log.history()]
    assert len(said) == 11
    assert said[0][1] == "Grund: alles"
    assert said[-1] == ["… und 2 weitere Änderungen"]


async def test_no_more_are_read_than_one_person_may_leave_undecided(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    preview = shown(await moderator.slash(channel, "source site", address=served(site, MOST + 5)))
    [said] = fields(preview).values()
    # With the one that is gone, and that wasn't asked for any more.
    assert "over the number of pages: 6" in said
    await moderator.click(preview, label=f"Add all {MOST}")
    assert len(own(library, channel)) == MOST == 20
    preview = shown(
        await moderator.slash(channel, "source site", address=site.url + "/sitemap.xml")
    )
    assert "an article already: 20" in str(fields(preview))


@pytest.mark.parametrize("quota", [QuotaSettings(articles=2)], ids=["two"])
async def test_what_there_is_no_room_for_is_said(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    preview = shown(await moderator.slash(channel, "source site", address=served(site, 3)))
    await moderator.click(preview, label="Add all 3")
    first, second = preview.content.split("\n")
    assert first == "✅ Added: 2. They can be asked."
    assert second.startswith(f"{site.url}/02: This server may have 2 articles, and has them.")
    assert len(own(library, channel)) == 2


async def test_what_leads_to_nothing_is_said_in_one_line(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    broken = site.page("/kaputt.xml", b"<urlset><url>", "text/xml")
    only_off = site.page("/fremd.xml", sitemap([OFF]), "text/xml")
    itself = site.page("/selbst.xml", sitemap([]), "text/xml")
    for address, said in (
        (broken, "can't be read as a sitemap or feed: it isn't well-formed."),
        (itself, "names no page."),
        ("ein Wort", "“ein Wort” "),
    ):
        answer = told(await moderator.slash(channel, "source site", address=address))
        assert said in answer
        assert "\n" not in answer
    preview = shown(await moderator.slash(channel, "source site", address=only_off))
    assert embed_of(preview).description == "Nothing of it can be added."
    assert preview.components == []
    assert own(library, channel) == []
    assert env.errors


@pytest.mark.parametrize("decision", ["add", "leave out"])
async def test_new_pages_of_a_watched_site_are_offered_in_the_log_channel(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    log: ChannelHandle,
    moderator: MemberActor,
    alice: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    again: Again,
    decision: str,
) -> None:
    await noticed(env)
    url = site.page("/sitemap.xml", sitemap([page(site, "/a"), page(site, "/b")]), "text/xml")
    preview = shown(await moderator.slash(channel, "source site", address=url, watched=True))
    await moderator.click(preview, label="Add all 2")
    before = len(log.history())
    clock.move(DAY)
    await looked()
    assert len(log.history()) == before
    site.page("/sitemap.xml", sitemap([f"{site.url}/a", page(site, "/neu")]), "text/xml")
    clock.move(DAY)
    await looked()
    await looked()

    new, gone = log.history()[before:]
    assert new.content == f"👁️ <{url}> nennt neue Seiten: 1. Noch ist nichts hinzugefügt."
    assert str(embed_of(new).description).startswith("**Seite /neu**\n-# 2 Sätze, 1 kB · ")
    assert gone.content == (
        f"⚠️ <{url}> nennt Seiten nicht mehr, von denen Quellen kommen: 1. Die Quellen bleiben.\n"
        f"-# <{site.url}/b>"
    )
    await again()
    refused = await alice.click(new, label="Hinzufügen")
    assert told(refused).startswith("That is for this server's moderators")
    label = "Hinzufügen" if decision == "add" else "Weglassen"
    await moderator.click(new, label=label)
    [decided] = [message for message in log.history() if message.id == new.id]
    said = "hat sie hinzugefügt: 1." if decision == "add" else "hat sie weggelassen."
    assert decided.content == f"✅ {moderator.mention} {said}"
    assert decided.components == []
    assert len(own(library, channel)) == (3 if decision == "add" else 2)
    before = len(log.history())
    clock.move(DAY)
    await looked()
    assert len(log.history()) == before


@pytest.mark.parametrize("decision", ["Add", "Leave them out"])
async def test_without_a_log_channel_what_is_new_of_a_site_is_shown_to_who_asks_and_decided_on(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    clock: Clock,
    looked: Looked,
    again: Again,
    decision: str,
) -> None:
    url = site.page("/sitemap.xml", sitemap([page(site, "/a"), page(site, "/b")]), "text/xml")
    preview = shown(await moderator.slash(channel, "source site", address=url, watched=True))
    await moderator.click(preview, label="Add all 2")
    site.page("/sitemap.xml", sitemap([f"{site.url}/a", page(site, "/neu")]), "text/xml")
    clock.move(DAY)
    await looked()
    assert channel.history() == []
    listed = fields(shown(await moderator.slash(channel, "source list")))
    assert listed["Sites"] == (
        f"<{url}> · every day · new pages that wait: 1\n"
        "-# **/source site** with a site's address shows what waits, to be decided on."
    )
    [offered] = await moderator.autocomplete(channel, "source site", "address", "sitemap")
    waiting = shown(await moderator.slash(channel, "source site", address=offered["value"]))
    assert waiting.content == (
        f"👁️ <{url}> names new pages: 1. Nothing is added yet.\n"
        f"⚠️ <{url}> no longer names pages that sources come from: 1. The sources stay.\n"
        f"-# <{site.url}/b>"
    )
    await again()
    await moderator.click(waiting, label=decision)
    assert len(own(library, channel)) == (3 if decision == "Add" else 2)
    # Nothing waits any more, so it is read as any other address is.
    empty = shown(await moderator.slash(channel, "source site", address=url))
    assert empty.content == ""
    listed = fields(shown(await moderator.slash(channel, "source list")))
    assert listed["Sites"] == f"<{url}> · every day · new pages that wait: 0"


async def test_a_site_is_watched_no_more_once_that_is_wanted(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    url = site.page("/sitemap.xml", sitemap([page(site, "/a")]), "text/xml")
    preview = shown(await moderator.slash(channel, "source site", address=url, watched=True))
    await moderator.click(preview, label="Add")
    offered = await moderator.autocomplete(channel, "source unwatch", "page", "sitemap")
    [(name, value)] = [(each["name"], each["value"]) for each in offered]
    assert name == f"{url} · every day"
    ended = await moderator.slash(channel, "source unwatch", page=value)
    assert "isn't read for new pages any more" in told(ended)
    sites = Sites(Watching(library))
    assert sites.all() == []
    assert len(Watching(library).watches()) == 1
