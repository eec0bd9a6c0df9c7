"""Ids of buttons, menus and forms: what they say is understood for ever, by whom it may be."""

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import ui
from hypothesis import given
from hypothesis import strategies as st
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

import bot as package
from bot.audience import Audience
from bot.client.client import Belegbot
from bot.interactions.access import NOTHING
from bot.interactions.actions import ACTIONS, ID, ID_LIMIT, Key, action, id_of
from bot.interactions.buttons import Persistent
from bot.interactions.checks import Right
from bot.interactions.errors import IdUnknownError
from bot.interactions.seen import Target
from bot.running.cogs import COGS
from bot.sources.browse import QUERY_LIMIT, key_of
from bot.sources.draft.present import TOGETHER
from bot.sources.listing import SORTS, ListingQuery
from index.corpus.changelog import ID_ALPHABET, ID_LENGTH
from tests.bot.shown import last

assert COGS, "Every action is registered once they are imported."

ANSWER = 1456074443980800015
PREVIEW = "Zq3-_x7Kd0aB"

POSTED: dict[str, object] = {
    f"bb:context:{ANSWER}:0": Key(ANSWER),
    f"bb:more:{ANSWER}:0": Key(ANSWER),
    f"bb:up:{ANSWER}:0": Key(ANSWER),
    f"bb:down:{ANSWER}:0": Key(ANSWER),
    f"bb:request:{ANSWER}:0": Key(ANSWER),
    f"bb:follow:{ANSWER}:0": Key(ANSWER),
    f"bb:context-page:{ANSWER}:3": Key(ANSWER, 3),
    f"bb:more-page:{ANSWER}:3": Key(ANSWER, 3),
    f"bb:question:{ANSWER}:0": Key(ANSWER),
    "bb:question:0:0": Key(),
    f"bb:reason:{ANSWER}:0": Key(ANSWER),
    f"bb:not-meant:{ANSWER}:0": Key(ANSWER),
    "bb:sources:0:1": 1,
    "bk:feedback:0:1": 1,
    "bk:pins:0:1": 1,
    "bm:unpin:0:0": Key(),
    f"bf:pin:{ANSWER}:0": Key(ANSWER),
    "bf:unpin:8:0": Key(8),
    "bk:list:9:2:mühle: nord": ListingQuery("mühle: nord", "cited", removed=True, page=2),
    "bm:open:0:0:": Key(),
    "bm:sort:9:0:mühle: nord": ListingQuery("mühle: nord", "cited", removed=True),
    "bm:sort:0:0:": ListingQuery(),
    "bk:show:7:2:": Key(7, 2),
    "bk:history-of:7:0:": Key(7),
    "bk:restore:7:0:": Key(7),
    "bk:remove:7:0:": Key(7),
    "bk:undo:8:0:": Key(8),
    "bk:history:0:1:": Key(0, 1),
    "bk:history:7:1:": Key(7, 1),
    "bk:history-file:0:0:": Key(),
    "bk:history-file:7:0:": Key(7),
    "bk:requests:0:1:": 1,
    f"bk:add-for:{ANSWER}:0:": Key(ANSWER),
    "bf:remove:7:0:": Key(7),
    "bf:undo:8:0:": Key(8),
    "bw:show:7:0": Key(7),
    "bw:take:7:0:52d55a1e1a7305e3": Key(7, 0, "52d55a1e1a7305e3"),
    "bw:keep:7:0:52d55a1e1a7305e3": Key(7, 0, "52d55a1e1a7305e3"),
    "bw:site-add:3:0:52d55a1e1a7305e3": Key(3, 0, "52d55a1e1a7305e3"),
    "bw:site-no:3:0:52d55a1e1a7305e3": Key(3, 0, "52d55a1e1a7305e3"),
    f"bs:site:{PREVIEW}": PREVIEW,
    f"bs:site-off:{PREVIEW}": PREVIEW,
    f"bm:page:{PREVIEW}": PREVIEW,
    f"bs:add:{PREVIEW}": PREVIEW,
    f"bs:edit:{PREVIEW}": PREVIEW,
    f"bs:terms:{PREVIEW}": PREVIEW,
    f"bs:cancel:{PREVIEW}": PREVIEW,
    f"bs:all:{PREVIEW}.0123456789ab": [PREVIEW, "0123456789ab"],
    "bs:form-add:0": "",
    "bs:form-add:r5.c7": "r5.c7",
    f"bs:form-details:{PREVIEW}": PREVIEW,
    f"bs:form-terms:{PREVIEW}": PREVIEW,
    "bs:form-edit:k7m2q9xz:7": Target("k7m2q9xz", 7),
    "bs:form-replace:k7m2q9xz:7": Target("k7m2q9xz", 7),
    "bh:channel:0:0": Key(),
    f"bh:form:{ANSWER}:0": Key(ANSWER),
    f"bh:pause:{ANSWER}:0": Key(ANSWER),
    **dict.fromkeys(("bp:export:0", "bp:erase:0", "bp:erase-sure:0", "bp:keep:0")),
}
"""Literally as they were put on messages and forms before the first release, and what they say."""


