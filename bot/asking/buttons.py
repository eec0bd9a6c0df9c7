"""The buttons below an answer. What they need is in their ids and the journal: they never expire.

An id is `bb:<action>:<answer>:<position>`. Whoever clicks gets texts in their own language; what
stays in the channel is in the answer's.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import ui

from bot.asking.render import context_embed, links, passages_embed
from bot.client.client import Belegbot
from bot.desk.question import Reply
from bot.errors import AnswerForgottenError, SourceChangedError
from bot.failures import report
from bot.i18n import TEXTS
from bot.interactions.persistent import Persistent
from bot.memory.answers import PostedAnswer
from bot.memory.opinions import Opinion
from index.i18n import N_, Language, language_of
from index.scopes import Scope

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Belegbot]

FOLLOW_UP = N_("Follow up")
CONTEXT = N_("Context")
MORE = N_("More passages")
REQUEST = N_("Request a source")
OPEN_SOURCE = N_("Source {number}")
THANKS = N_("Thank you. That was noted with the question and the answer.")
REQUESTED = N_(
    "Noted: this question is now on the moderators' list. I'll tell you once a source answers it."
)
REQUESTED_SHARED = N_(
    "Noted: this question is now on the operator's list. I'll tell you once a source answers it."
)
REQUESTED_ALREADY = N_("This is noted already. I'll tell you once a source answers it.")
QUESTION = N_("Your question")
ABOUT = N_("About this message")
REASON_TITLE = N_("What is wrong with it?")
REASON = N_("Reason (optional)")
REASON_EXAMPLE = N_("For example: outdated, beside the question, important part missing")

ID_FORMAT = "bb:{action}:{answer}:{at}"
LINKS = 3
"""With the thumbs that is all that a row may have; an abstention has none."""
PAGE_SIZE = 3
PAGES = 4
"""As many candidates as the search looks at."""
QUESTION_LIMIT = 1000
REASON_LIMIT = 1000


class AnswerButton(
    Persistent,
    ui.DynamicItem[ui.Button[ui.View]],
    template=r"bb:(?P<action>[a-z-]+):(?P<answer>\d+):(?P<at>\d+)",
):
    """A button of an answer, or of what another one opened."""

    def __init__(self, action: str, answer_id: int, at: int = 0, **look: Any) -> None:  # noqa: ANN401 - a button's
        custom_id = ID_FORMAT.format(action=action, answer=answer_id, at=at)
        super().__init__(ui.Button(custom_id=custom_id, **look))
        self.action, self.answer_id, self.at = action, answer_id, at

    @classmethod
    def of_id(cls, match: re.Match[str]) -> Self:
        """Make the button from its id."""
        return cls(match["action"], int(match["answer"]), int(match["at"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says; whoever clicked is told if it fails."""
        bot: Belegbot = interaction.client
        with bot.at_work():
            try:
                await ACTIONS[self.action](interaction, self.answer_id, self.at)
            except Exception as error:  # noqa: BLE001 - told to the person, and in the log
                await report(interaction, error, f"The button “{self.action}”")


def answer_view(reply: Reply) -> ui.View:
    """Return the buttons of an answer: on from it, to its evidence, and what one thinks of it."""
    answer_id, language = reply.question.id, reply.language
    view = ui.View(timeout=None)

    def add(action: str, label: str | None = None, emoji: str | None = None, row: int = 0) -> None:
        text = None if label is None else TEXTS.text(language, label)
        view.add_item(AnswerButton(action, answer_id, label=text, emoji=emoji, row=row))

    if reply.answer.abstained:
        add("request", REQUEST, "🙋")
    else:
        add("context", CONTEXT)
    add("more", MORE)
    # Two longer words fill a phone's row already.
    add("follow", FOLLOW_UP, row=1 if reply.answer.abstained else 0)
    add("up", emoji="👍", row=1)
    add("down", emoji="👎", row=1)
    for number, url in links(reply.answer)[:LINKS]:
        label = TEXTS.text(language, OPEN_SOURCE, number=number)
        view.add_item(ui.Button(label=label, url=url, row=1))
    return view


class QuestionModal(ui.Modal):
    """Asks for a question about an answer (`answer_id`) or about a message (`about`)."""

    def __init__(self, language: Language, *, answer_id: int = 0, about: str = "") -> None:
        super().__init__(
            title=TEXTS.text(language, FOLLOW_UP if answer_id else ABOUT),
            custom_id=ID_FORMAT.format(action="question", answer=answer_id, at=0),
            timeout=MODAL_TIMEOUT,
        )
        self.add_item(
            ui.Label(
                text=TEXTS.text(language, QUESTION),
                component=ui.TextInput(
                    custom_id="question",
                    style=discord.TextStyle.paragraph,
                    max_length=QUESTION_LIMIT,
                ),
            )
        )
        if about:
            self.add_item(
                ui.Label(
                    text=TEXTS.text(language, ABOUT),
                    component=ui.TextInput(
                        custom_id="about",
                        style=discord.TextStyle.paragraph,
                        default=about[:QUESTION_LIMIT],
                        required=False,
                        max_length=QUESTION_LIMIT,
                    ),
                )
            )


class ReasonModal(ui.Modal):
    """Asks why an answer was no help."""

    def __init__(self, language: Language, answer_id: int) -> None:
        super().__init__(
            title=TEXTS.text(language, REASON_TITLE),
            custom_id=ID_FORMAT.format(action="reason", answer=answer_id, at=0),
            timeout=MODAL_TIMEOUT,
        )
        self.add_item(
            ui.Label(
                text=TEXTS.text(language, REASON),
                component=ui.TextInput(
                    custom_id="reason",
                    style=discord.TextStyle.paragraph,
                    placeholder=TEXTS.text(language, REASON_EXAMPLE),
                    required=False,
                    max_length=REASON_LIMIT,
                ),
            )
        )


