"""`/sources`: everybody may know what can be asked."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import Speak
from tests.bot.asking.test_buttons import Again, buttons
from tests.bot.shown import foot_of, guild_of, text_of

ADA = Author("operator:ada")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("de", ["**Diese Quellen kannst du hier fragen:**", "- Fest · 2. Juni 2026"]),
        ("en-US", ["**These sources can be asked here:**", "- Fest · June 2, 2026"]),
    ],
)
async def test_a_member_reads_the_servers_sources_newest_first_and_then_the_shared_ones(
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    speak: Speak,
    language: str,
    lines: list[str],
) -> None:
    speak(language)
    server = Scope.of(guild_of(channel).id)
    library.add(Draft("Das Bad ist zu.", "Bad", "de", url="https://example.org/bad"), ADA, server)
    library.add(Draft("Das Fest ist im Juli.", "Fest", "de", date="2026-06-02"), ADA, server)
    gone = library.add(Draft("Die Halle ist alt.", "Halle", "de"), ADA, server)
    library.remove(gone.article_id, ADA)
    library.add(Draft("Anderswo ist Markt.", "Markt", "de"), ADA, Scope("1234"))
    library.add(Draft("Für alle gilt das.", "Allen gemein", "de"), ADA)

    result = await alice.slash(channel, "sources")

    assert result.ephemeral
    shown = text_of(result.response).split("\n")
    # The example that comes with the program isn't asked here.
    assert shown == [*lines, "- [Bad](https://example.org/bad)", "- Allen gemein"]


async def test_many_sources_are_pages_that_anybody_turns(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    server = Scope.of(guild_of(channel).id)
    for number in range(11):
        draft = Draft(f"Die Nummer {number} ist da.", f"Nr. {number}", "de")
        library.add(draft, ADA, server)
    result = await alice.slash(channel, "sources")
    assert result.response is not None
    assert foot_of(result.response) == "Page 1 of 2"
    await again()
    following = str(buttons(result.response)[1]["custom_id"])
    await alice.click(result.response, custom_id=following)
    assert foot_of(result.response) == "Page 2 of 2"
    assert text_of(result.response).split("\n")[1] == "- Nr. 0"


async def test_in_direct_messages_only_the_shared_ones_are_listed(
    env: simcord.Env, library: Library
) -> None:
    library.add(Draft("Das Bad ist zu.", "Bad", "de"), ADA, Scope("1234"))
    bob = env.create_user("bob")
    shown = text_of((await bob.slash("sources")).response).split("\n")
    assert len(shown) == 2
