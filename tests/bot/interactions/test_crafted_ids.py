"""Hundreds of ids that nobody was given: none gives anything away, none does anything."""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.client.client import Belegbot
from bot.failures import Recipient, explain
from bot.interactions import access
from bot.interactions.actions import ACTIONS, LARGEST, About, perform
from bot.interactions.checks import Right
from bot.interactions.errors import (
    AnswerForgottenError,
    ChannelUnknownError,
    IdUnknownError,
    NotModeratorError,
    PageNotWatchedError,
    SourceGoneError,
    SourceSharedError,
)
from bot.interactions.watches import A_PAGES_CHANGE, A_SITES_PAGES
from bot.memory.errors import PreviewGoneError
from index.corpus.errors import ChangeNotUndoableError, PinUnknownError
from index.errors import BelegbotError
from index.i18n import N_
from index.library import Library
from tests.bot.interactions.crafting import (
    OFFERED,
    SECRETS,
    SHOWN,
    World,
    craft,
    heard,
    kept,
    world,
)

ENTERED = {
    "question": "Und warum?",
    "about": "Turm",
    "reason": "falsch",
    "why": "darum",
    "title": "Neuer Titel",
    "text": "Ein ganz neuer Text steht hier.",
}
NEVER = 424242
"""The number of no answer and no change."""
KEYS = ("", "7", "x:0", "-7:0", "+7:0", "٧:0", "７:0", "7:-1", f"7:{10**9}", f"{2**63}:0", "7:0\n8")
TARGETS = (
    *("", "7", ":7", "k7m2q9xz:", "k7m2q9xz:x"),
    *("k7m2q9xz:-1", "k7m2q9xz:٧", f"k7m2q9xz:{2**63}"),
)
PREVIEWS = ("", "x y", "ü", "\ud800", "../../x", "x" * 90)
CHOSEN = (None, (), ("7", "8"), ("x",), ("-7",), ("٧",), (f"{2**63}",))
UNKNOWN = ("bb:nothing:1:0", "bz:add:1", "bk:history-off:7:0", "bs:add-all:x", "bf:purge:7:0")


