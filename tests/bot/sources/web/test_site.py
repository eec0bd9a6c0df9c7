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
from index.watching.watching import Watching
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import embed_of, guild_of
from tests.bot.sources.sourcing import fields, own, press, stored_previews, told
from tests.index.articles.web.web_server import Site
from tests.index.sites.siting import page, sitemap
from tests.index.watching.pages import DAY

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
