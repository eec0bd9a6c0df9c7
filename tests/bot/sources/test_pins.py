"""Fixed answers in Discord: set from an answer, given first, listed, taken back, withdrawn."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from tests.bot.asking.test_ask import UNANSWERED, Speak
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import noticed
from tests.bot.shown import foot_of, guild_of, last, text_of
from tests.bot.sources.sourcing import description, entered, fields, preview_in, told

ADA = Author("operator:ada")
TEXT = "Das Bad öffnet um 9 Uhr. Der Eintritt kostet 4 Euro."
OPENS = "Wann öffnet das Bad?"
MENU = "Set as fixed answer"


@pytest.fixture
def bath(library: Library, channel: ChannelHandle) -> str:
    """The id of a server's article."""
    return library.add(Draft(TEXT, "Bad", "de"), ADA, Scope.of(guild_of(channel).id)).article_id


async def fix(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor, moderator: MemberActor, asked: str
) -> str:
    """Let somebody ask when the bath opens, and fix the answer to what is `asked`."""
    await alice.send(channel, f"{bot.me.mention} {OPENS}")
    form = await moderator.context_menu(channel, MENU, last(channel))
    assert entered(form)["question"] == OPENS
    done = await moderator.submit_modal(form, {"question": asked, "why": "oft gefragt"})
    return told(done)


@pytest.mark.parametrize(
    ("language", "done", "foot"),
    [
        (
            "de",
            "📌 Ab jetzt ist der Auszug aus **Bad** die feste Antwort auf diese Frage.",
            "Feste Antwort · wörtlich zitiert",
        ),
        (
            "en-US",
            "📌 From now on, this question gets the excerpt from **Bad** as its fixed answer.",
            "Feste Antwort · wörtlich zitiert",
        ),
    ],
)
async def test_an_answer_is_fixed_to_a_question_and_given_to_whoever_asks_it(
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
    again: Again,
    speak: Speak,
    language: str,
    done: str,
    foot: str,
) -> None:
    speak(language)
    asked = "Ab wann darf ich ins Wasser?"
    assert await fix(bot, channel, alice, moderator, asked) == done
    await again()
    await alice.send(channel, f"{bot.me.mention} ab wann darf ich ins Wasser")
    assert text_of(last(channel)).split("\n")[2].startswith("> Das Bad öffnet **um 9 Uhr**.")
    assert foot_of(last(channel)) == foot
    change = library.corpus.changes()[-1]
    assert (change.operation, change.article_id, change.why) == ("pin", bath, "oft gefragt")
    assert change.who == f"discord:{moderator.id}"


async def test_a_fixed_answer_is_withdrawn_with_its_sentence_and_back_when_that_is_undone(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
) -> None:
    await fix(bot, channel, alice, moderator, UNANSWERED)
    await alice.slash(channel, "ask", question=UNANSWERED)
    assert foot_of(last(channel)) == "Feste Antwort · wörtlich zitiert"
    changed = Draft("Das Bad öffnet um 10 Uhr.", "Bad", "de")
    change = library.replace(bath, changed, ADA)
    await noticed(env)
    # What was posted is struck, and no longer a fixed answer.
    assert text_of(last(channel)).startswith("> ~~**Das Bad öffnet um 9 Uhr.** Der Eintritt")
    assert last(channel).embeds[0].footer.text is None
    listed = await moderator.slash(channel, "source pins")
    assert "⚠️ doesn't count: the source says something else by now" in description(listed)
    library.undo(change.revision, ADA)
    await noticed(env)
    assert foot_of(last(channel)) == "Feste Antwort · wörtlich zitiert"
    listed = await moderator.slash(channel, "source pins")
    assert description(listed) == (f"📌 **{UNANSWERED}**\n> Das Bad öffnet um 9 Uhr.\n-# **Bad**")