@dataclass(frozen=True, slots=True)
class Sent:
    """An id's rest, what was chosen in its menu, and what whoever sends it is told."""

    rest: str
    told: BelegbotError
    chosen: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An id, who sends it and how, and what they are told."""

    custom_id: str
    told: BelegbotError
    who: str = "moderator"
    chosen: tuple[str, ...] | None = None
    form: bool = False


def answers(w: World) -> Iterator[Sent]:
    for number in (*(w.answers[name] for name in w.answers if name != "own"), NEVER, LARGEST):
        yield Sent(f"{number}:0", AnswerForgottenError())
        yield Sent(f"{number}:999999:x", AnswerForgottenError())


def open_questions(w: World) -> Iterator[Sent]:
    yield from answers(w)
    # It is seen, but was answered.
    yield Sent(f"{w.answers['own']}:0", AnswerForgottenError())


def articles(w: World) -> Iterator[Sent]:
    for number in (w.revisions["away"], w.revisions["away, removed"], NEVER, LARGEST):
        yield Sent(f"{number}:0", SourceGoneError())
        yield Sent(f"{number}:999999:x", SourceGoneError())


def own_articles(w: World) -> Iterator[Sent]:
    yield from articles(w)
    yield Sent(f"{w.revisions['shared']}:0", SourceSharedError(title=w.shared_title))


def chosen_articles(w: World) -> Iterator[Sent]:
    for number in (w.revisions["away"], w.revisions["away, removed"], NEVER, LARGEST):
        yield Sent("0:0:", SourceGoneError(), (str(number),))
    for chosen in CHOSEN:
        yield Sent("0:0:", IdUnknownError(), chosen)


def targets(w: World) -> Iterator[Sent]:
    for name in ("away", "away, removed"):
        for seen in (w.revisions[name], 0, NEVER, LARGEST):
            article = w.articles[name]
            yield Sent(f"{article}:{seen}", SourceGoneError())
    yield Sent(f"{w.articles['shared']}:1", SourceSharedError(title=w.shared_title))
    for article in ("k7m2q9xz", "k7m2q9xz:7"):
        yield Sent(f"{article}:7", SourceGoneError())


def changes(w: World) -> Iterator[Sent]:
    there = [number for name, number in w.revisions.items() if name != "own"]
    for number in (*there, NEVER, LARGEST):
        reason = N_("there is no such change")
        yield Sent(f"{number}:0", ChangeNotUndoableError(revision=number, reason=reason))


def pins(w: World) -> Iterator[Sent]:
    for number in (*w.revisions.values(), NEVER, LARGEST):
        yield Sent(f"{number}:0", PinUnknownError())


def chosen_pins(w: World) -> Iterator[Sent]:
    for number in (*w.revisions.values(), NEVER, LARGEST):
        yield Sent("0:0:", PinUnknownError(), (str(number),))
    for chosen in CHOSEN:
        yield Sent("0:0:", IdUnknownError(), chosen)


def pages_changes(w: World) -> Iterator[Sent]:
    for number in (*w.revisions.values(), NEVER, LARGEST):
        yield Sent(f"{number}:0", PageNotWatchedError())
        yield Sent(f"{number}:0:{SHOWN[:16]}", PageNotWatchedError())


def sites_pages(_: World) -> Iterator[Sent]:
    # The first is another server's.
    for number in (1, NEVER, LARGEST):
        yield Sent(f"{number}:0", PageNotWatchedError())
        yield Sent(f"{number}:0:{OFFERED}", PageNotWatchedError())


def previews(w: World) -> Iterator[Sent]:
    for preview_id in (*w.previews.values(), "Zq3-_x7Kd0aB"):
        yield Sent(preview_id, PreviewGoneError())


def several_previews(w: World) -> Iterator[Sent]:
    yield from previews(w)
    yield Sent(".".join(w.previews.values()), PreviewGoneError())
    yield Sent("..".join(w.previews.values()), IdUnknownError())


def batches(w: World) -> Iterator[Sent]:
    for preview_id in (*w.previews.values(), "Zq3-_x7Kd0aB", "%", "_", "____________"):
        told = PreviewGoneError() if preview_id != "%" else IdUnknownError()
        yield Sent(preview_id.removesuffix("-000"), told)


def channels(_: World) -> Iterator[Sent]:
    for number in (NEVER, LARGEST):
        yield Sent(f"{number}:0", ChannelUnknownError())


def chosen_channels(_: World) -> Iterator[Sent]:
    for number in (NEVER, LARGEST):
        yield Sent("0:0", ChannelUnknownError(), (str(number),))
    for chosen in CHOSEN:
        yield Sent("0:0:", IdUnknownError(), chosen)


def chosen_numbers(_: World) -> Iterator[Sent]:
    for number in (NEVER, LARGEST):
        yield Sent(f"{number}:0", ChannelUnknownError(), ("60",))
    for chosen in CHOSEN:
        yield Sent("7:0", IdUnknownError(), chosen)


def chosen_previews(w: World) -> Iterator[Sent]:
    for preview_id in (*w.previews.values(), "Zq3-_x7Kd0aB"):
        yield Sent("Zq3-_x7Kd0aB", PreviewGoneError(), (preview_id,))
    for chosen in (None, (), ("7", "8"), ("x y",), ("\ud800",)):
        yield Sent("Zq3-_x7Kd0aB", IdUnknownError(), chosen)


CRAFTED: dict[About[Any], tuple[Callable[[World], Iterator[Sent]], Sequence[str]]] = {
    access.AN_ANSWER: (answers, KEYS),
    access.AN_ANSWER_IF_ANY: (answers, KEYS),
    access.AN_OPEN_QUESTION: (open_questions, KEYS),
    access.AN_ARTICLE: (articles, KEYS),
    access.ITS_OR_ALL_CHANGES: (articles, KEYS),
    access.AN_OWN_ARTICLE: (own_articles, KEYS),
    access.AN_ARTICLE_CHOSEN: (chosen_articles, KEYS),
    access.A_TARGET: (targets, TARGETS),
    access.A_CHANGE: (changes, KEYS),
    access.A_PIN: (pins, KEYS),
    access.A_PIN_CHOSEN: (chosen_pins, KEYS),
    A_PAGES_CHANGE: (pages_changes, KEYS),
    A_SITES_PAGES: (sites_pages, KEYS),
    access.A_PREVIEW: (previews, PREVIEWS),
    access.A_PREVIEW_CHOSEN: (chosen_previews, PREVIEWS),
    access.A_CHANNEL: (channels, KEYS),
    access.A_CHANNEL_CHOSEN: (chosen_channels, KEYS),
    access.A_CHANNEL_AND_NUMBER_CHOSEN: (chosen_numbers, KEYS),
    access.A_BATCH: (batches, PREVIEWS),
    access.PREVIEWS: (several_previews, PREVIEWS),
}
"""For whatever ids can be about: those that can be read, and those that can't."""