UNREADABLE = (
    *("", "7", "7:", ":0", "x:0", "7:x", "-7:0", "7:-1", "+7:0", " 7:0", "7 :0", "1_000:0"),
    *("7.0:0", f"{2**63}:0", f"{10**40}:0", f"7:{10**9}"),
    *("٧:0", "７:0", "7:²", "\x007:0", "7:0\n8"),
)
"""No rests of ids, though Python would take some of them for numbers."""


@pytest.mark.parametrize("custom_id", POSTED)
def test_an_id_that_was_posted_once_is_still_understood(custom_id: str) -> None:
    parts = ID.fullmatch(custom_id)
    assert parts is not None
    assert ACTIONS[parts["name"]].about.read(parts["rest"]) == POSTED[custom_id]


def test_every_action_has_an_id_that_was_posted() -> None:
    assert {":".join(custom_id.split(":")[:2]) for custom_id in POSTED} == set(ACTIONS)


def test_what_is_below_an_answer_or_about_oneself_is_for_everyone_all_else_for_moderators() -> None:
    for name, registered in ACTIONS.items():
        everyones = name.startswith(("bb:", "bp:"))
        expected = Right.EVERYONE if everyones else Right.MODERATORS
        assert registered.right is expected, name


numbers = st.integers(0, 2**63 - 1)
pages = st.integers(0, 10**6)
previews = st.text("abcXYZ019-_", min_size=12, max_size=12)
articles = st.text(ID_ALPHABET, min_size=ID_LENGTH, max_size=ID_LENGTH)
targets = st.builds(Target, articles, numbers)
lists = st.builds(
    ListingQuery, st.text(max_size=QUERY_LIMIT), st.sampled_from(SORTS), st.booleans(), pages
)
ids = st.frozensets(st.integers(1, 2**63 - 1), max_size=2)
parts = st.builds(Audience, ids, ids).map(lambda audience: audience.part).filter(bool)
KEYS: dict[str, st.SearchStrategy[Any]] = {
    "bk:list": lists,
    "bm:sort": lists,
    **dict.fromkeys(("bk:requests", "bk:feedback", "bk:pins", "bb:sources"), pages),
    **dict.fromkeys(("bs:add", "bs:edit", "bs:cancel", "bs:form-details"), previews),
    **dict.fromkeys(("bs:terms", "bs:form-terms"), previews),
    **dict.fromkeys(("bs:site", "bs:site-off", "bm:page"), previews),
    "bs:all": st.lists(previews, min_size=2, max_size=TOGETHER),
    **dict.fromkeys(("bp:export", "bp:erase", "bp:erase-sure", "bp:keep"), st.none()),
    "bs:form-add": parts,
    **dict.fromkeys(("bs:form-edit", "bs:form-replace"), targets),
}


def written(key: object) -> object:
    """What whoever makes an id puts into it."""
    match key:
        case None:
            return 0
        case ListingQuery():
            return key_of(key)
        case int():
            return Key(0, key)
        case list():
            return ".".join(key)
    return key


@given(st.data())
@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_id_is_one_that_discord_takes_and_says_what_went_into_it(
    name: str, data: st.DataObject
) -> None:
    key = data.draw(KEYS.get(name, st.builds(Key, numbers, pages)))
    custom_id = id_of(name, written(key))
    assert len(custom_id) <= ID_LIMIT == 100
    parts = ID.fullmatch(custom_id)
    assert parts is not None
    assert parts["name"] == name
    assert ACTIONS[name].about.read(parts["rest"]) == key


def test_the_words_of_a_search_fit_into_an_id() -> None:
    assert QUERY_LIMIT == 60