async def test_it_is_taken_back_from_the_list_and_that_is_undone(
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
    again: Again,
) -> None:
    await fix(bot, channel, alice, moderator, UNANSWERED)
    assert library.corpus.changes()[-1].article_id == bath
    listed = await moderator.slash(channel, "source pins")
    await again()
    assert listed.response is not None
    form = await moderator.select(listed.response, ["3"], custom_id="bm:unpin:0:0")
    done = await moderator.submit_modal(form, {"why": "veraltet"})
    assert listed.response.content == "✅ The fixed answer from **Bad** is taken back."
    assert done.response is not None
    await alice.slash(channel, "ask", question=UNANSWERED)
    assert text_of(last(channel)).startswith("**Die Quellen sagen dazu nichts.**")
    undo = await moderator.slash(channel, "source undo")
    assert undo.response is not None
    assert undo.response.content.endswith("Then the fixed answer from **Bad** counts again.")
    button = undo.response.components[0]["components"][0]["custom_id"]
    form = await moderator.click(undo.response, custom_id=button)
    await moderator.submit_modal(form, {"why": "doch"})
    await alice.slash(channel, "ask", question=UNANSWERED)
    assert foot_of(last(channel)) == "Feste Antwort · wörtlich zitiert"
    assert [change.operation for change in library.corpus.changes()[2:]] == ["pin", "unpin", "pin"]


async def test_what_cannot_be_fixed_is_said_in_one_line(
    env: simcord.Env,
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
) -> None:
    shown = await alice.send(channel, "Nur so.")
    refused = await moderator.context_menu(channel, MENU, shown)
    assert told(refused).startswith("That is no answer of mine with an excerpt")
    library.add(Draft("Der Turm ist 40 Meter hoch.", "Turm", "de"), ADA)
    await alice.send(channel, f"{bot.me.mention} Wie hoch ist der Turm?")
    form = await moderator.context_menu(channel, MENU, last(channel))
    shared = await moderator.submit_modal(form, entered(form))
    assert "is shared by all servers" in told(shared)
    await alice.send(channel, f"{bot.me.mention} {OPENS}")
    form = await moderator.context_menu(channel, MENU, last(channel))
    library.replace(bath, Draft("Das Bad öffnet um 10 Uhr.", "Bad", "de"), ADA)
    gone = await moderator.submit_modal(form, entered(form))
    assert told(gone).startswith("This source was corrected or removed since the answer.")
    operations = [change.operation for change in library.corpus.changes()]
    assert operations == ["add", "add", "add", "replace"]
    assert env.errors


@pytest.mark.parametrize("language", ["de", "en-US"])
async def test_the_same_fixed_answer_is_set_once(
    bot: Belegbot,
    library: Library,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
    speak: Speak,
    language: str,
) -> None:
    speak(language)
    await fix(bot, channel, alice, moderator, UNANSWERED)
    changes = library.corpus.changes(article_id=bath)
    again = await fix(bot, channel, alice, moderator, UNANSWERED.upper())
    said = "Das ist schon die feste Antwort auf diese Frage. Nichts wurde geändert."
    if language != "de":
        said = "This is that question's fixed answer already. Nothing was changed."
    assert again == said
    assert library.corpus.changes(article_id=bath) == changes


@pytest.mark.parametrize("language", ["de", "en-US"])
async def test_who_replaces_a_source_sees_which_fixed_answers_would_no_longer_count(
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
    speak: Speak,
    language: str,
) -> None:
    await fix(bot, channel, alice, moderator, UNANSWERED)
    speak(language)
    heading = "📌 Feste Antworten, die dann nicht mehr zählen: 1"
    if language != "de":
        heading = "📌 Fixed answers that then no longer count: 1"

    async def pinned(text: str) -> str | None:
        file = ("bad.txt", text.encode())
        shown = await moderator.slash(channel, "source replace", source=bath, file=file)
        return fields(preview_in(shown)).get(heading)

    assert await pinned("Das Bad öffnet um 10 Uhr. Der Eintritt kostet 4 Euro.") == (
        f"- {UNANSWERED}"
    )
    assert await pinned("Das Bad öffnet um 9 Uhr. Der Eintritt kostet 5 Euro.") is None


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "📌 Feste Antworten, die dann nicht mehr zählen: 1"),
        ("en-US", "📌 Fixed answers that then no longer count: 1"),
    ],
)
async def test_who_removes_a_source_sees_which_fixed_answers_would_no_longer_count(
    bot: Belegbot,
    channel: ChannelHandle,
    alice: MemberActor,
    moderator: MemberActor,
    bath: str,
    speak: Speak,
    language: str,
    heading: str,
) -> None:
    await fix(bot, channel, alice, moderator, UNANSWERED)
    speak(language)
    asked = await moderator.slash(channel, "source remove", source=bath)
    assert asked.response is not None
    assert asked.response.content.split("\n")[-2:] == [heading, f"- {UNANSWERED}"]