PAGES = {"bb:sources", "bk:list", "bm:sort", "bk:requests", "bk:feedback", "bk:pins"}
NOBODYS = {*PAGES, "bs:form-add", "bp:export", "bp:erase", "bp:erase-sure", "bp:keep"}
"""What names nothing that is somebody's: a list, its order and page, an empty form, who clicks."""


def table(w: World) -> Iterator[Row]:
    """Give a row for everything that each action's ids could be made to say."""
    for name, registered in ACTIONS.items():
        form, about = registered.form, registered.about
        readable, unreadable = CRAFTED.get(about, (None, KEYS))
        for sent in readable(w) if readable else ():
            yield Row(f"{name}:{sent.rest}", sent.told, chosen=sent.chosen, form=form)
        for rest in unreadable if about is not access.NOTHING else ():
            yield Row(f"{name}:{rest}", IdUnknownError(), chosen=("7",), form=form)
        # A button's id sent as a form's, and the other way round.
        yield Row(f"{name}:7:0", IdUnknownError(), form=not form)
        for who in ("member", "stranger", "direct"):
            if registered.right is Right.MODERATORS:
                yield Row(f"{name}:7:0", NotModeratorError(), who, ("7",), form)
            elif name not in NOBODYS:
                number = w.answers["direct" if who == "direct" else "private"]
                yield Row(f"{name}:{number}:0", AnswerForgottenError(), who, form=form)
        if registered.right is Right.EVERYONE and name not in NOBODYS:
            # Their own, but of another server's sources: they may have left it.
            for who, answer in (("direct asker", "private"), ("asker", "direct")):
                yield Row(f"{name}:{w.answers[answer]}:0", AnswerForgottenError(), who, form=form)
    for name in ("bk:list", "bm:sort"):
        # More words than a search has, so that no further id could hold them.
        yield Row(f"{name}:0:0:{'x' * 80}", IdUnknownError(), chosen=("title",))
    for custom_id in UNKNOWN:
        yield Row(custom_id, IdUnknownError())
        yield Row(custom_id, IdUnknownError(), form=True)


def test_whatever_is_registered_has_crafted_ids_or_names_nothing_that_is_somebodys() -> None:
    assert {name for name in ACTIONS if ACTIONS[name].about not in CRAFTED} == NOBODYS