MODAL_TIMEOUT = 900.0
"""After which discord.py forgets a modal. Its id is enough: `commands.answers` reads what comes."""


async def posted_answer(interaction: Interaction, answer_id: int) -> PostedAnswer:
    """Return the answer that a button or modal belongs to.

    Raises:
        AnswerForgottenError: the journal has none, or one of another server.
    """
    bot = interaction.client
    posted = await bot.lanes.remember(bot.memory.answers.get, answer_id)
    if posted is None or posted.asked.guild_id != interaction.guild_id:
        raise AnswerForgottenError
    return posted


async def _open_context(interaction: Interaction, answer_id: int, _: int) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_context(interaction, answer_id, 0)


async def _turn_context(interaction: Interaction, answer_id: int, at: int) -> None:
    await interaction.response.defer()
    await _show_context(interaction, answer_id, at)


async def _show_context(interaction: Interaction, answer_id: int, at: int) -> None:
    posted = await posted_answer(interaction, answer_id)
    quotes, bot = posted.quotes, interaction.client
    context = (
        await bot.lanes.ask(bot.library.asker.context, quotes[at]) if at < len(quotes) else None
    )
    if context is None:
        raise SourceChangedError
    embed = context_embed(context, _language(interaction), at, len(quotes))
    view = _pager("context-page", answer_id, at, len(quotes))
    await interaction.edit_original_response(embed=embed, view=view)


async def _open_more(interaction: Interaction, answer_id: int, _: int) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show_more(interaction, answer_id, 0)


async def _turn_more(interaction: Interaction, answer_id: int, at: int) -> None:
    await interaction.response.defer()
    await _show_more(interaction, answer_id, at)


async def _show_more(interaction: Interaction, answer_id: int, at: int) -> None:
    """Show a page of the passages that the answer doesn't show itself."""
    posted = await posted_answer(interaction, answer_id)
    bot, scopes = interaction.client, Scope.of(posted.asked.guild_id).visible
    count = PAGE_SIZE * PAGES
    found = await bot.lanes.ask(bot.library.asker.nearest, posted.turn.question, scopes, count)
    quoted = {(quote.version, quote.start) for quote in posted.quotes}
    further = [
        citation
        for citation in found
        if (citation.passage.article.revision, citation.passage.sentence.span.start) not in quoted
    ]
    if not posted.quotes:
        # The abstention shows the first ones itself.
        further = further[PAGE_SIZE:]
    pages = [further[start : start + PAGE_SIZE] for start in range(0, len(further), PAGE_SIZE)]
    shown = pages[at] if at < len(pages) else []
    embed = passages_embed(posted.question, shown, _language(interaction), at, len(pages))
    view = _pager("more-page", answer_id, at, len(pages))
    await interaction.edit_original_response(embed=embed, view=view)


def _pager(action: str, answer_id: int, at: int, count: int) -> ui.View:
    view = ui.View(timeout=None)
    if count > 1:
        back, on = max(at - 1, 0), min(at + 1, count)
        view.add_item(AnswerButton(action, answer_id, back, emoji="◀️", disabled=at == 0))
        view.add_item(AnswerButton(action, answer_id, on, emoji="▶️", disabled=on == count))
    return view


async def _rate_up(interaction: Interaction, answer_id: int, _: int) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await rate(interaction, answer_id, 1)
    await interaction.edit_original_response(content=TEXTS.text(_language(interaction), THANKS))


async def _rate_down(interaction: Interaction, answer_id: int, _: int) -> None:
    # The form first: Discord takes it for three seconds. The opinion counts without a reason, too.
    await interaction.response.send_modal(ReasonModal(_language(interaction), answer_id))
    await rate(interaction, answer_id, -1)


async def rate(interaction: Interaction, answer_id: int, rating: int, reason: str = "") -> None:
    """Remember what the person thinks of an answer; raises `AnswerForgottenError`."""
    await posted_answer(interaction, answer_id)
    now = discord.utils.utcnow()
    opinion = Opinion(answer_id, interaction.user.id, rating, reason, now)
    bot = interaction.client
    await bot.lanes.remember(bot.memory.opinions.rate, opinion)
    facts = {"guild": interaction.guild_id, "rating": rating, "reason": bool(reason)}
    log.info("Rated", extra=facts)


async def _request(interaction: Interaction, answer_id: int, _: int) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await posted_answer(interaction, answer_id)
    bot, person = interaction.client, interaction.user.id
    now = discord.utils.utcnow()
    new = await bot.lanes.remember(bot.memory.requests.add, answer_id, person, now)
    log.info("Source requested", extra={"guild": interaction.guild_id, "new": new})
    noted = REQUESTED if interaction.guild_id else REQUESTED_SHARED
    text = TEXTS.text(_language(interaction), noted if new else REQUESTED_ALREADY)
    await interaction.edit_original_response(content=text)


async def _follow(interaction: Interaction, answer_id: int, _: int) -> None:
    modal = QuestionModal(_language(interaction), answer_id=answer_id)
    await interaction.response.send_modal(modal)


def _language(interaction: Interaction) -> Language:
    return language_of(interaction.locale.value)


ACTIONS: dict[str, Callable[[Interaction, int, int], Awaitable[None]]] = {
    "context": _open_context,
    "context-page": _turn_context,
    "more": _open_more,
    "more-page": _turn_more,
    "up": _rate_up,
    "down": _rate_down,
    "request": _request,
    "follow": _follow,
}
