"""A change of a watched page is shown in the log channel, and decided on there."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.memory.memory import Memory
from bot.memory.preferences import WHOLE_SERVER
from index.library import Library
from index.models import Draft
from index.review.review import Review
from index.scopes import Scope
from index.watching.watching import Watching
from tests.bot.asking.test_buttons import Again
from tests.bot.shown import embed_of, guild_of, last
from tests.bot.sources.sourcing import fields_of, take_role, told
from tests.bot.sources.web.conftest import Pool
from tests.index.watching.pages import CHEAPER, DOGS, HOURS, PRICE, RULES
from tests.index.watching.watched import ADA, FREE

COSTS = "Was kostet der Eintritt ins Freibad?"
WAITS = "👁️ Die Seite von **Freibad** hat sich geändert. Noch ist nichts übernommen.\n-# <{}>"
TAKE_OVER, KEEP = "Übernehmen", "Quelle behalten"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Weggefallene Sätze: 1", "Neue Sätze: 1", TAKE_OVER, "hat das übernommen."]),
        (
            "en",
            [
                "Sentences no longer there: 1",
                "New sentences: 1",
                "Take over",
                "has taken this over.",
            ],
        ),
    ],
)
async def test_a_change_is_shown_with_what_it_does_to_answers_and_taken_over(
    env: simcord.Env,
    pool: Pool,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    again: Again,
    language: str,
    names: list[str],
) -> None:
    gone, new, label, done = names
    Memory.of(pool.library).preferences.prefer(
        guild_of(channel).id, WHOLE_SERVER, {"language": language}
    )
    article = pool.begin()
    await alice.slash(channel, "ask", question=COSTS)
    await pool.changes()

    shown = last(pool.log)
    assert f"<{pool.site.url}/bad>" in shown.content
    # The line above says already that nothing is changed yet.
    assert (embed_of(shown).author.name, embed_of(shown).description) == (None, None)
    told_of = fields_of(embed_of(shown))
    assert told_of[gone] == f"- {PRICE}"
    assert told_of[new] == f"- {CHEAPER}"
    assert any(CHEAPER in value for name, value in told_of.items() if name not in names)
    assert PRICE in pool.text(article)
    assert pool.waiting == 0
    await again()
    result = await moderator.click(shown, label=label)
    assert result.followups == []
    decided, announced = pool.log.history()[-2:]
    assert decided.content == f"✅ {moderator.mention} {done}"
    assert decided.components == []
    assert moderator.mention in announced.content
    assert CHEAPER in pool.text(article)
    change = pool.library.corpus.changes()[-1]
    assert (change.operation, change.who) == ("replace", f"discord:{moderator.id}")
    # It is over: nothing of it is told any more.
    before = len(pool.log.history())
    await pool.passes()
    assert len(pool.log.history()) == before
    assert env.errors == []


async def test_an_article_is_kept_and_the_next_change_shown(
    pool: Pool, moderator: MemberActor, again: Again
) -> None:
    article = pool.begin()
    await pool.changes()
    await again()
    await moderator.click(last(pool.log), label=KEEP)
    assert last(pool.log).content == (
        f"✅ {moderator.mention} hat die Quelle gelassen, wie sie ist. Die nächste Änderung der "
        "Seite wird wieder gezeigt."
    )
    assert PRICE in pool.text(article)
    await pool.passes()
    assert pool.news == []
    await pool.changes(HOURS, FREE, DOGS, RULES)
    assert [message.content for message in pool.news] == [WAITS.format(f"{pool.site.url}/bad")]


async def test_only_moderators_decide_and_only_on_what_they_were_shown(
    env: simcord.Env,
    pool: Pool,
    alice: MemberActor,
    moderator: MemberActor,
    second: MemberActor,
    again: Again,
) -> None:
    article = pool.begin()
    await pool.changes()
    refused = await alice.click(last(pool.log), label=TAKE_OVER)
    assert told(refused).startswith("That is for this server's moderators")
    # The page has changed once more, which isn't told: something waits already.
    await pool.changes(HOURS, FREE, DOGS, RULES)
    assert len(pool.news) == 1
    await again()
    stale = await moderator.click(last(pool.log), label=TAKE_OVER)
    [said] = stale.followups
    assert said.content.startswith("The page has changed again since this was shown.")
    assert said.ephemeral
    assert PRICE in pool.text(article)
    assert fields_of(embed_of(last(pool.log)))["Neue Sätze: 1"] == f"- {FREE}"
    # Somebody has decided elsewhere; the buttons of the message are those from before.
    watching = Watching(pool.library)
    found = watching.decisions.proposal(article)
    assert found is not None
    watching.decisions.keep(article, found[1])
    late = await second.click(last(pool.log), label=KEEP)
    assert late.followups[0].content == (
        "Nothing waits here any more: it is decided, or the page took its change back."
    )
    assert last(pool.log).components == []
    assert PRICE in pool.text(article)
    assert env.errors == []


async def test_who_is_no_moderator_any_more_decides_nothing(
    env: simcord.Env, pool: Pool, moderator: MemberActor
) -> None:
    article = pool.begin()
    await pool.changes()
    take_role(env, moderator)
    refused = await moderator.click(last(pool.log), label=TAKE_OVER)
    assert told(refused).startswith("That is for this server's moderators")
    assert PRICE in pool.text(article)


async def test_what_somebody_changed_meanwhile_is_compared_anew_and_not_overwritten(
    library: Library, pool: Pool, moderator: MemberActor, again: Again
) -> None:
    article = pool.begin()
    await pool.changes()
    shown = last(pool.log)
    own = Draft(f"{HOURS} {DOGS}", "Unser Bad", "de", url=f"{pool.site.url}/bad")
    library.replace(article, own, ADA)
    await again()
    first = await moderator.click(shown, label=TAKE_OVER)
    assert first.followups[0].content.startswith(
        "operator:ada has changed this source since your preview. Nothing was overwritten"
    )
    assert pool.text(article) == own.text
    [anew] = [message for message in pool.log.history() if message.id == shown.id]
    assert fields_of(embed_of(anew))["Neue Sätze: 2"] == f"- {CHEAPER}\n- {RULES}"
    await moderator.click(anew, label=TAKE_OVER)
    assert CHEAPER in pool.text(article)
    # What people said of the article stays; the page says the same of itself as before.
    assert library.corpus.article(article).title == "Unser Bad"


@pytest.mark.parametrize("fate", ["purged", "removed", "unwatched"])
async def test_of_an_article_that_is_gone_nothing_is_decided(
    library: Library, pool: Pool, moderator: MemberActor, fate: str
) -> None:
    article = pool.begin()
    await pool.changes()
    shown = last(pool.log)
    if fate == "purged":
        library.purge(article, ADA)
    elif fate == "removed":
        library.remove(article, ADA)
    else:
        Watching(library).unwatch(article)
    done = await moderator.click(shown, label=TAKE_OVER)
    said = {
        "purged": "This page isn't watched (any more). Nothing was changed.",
        "removed": "“Freibad” is removed already. **/source restore** brings it back.",
        "unwatched": "This page isn't watched (any more). Nothing was changed.",
    }
    assert [each.content for each in done.followups] == [said[fate]]
    [message] = [message for message in pool.log.history() if message.id == shown.id]
    assert message.components == []


async def test_a_change_of_a_source_for_some_is_shown_to_the_moderator_alone_who_looks(
    library: Library,
    pool: Pool,
    alice: MemberActor,
    moderator: MemberActor,
    again: Again,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = pool.begin()
    library.move(article, Scope(f"{pool.scope}/r77"), ADA)
    with monkeypatch.context() as context:
        # Nothing is compared that isn't shown.
        context.delattr(Review, "inspect")
        await pool.changes()
    [message] = pool.news
    assert message.content.startswith("👁️ Die Seite von **nicht für alle** hat sich geändert.")
    assert "Freibad" not in message.content
    assert message.embeds == []
    refused = await alice.click(message, label="Änderung der Seite")
    assert told(refused).startswith("That is for this server's moderators")
    await again()
    shown = await moderator.click(message, label="Änderung der Seite")
    assert shown.response is not None
    assert shown.response.ephemeral
    assert fields_of(embed_of(shown.response))["New sentences: 1"] == f"- {CHEAPER}"
    await moderator.click(shown.response, label="Take over")
    assert CHEAPER in pool.text(article)
