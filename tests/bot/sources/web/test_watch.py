"""`/source watch` and `unwatch`: what is watched, from when on, and where that is shown."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.config import QuotaSettings
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from index.watching.watches import Watch
from index.watching.watching import Watching
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import guild_of, text_of
from tests.bot.sources.sourcing import description, fields, press, preview_in, told
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import DAY, HOURS, POOL, serve, status
from tests.index.watching.watched import ADA

MAYOR = "Der Bürgermeister heißt Ada Kern."


@pytest.fixture
def server(channel: ChannelHandle) -> Scope:
    return Scope.of(guild_of(channel).id)


@pytest.fixture
def pool(library: Library, server: Scope, site: Site) -> str:
    """The server's own article that comes from a page."""
    draft = Draft("\n\n".join(POOL), "Freibad", "de", url=serve(site, "/bad", *POOL))
    return library.add(draft, ADA, server).article_id


def watches(library: Library) -> list[Watch]:
    return Watching(library).watches()


@pytest.mark.parametrize(
    ("language", "line", "added"),
    [
        (
            "de",
            (
                "👁️ Wird beobachtet, sobald sie hinzugefügt ist: jede Woche; Änderungen werden "
                "übernommen"
            ),
            "✅ **Freibad** ist hinzugefügt",
        ),
        (
            "en-US",
            "👁️ Is watched once it is added: every week; changes are taken over",
            "✅ **Freibad** is added and can be asked.",
        ),
    ],
)
async def test_a_page_that_is_no_source_yet_is_shown_and_watched_once_it_is_added(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    site: Site,
    again: Again,
    speak: Speak,
    language: str,
    line: str,
    added: str,
) -> None:
    speak(language)
    url = serve(site, "/bad", *POOL)
    options = {"page": url, "how-often": "7d", "changes": "always", "reason": "Badesaison"}
    shown = preview_in(await moderator.slash(channel, "source watch", **options))
    assert line in next(iter(fields(shown).values())).split("\n")
    assert (watches(library), library.corpus.revision()) == ([], 1)
    await again()
    done = await press(moderator, shown, "add")
    assert done.response is not None
    assert done.response.content.startswith(added)
    [watch] = watches(library)
    assert (watch.url, watch.scope, watch.every, watch.apply) == (url, server, 7 * DAY, "always")
    change = library.corpus.changes()[-1]
    assert (change.article_id, change.why) == (watch.article_id, "Badesaison")
    # Read once, for the preview.
    assert site.asked == ["/robots.txt", "/bad"]