async def test_no_crafted_id_gives_anything_away_or_does_anything(
    env: simcord.Env, bot: Belegbot, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    w = await world(env, bot, library)
    before, wrong = kept(library), []
    rows = list(table(w))
    for row in rows:
        person, channel = w.people[row.who]
        already = len(env.http_requests)
        interaction = craft(env, bot, person, channel, form=row.form, member=row.who != "stranger")
        entered = ENTERED if row.form else None
        await perform(interaction, row.custom_id, chosen=row.chosen, entered=entered)
        requests = env.http_requests[already:]
        audience = Recipient.MODERATOR if row.who == "moderator" else Recipient.MEMBER
        told = [explain(row.told, audience, "en")]
        sent = json.dumps([request.json for request in requests], ensure_ascii=False)
        leaked = [secret for secret in SECRETS if secret in sent]
        if (said := heard(requests)) != told or leaked or kept(library) != before:
            wrong.append((row.custom_id, row.who, said, leaked, kept(library) == before))
    assert wrong == []
    assert caplog.records == []
    assert len(rows) >= 300


async def test_whose_it_is_hears_the_secrets_which_the_others_must_not(
    env: simcord.Env, bot: Belegbot, library: Library
) -> None:
    w = await world(env, bot, library)
    open_question = f"bk:add-for:{w.answers['away, open']}:0"
    for who, custom_id, expected in (
        ("owner", f"bb:context:{w.answers['away, private']}:0", "Schatzkammer"),
        ("owner", f"bb:more:{w.answers['away, open']}:0", "Kellerasche"),
        ("owner", f"bk:show:{w.revisions['away']}:0", "Wilma"),
        ("owner", f"bk:history-of:{w.revisions['away, removed']}:0", "Mondfisch"),
        ("owner", f"bk:undo:{w.revisions['away']}:0", "bf:undo"),
        ("owner", f"bs:edit:{w.previews['away']}", "Kellerasche"),
        ("owner", open_question, "Kellerasche"),
        ("owner", f"bw:show:{w.revisions['away']}:0", "Salzstreuer"),
        ("owner", f"bw:take:{w.revisions['away']}:0:0", "Salzstreuer"),
        ("asker", f"bb:more:{w.answers['private']}:0", "Haselmaus"),
        ("asker", f"bb:follow:{w.answers['private, open']}:0", "bb:question"),
        ("hidden", f"bb:more:{w.answers['hidden']}:0", "Eisvogel"),
        ("direct asker", f"bb:more:{w.answers['direct']}:0", "Waldkauz"),
    ):
        person, channel = w.people[who]
        already = len(env.http_requests)
        await perform(craft(env, bot, person, channel), custom_id)
        sent = json.dumps([r.json for r in env.http_requests[already:]], ensure_ascii=False)
        assert expected in sent, custom_id


@pytest.mark.parametrize("custom_id", ["", "bb", "bk:list", "elsewhere:1", "bB:context:1:0"])
async def test_ids_of_others_are_left_alone(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor, custom_id: str
) -> None:
    await alice.send(channel, "A message")
    already = len(env.http_requests)
    await perform(craft(env, bot, alice, channel), custom_id)
    await perform(craft(env, bot, alice, channel, form=True), custom_id, entered=ENTERED)
    assert env.http_requests[already:] == []


async def test_beyond_the_last_page_is_the_last_page(
    env: simcord.Env, bot: Belegbot, library: Library
) -> None:
    w = await world(env, bot, library)
    before = kept(library)
    person, channel = w.people["moderator"]
    own, answer = w.revisions["own"], w.answers["own"]
    for name, number, chosen in (
        ("bb:context-page", answer, None),
        ("bb:more-page", answer, None),
        ("bk:list", 0, None),
        ("bk:list", LARGEST, None),
        ("bm:sort", 0, ("title",)),
        ("bm:sort", 0, ("nothing",)),
        ("bm:open", 0, (str(own),)),
        ("bk:show", own, None),
        ("bk:show", w.revisions["shared"], None),
        ("bk:history", own, None),
        ("bk:history", 0, None),
        ("bk:requests", 0, None),
    ):
        already = len(env.http_requests)
        custom_id = f"{name}:{number}:999999999:"
        await perform(craft(env, bot, person, channel), custom_id, chosen=chosen)
        requests = env.http_requests[already:]
        sent = json.dumps([request.json for request in requests], ensure_ascii=False)
        assert (heard(requests), [word for word in SECRETS if word in sent]) == (["embed"], [])
    assert kept(library) == before
