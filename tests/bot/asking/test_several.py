"""Several questions in one message, as Discord shows them."""

from collections.abc import Awaitable, Callable

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.asking.render import DESCRIPTION_LIMIT, answer_embed, answer_messages
from bot.markdown import width
from bot.memory.memory import Memory
from index.corpus.changelog import Author
from index.library import Library
from index.models import Draft
from index.scopes import SHARED, Scope
from tests.bot.asking.test_ask import QUESTION, UNANSWERED
from tests.bot.asking.test_buttons import click, labels, posted, rows
from tests.bot.shown import embed_of, guild_of

Again = Callable[[], Awaitable[None]]

ADA = Author("ada")
OPENS, COSTS = "Wann öffnet das Freibad?", "Und was kostet der Eintritt?"
POOL = Draft("Das Freibad öffnet am 10. Mai.\n\nDer Eintritt kostet 4,50 Euro.", "Freibad", "de")
LONG = "sehr lang " * 2000


@pytest.fixture(autouse=True)
def _pool(library: Library, channel: ChannelHandle) -> None:
    library.add(POOL, ADA, Scope.of(guild_of(channel).id))


async def test_each_question_is_answered_below_itself(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=f"Hallo! {OPENS} {UNANSWERED} {COSTS}")

    embed = embed_of(result.response)
    assert embed.title == f"Hallo! {OPENS} {UNANSWERED} {COSTS}"
    assert (embed.description or "").split("\n") == [
        f"**1. {OPENS}**",
        "**am 10. Mai**",
        "",
        "> Das Freibad öffnet **am 10. Mai**.",
        r"-# **\[1\]** Freibad · Absatz 1, Satz 1",
        "",
        f"**2. {UNANSWERED}**",
        "**Die Quellen sagen dazu nichts.**",
        "",
        f"**3. {COSTS}**",
        "**4,50 Euro**",
        "",
        "> Der Eintritt kostet **4,50 Euro**.",
        r"-# **\[2\]** Freibad · Absatz 2, Satz 1",
    ]
    assert embed.footer.text == "Sehr sicher · wörtlich zitiert"
    assert rows(result.response) == [
        ["Kontext", "Nachfragen", "👍", "👎"],
        ["Quelle wünschen", "Weitere Stellen"],
    ]


async def test_half_of_a_sentence_is_shown_as_a_question_of_its_own(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    asked = "Wann öffnet das Freibad und was kostet der Eintritt?"
    result = await alice.slash(channel, "ask", question=asked)

    lines = (embed_of(result.response).description or "").split("\n")
    assert [line for line in lines if line.startswith(("**1. ", "**2. "))] == [
        "**1. Wann öffnet das Freibad?**",
        "**2. Was kostet der Eintritt?**",
    ]


async def test_the_buttons_know_all_of_it_after_a_restart(
    library: Library, channel: ChannelHandle, alice: MemberActor, again: Again
) -> None:
    result = await alice.slash(channel, "ask", question=f"{OPENS} {COSTS}")
    await again()

    context = embed_of((await click(alice, result, "context")).response)
    assert "**Das Freibad öffnet am 10. Mai.**" in (context.description or "")
    assert context.footer.text == "1 of 2"
    more = embed_of((await click(alice, result, "more")).response)
    assert more.title == f"{OPENS} {COSTS}"
    assert "10. Mai" not in (more.description or "")
    kept = posted(library, result.response)
    assert [quote.number for quote in kept.quotes] == [1, 2]
    assert (kept.turn.own, kept.turn.cited) == (COSTS, ("Der Eintritt kostet 4,50 Euro.",))


async def test_a_source_can_be_requested_for_the_one_that_has_no_answer(
    library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=f"{OPENS} Wo steht der Wasserturm?")
    await click(alice, result, "request")

    asker, visible = library.asker, Scope.of(guild_of(channel).id).visible
    [request] = Memory.of(library).requests.open()
    assert not asker.ask_again(request.posted.searched, visible).complete
    library.add(Draft("Der Wasserturm steht am Markt.", "Turm", "de"), ADA, SHARED)
    assert asker.ask_again(request.posted.searched, visible).complete


def test_long_answers_to_three_questions_fit_a_message(library: Library) -> None:
    for place in ("Nord", "Süd", "West"):
        text = f"Das Freibad {place} öffnet {LONG} am 10. Mai."
        library.add(Draft(text, f"Freibad {place}", "de"), ADA, SHARED)
    asked = "Wann öffnet das Freibad Nord? Und das Freibad Süd? Und das Freibad West? Und wo?"
    answer = library.ask(asked)

    description = answer_embed(answer, "de").description or ""
    assert len(answer.parts) == 3
    assert width(description) <= DESCRIPTION_LIMIT
    assert [line for line in description.split("\n") if line.startswith("**")] == [
        "**1. Wann öffnet das Freibad Nord?**",
        "**Die Quellen sagen dazu nichts.**",
        "**2. Und das Freibad Süd?**",
        "**3. Und das Freibad West?**",
    ]
    assert description.endswith(
        "-# 1 weitere Frage wurde nicht beantwortet: Stelle sie noch einmal für sich."
    )
    assert all(width(text) <= 2000 for text in answer_messages(answer, "de"))


def test_what_is_shown_already_is_named_by_its_number(library: Library) -> None:
    library.add(POOL, ADA, SHARED)
    answer = library.ask(f"{OPENS} An welchem Tag im Mai öffnet das Freibad?")

    description = answer_embed(answer, "en").description or ""
    assert description.count("Das Freibad öffnet **am") == 1
    assert description.endswith(r"-# See \[1\].")


async def test_a_single_question_is_kept_as_it_always_was(
    library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    result = await alice.slash(channel, "ask", question=QUESTION)

    kept = posted(library, result.response)
    assert kept.searched == kept.turn.question == kept.turn.own == QUESTION


async def test_where_nothing_answers_the_nearest_stand_below_all_of_them(
    library: Library, channel: ChannelHandle, alice: MemberActor
) -> None:
    # Without sources of the server's own the example is asked.
    for summary in library.catalogue.articles(Scope.of(guild_of(channel).id)):
        library.remove(summary.id, ADA)
    asked = "Wie teuer war die Hochzeit in Bagdad? Wie alt war die Braut in Bagdad?"
    result = await alice.slash(channel, "ask", question=asked)

    description = embed_of(result.response).description or ""
    assert description.count("**Die Quellen sagen dazu nichts.**") == 2
    nearest = description.partition("\n\nDas passt am ehesten, ist aber keine Antwort:\n\n")[2]
    blocks = nearest.split("\n\n")
    assert [block[: len("> Am 24. Januar")] for block in blocks] == [
        "> Die US-Regier",
        "> Am 24. Januar",
        "> Als Ausbildun",
    ]
    # Nothing else is near.
    assert labels(result.response) == ["Quelle wünschen", "Nachfragen", "👍", "👎"]