async def test_a_corrected_title_stays_when_the_page_changes(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    shown = preview_in(await moderator.slash(channel, "source watch", page=url))
    form = await press(moderator, shown, "edit")
    await moderator.submit_modal(form, {"title": "Unser Bad"})
    await press(moderator, shown, "add")
    [watch] = watches(library)
    assert (watch.title, watch.said["title"]) == ("Unser Bad", "Freibad")


async def test_what_nobody_adds_is_not_watched(
    library: Library, channel: ChannelHandle, moderator: MemberActor, site: Site
) -> None:
    url = serve(site, "/bad", *POOL)
    shown = preview_in(await moderator.slash(channel, "source watch", page=url))
    await press(moderator, shown, "cancel")
    assert watches(library) == []


@pytest.mark.parametrize("named", ["the article", "the address"])
async def test_the_page_of_a_source_is_watched_at_once(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    pool: str,
    named: str,
) -> None:
    page = pool if named == "the article" else site.url + "/bad"
    done = await moderator.slash(channel, "source watch", page=page)
    assert told(done) == (
        "👁️ The page of **Freibad** is watched: every day; changes wait for a decision.\n"
        "⚠️ No log channel is set, so nobody is told what becomes of it: **/source list** shows "
        "it, and it is said once there is a channel (**/settings server**)."
    )
    [watch] = watches(library)
    assert (watch.article_id, watch.proposed) == (pool, None)
    # What isn't said stays as it was.
    done = await moderator.slash(channel, "source watch", page=page, changes="always")
    assert "every day; changes are taken over" in told(done)
    done = await moderator.slash(channel, "source watch", page=page, **{"how-often": "6h"})
    assert "every 6 hours; changes are taken over" in told(done)


async def test_where_news_goes_is_said(
    env: simcord.Env,
    channel: ChannelHandle,
    log: ChannelHandle,
    moderator: MemberActor,
    pool: str,
) -> None:
    await noticed(env)
    done = await moderator.slash(channel, "source watch", page=pool)
    assert told(done).endswith(f"\nWhat becomes of it is said in <#{log.id}>.")
    diagnosed = await moderator.slash(channel, "diagnose")
    [line] = [each for each in told(diagnosed).split("\n") if "Watched" in each]
    assert line == (f"✅ Watched web pages: 1. What becomes of them is said in <#{log.id}>.")


async def test_a_page_that_reads_otherwise_than_its_source_offers_what_waits(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    pool: str,
    again: Again,
) -> None:
    library.replace(pool, Draft(HOURS, "Freibad", "de", url=site.url + "/bad"), ADA)
    done = await moderator.slash(channel, "source watch", page=pool)
    assert done.response is not None
    assert "a change waits for a decision" in done.response.content
    await again()
    shown = await moderator.click(done.response, label="The page's change")
    assert shown.response is not None
    assert "New sentences: 3" in fields(shown.response)
    await moderator.click(shown.response, label="Take over")
    assert shown.response.content == f"✅ {moderator.mention} has taken this over."
    assert library.corpus.article(pool).text.split("\n\n")[-4:] == list(POOL)


@pytest.mark.parametrize("quota", [QuotaSettings(watches=1)], ids=["one"])
async def test_a_server_has_no_more_watches_than_it_may(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    pool: str,
) -> None:
    await moderator.slash(channel, "source watch", page=pool)
    already = len(site.asked)
    other = serve(site, "/rat", MAYOR)
    refused = await moderator.slash(channel, "source watch", page=other)
    assert told(refused) == (
        "This server may have 1 web pages watched, and has them. Nothing was changed; stop "
        "watching one, or ask the operator for more."
    )
    # It isn't even read; that of the one that is watched may be.
    assert len(site.asked) == already
    assert "is watched" in told(await moderator.slash(channel, "source watch", page=pool))
    await moderator.slash(channel, "source unwatch", page=pool)
    shown = preview_in(await moderator.slash(channel, "source watch", page=other))
    await moderator.slash(channel, "source watch", page=pool)
    # Two at once: the second of them is refused when it counts.
    refused = await press(moderator, shown, "add")
    assert [watch.article_id for watch in watches(library)] == [pool]
    assert refused.followups[-1].content.startswith("This server may have 1 web pages watched")
    assert library.corpus.changes()[-1].article_id == pool
    assert env.errors


async def test_a_page_is_read_no_more_often_than_the_operator_lets_it(
    env: simcord.Env, library: Library, channel: ChannelHandle, moderator: MemberActor, pool: str
) -> None:
    library.settings = library.settings.model_copy(
        update={"quota": QuotaSettings(watch_minutes=360)}
    )
    refused = await moderator.slash(channel, "source watch", page=pool, **{"how-often": "1h"})
    assert told(refused) == (
        "In this server a page is read every 6h at most. Nothing was changed; choose a longer "
        "interval, or ask the operator."
    )
    assert watches(library) == []
    assert env.errors


async def test_what_cannot_be_watched_is_said_in_one_line(
    env: simcord.Env,
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    site: Site,
    server: Scope,
) -> None:
    bare = library.add(Draft(MAYOR, "Rathaus", "de"), ADA, server).article_id
    status(site, "/weg", 404)
    site.page("/robots.txt", b"User-agent: *\nDisallow: /intern\n")
    for page, said in (
        (bare, "“Rathaus” comes from no web page."),
        ("Nirgends", "I know no source “Nirgends” here to do that with."),
        (site.url + "/weg", "answered with the error 404"),
        (site.url + "/intern/a", "doesn't want"),
        ("http://[::", "it must begin with http:// or https://"),
        ("ftp://example.org/a", "it must begin with http:// or https://"),
        ("file:///etc/passwd", "it must begin with http:// or https://"),
    ):
        assert said in told(await moderator.slash(channel, "source watch", page=page))
    refused = await moderator.slash(channel, "source unwatch", page=bare)
    assert told(refused) == "This page isn't watched (any more). Nothing was changed."
    refused = await moderator.slash(channel, "source unwatch", page="ftp://example.org/a")
    assert told(refused).startswith(
        "“ftp\\://example.org/a” isn't a usable web address: it must begin with"
    )
    assert watches(library) == []
    assert env.errors


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "👁️ beobachtet: täglich; Änderungen warten auf eine Entscheidung"),
        ("en-US", "👁️ watched every day; changes wait for a decision"),
    ],
)
async def test_a_watch_is_in_the_list_and_on_the_card_until_it_ends(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    pool: str,
    speak: Speak,
    language: str,
    said: str,
) -> None:
    speak(language)
    await moderator.slash(channel, "source watch", page=pool)
    listed = description(await moderator.slash(channel, "source list"))
    assert ("👁️ täglich" if language == "de" else "👁️ every day") in listed
    card = await moderator.slash(channel, "source show", source=pool)
    assert card.response is not None
    [line] = fields(card.response).values()
    assert line.startswith(f"{said} · ")
    ended = await moderator.slash(channel, "source unwatch", page=pool)
    assert "**Freibad**" in told(ended)
    assert watches(library) == []
    card = await moderator.slash(channel, "source show", source=pool)
    assert card.response is not None
    assert fields(card.response) == {}
    assert text_of(card.response)


async def test_what_is_offered_while_one_types_are_sources_with_a_page(
    library: Library,
    channel: ChannelHandle,
    moderator: MemberActor,
    server: Scope,
    pool: str,
) -> None:
    library.add(Draft(MAYOR, "Rathaus", "de"), ADA, server)
    library.add(Draft(MAYOR, "Anderswo", "de", url="https://e.org/"), ADA, Scope("4711"))
    offered = await moderator.autocomplete(channel, "source watch", "page", "")
    assert [(each["name"], each["value"]) for each in offered] == [("Freibad", pool)]
    assert await moderator.autocomplete(channel, "source unwatch", "page", "") == []
    await moderator.slash(channel, "source watch", page=pool)
    offered = await moderator.autocomplete(channel, "source unwatch", "page", "frei")
    assert [(each["name"], each["value"]) for each in offered] == [("Freibad · every day", pool)]
