"""Answers that were given, once the last day of their sources is over."""

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.helping.decision import decide
from index.library import Library
from index.models import Draft
from index.scopes import Scope
from index.shelves import Afterwards
from tests.bot.asking.test_buttons import Again
from tests.bot.notices.test_notices import ADA, BRIDGE, note_of, noticed
from tests.bot.shown import embed_of, guild_of, last, plain_of
from tests.bot.sources.draft.test_terms import calendar, library  # noqa: F401 - fixtures
from tests.bot.sources.sourcing import told
from tests.index.test_shelves import Calendar

TEXT = "Die Brücke wurde 1900 gebaut."


def bridge(valid_until: str | None, afterwards: Afterwards) -> Draft:
    return Draft(TEXT, "Brücke", "de", valid_until=valid_until, afterwards=afterwards)


@pytest.mark.parametrize("afterwards", ["quote", "hide"])
async def test_an_answer_is_noted_as_expired_or_struck_once_its_sources_last_day_is_over(
    env: simcord.Env,
    library: Library,  # noqa: F811 - a fixture
    channel: ChannelHandle,
    alice: MemberActor,
    calendar: Calendar,  # noqa: F811 - a fixture
    again: Again,
    afterwards: Afterwards,
) -> None:
    server = Scope.of(guild_of(channel).id)
    article = library.add(bridge(None, "quote"), ADA, server).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    given = embed_of(channel.last_message)
    # An end changes nothing about what the answer says.
    library.replace(article, bridge("2026-06-30", afterwards), ADA)
    await noticed(env)
    assert embed_of(channel.last_message).to_dict() == given.to_dict()
    calendar.day = "2026-07-01"
    await again()
    await noticed(env)
    after = embed_of(channel.last_message)
    if afterwards == "quote":
        assert note_of(channel.last_message) == [
            r"Abgelaufen sind inzwischen: \[1\]. Frag noch einmal, um zu sehen, was jetzt gilt."
        ]
        assert after.description == given.description
    else:
        assert note_of(channel.last_message) == [
            r"Abgelaufen sind inzwischen: \[1\]. Was hier daraus steht, gilt nicht mehr."
        ]
        assert "~~**1900**~~" in str(after.description)
    assert after.footer.text is None
    # A later day takes the note back.
    library.replace(article, bridge("2026-12-31", afterwards), ADA)
    await noticed(env)
    assert note_of(channel.last_message) == []


@pytest.mark.parametrize("afterwards", ["quote", "hide"])
async def test_the_context_of_an_answer_from_before_its_sources_end_says_that_it_expired(
    library: Library,  # noqa: F811 - a fixture
    channel: ChannelHandle,
    alice: MemberActor,
    calendar: Calendar,  # noqa: F811 - a fixture
    again: Again,
    afterwards: Afterwards,
) -> None:
    article = library.add(bridge(None, "quote"), ADA, Scope.of(guild_of(channel).id)).article_id
    await alice.slash(channel, "ask", question=BRIDGE)
    answer = last(channel)
    library.replace(article, bridge("2026-06-30", afterwards), ADA)
    calendar.day = "2026-07-01"
    await again()
    shown = await alice.click(answer, label="Kontext")
    if afterwards == "quote":
        assert plain_of(shown.response).split("\n") == [
            "Brücke",
            "-# ⌛ Expired, was valid until June 30, 2026",
            "",
            "> Die Brücke wurde 1900 gebaut.",
        ]
    else:
        assert told(shown) == (
            "This source has expired since the answer and isn't asked any more. Please ask again; "
            "the new answer quotes what holds now."
        )


async def test_an_answer_is_noted_whose_source_is_said_to_have_expired_before_it_was_asked(
    env: simcord.Env,
    library: Library,  # noqa: F811 - a fixture
    channel: ChannelHandle,
    alice: MemberActor,
    calendar: Calendar,  # noqa: F811 - a fixture
) -> None:
    calendar.day = "2026-07-01"
    article = library.add(bridge(None, "quote"), ADA, Scope.of(guild_of(channel).id)).article_id
    await noticed(env)
    await alice.slash(channel, "ask", question=BRIDGE)
    library.replace(article, bridge("2025-06-30", "quote"), ADA)
    await noticed(env)
    assert note_of(channel.last_message) == [
        r"Abgelaufen sind inzwischen: \[1\]. Frag noch einmal, um zu sehen, was jetzt gilt."
    ]


def test_what_has_expired_answers_nobody_who_has_not_asked_the_bot(
    library: Library,  # noqa: F811 - a fixture
    calendar: Calendar,  # noqa: F811 - a fixture
) -> None:
    server = Scope("77")
    library.add(bridge("2026-06-30", "quote"), ADA, server)
    assert decide(library, BRIDGE, server) is not None
    calendar.day = "2026-07-01"
    assert library.ask(BRIDGE, server).expired
    assert decide(library, BRIDGE, server) is None