@pytest.mark.parametrize("name", ["bk:list", "list", "bk:Liste"])
def test_what_discord_would_not_take_or_nobody_understand_is_no_id(name: str) -> None:
    with pytest.raises(ValueError, match="can't be an id"):
        id_of(name, "x" * 93)


def test_of_two_actions_with_one_name_the_second_is_refused() -> None:
    with pytest.raises(ValueError, match="Two actions are called “bk:list”"):
        action("bk:list", Right.EVERYONE, NOTHING)(ACTIONS["bk:list"].work)


@pytest.mark.parametrize("word", ["DynamicItem", "on_interaction", "modal_submit"])
def test_what_isnt_a_command_comes_in_through_one_door(word: str) -> None:
    bot = Path(package.__file__).parent
    where = {
        path.relative_to(bot).parts[0]
        for path in bot.rglob("*.py")
        if word in path.read_text(encoding="utf-8")
    }
    assert where == {"interactions"}


@pytest.mark.parametrize("rest", UNREADABLE)
def test_what_nobody_wrote_is_not_read(rest: str) -> None:
    with pytest.raises(IdUnknownError):
        Key.of(rest)


DOORS = {
    # What looks up an answer, a preview or an open question by its id; an article, a change.
    "interactions/access.py": (
        *("answers.get", "answers.shown_by", "previews.get", "unanswered.question"),
        *("corpus.article,", "history.undoing", "catalogue.titles"),
    ),
    # A watched page by its article.
    "interactions/watches.py": ("watching.of,", "decisions.proposal"),
    # The article of a preview, of an answer or of a fixed one that was found already; lists of all
    # that a server has, for its moderators or, as far as it can be asked, for everybody.
    "sources/draft/decide.py": ("corpus.article,",),
    "sources/pins.py": ("corpus.article,", "catalogue.titles"),
    "insights/feedback.py": ("catalogue.titles",),
    "asking/sources.py": ("corpus.article,",),
    # The page of an article that was found; what becomes of all pages; those to choose from.
    "sources/browse.py": ("watching.of,",),
    "sources/web/news.py": ("decisions.proposal",),
    "sources/web/options.py": ("catalogue.titles",),
    # Whether a message that comes a second time was answered.
    "asking/ways.py": ("answers.get",),
    # Whether a silence is still one, once a model has completed what was asked.
    "asking/delivery.py": ("answers.get",),
    # Whether the answer that was just given is still there, once a model has written it anew.
    "asking/written.py": ("answers.get",),
    # Who asks in a thread that began with an answer of theirs.
    "desk/desk.py": ("answers.shown_by",),
}


def test_what_is_somebodys_is_looked_up_by_its_id_at_one_door() -> None:
    bot = Path(package.__file__).parent
    words = {word for found in DOORS.values() for word in found}
    texts = {
        path.relative_to(bot).as_posix(): path.read_text(encoding="utf-8")
        for folder in ("asking", "desk", "insights", "interactions", "notices", "server", "sources")
        for path in (bot / folder).rglob("*.py")
    }
    assert {
        name: {word for word in words if word in text}
        for name, text in texts.items()
        if any(word in text for word in words)
    } == {name: set(found) for name, found in DOORS.items()}


async def test_a_button_that_nothing_is_registered_for_says_so_privately(
    env: simcord.Env, bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    view = ui.View(timeout=None)
    view.add_item(Persistent(ui.Button(custom_id="bk:of-another-version:0:0", label="?")))
    target = bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    await target.send("An old message", view=view)
    result = await alice.click(last(channel), label="?")
    assert result.ephemeral
    assert result.response is not None
    assert result.response.content.startswith("I don't know this button or form.")
    assert not env.errors


async def test_a_form_that_is_not_ours_is_left_alone(
    bot: Belegbot, channel: ChannelHandle, alice: MemberActor
) -> None:
    @bot.tree.command(name="elsewhere", description="Opens a form of its own")
    async def elsewhere(interaction: discord.Interaction) -> None:
        form = ui.Modal(title="Elsewhere", custom_id="elsewhere:1")
        form.add_item(ui.Label(text="Word", component=ui.TextInput(custom_id="word")))
        await interaction.response.send_modal(form)

    await bot.tree.sync()
    form = await alice.slash(channel, "elsewhere")
    sent = await alice.submit_modal(form, {"word": "x"})
    assert sent.response is None
    assert sent.followups == []
