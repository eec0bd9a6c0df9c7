"""For whom a source is to be, and until when it holds: chosen in a preview, before it counts.

Of a text that is to take an article's place only the latter; `/source audience` says for whom the
article is.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.audience import MOST, Audience
from bot.i18n import TEXTS
from bot.interactions.access import A_PREVIEW, own_channel
from bot.interactions.actions import action, form_action
from bot.interactions.checks import Right
from bot.interactions.common import Interaction, language_for
from bot.interactions.errors import IdUnknownError
from bot.interactions.forms import Form
from bot.interactions.options import KINDS
from bot.memory.previews import Preview
from bot.sources.draft.decide import on_preview, refresh
from bot.sources.draft.forms import DATE_LIMIT, UNUSABLE_LIMIT
from bot.sources.draft.present import TERMS, VALIDITY
from bot.sources.texts.preview import AFTERWARDS, NAMES
from index.articles import given_metadata
from index.errors import ArticleError
from index.i18n import N_
from index.models import Draft

ROLES, CHANNELS = N_("Only for these roles"), N_("Only for these channels")
NOBODY_NAMED = N_("Nothing chosen in either: everybody in this server can ask it")
UNTIL_HINT = N_("31.12.2026; left empty, it has no end")
TOO_MANY = N_(
    "A source can be for up to {most} roles and channels together. For whom it is stayed as it "
    "was; all else was taken over."
)


@action("bs:terms", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _open_terms(interaction: Interaction, preview: Preview) -> None:
    new, draft = preview.article_id is None, preview.draft
    form = Form(language_for(interaction), TERMS if new else VALIDITY, "bs:form-terms", preview.id)
    if new:
        audience = Audience.of(preview.part)
        gone = _gone(interaction, audience)
        roles, channels = audience.roles - gone.roles, audience.channels - gone.channels
        form.ask_roles("roles", ROLES, MOST, sorted(roles), explained=NOBODY_NAMED)
        form.ask_channels("channels", CHANNELS, MOST, sorted(channels), KINDS)
    until = preview.origin.unusable.get("valid_until") or draft.valid_until or ""
    form.ask("valid_until", NAMES["valid_until"], DATE_LIMIT, until, hint=UNTIL_HINT)
    form.ask_one("afterwards", NAMES["afterwards"], AFTERWARDS, draft.afterwards)
    await interaction.response.send_modal(form)


@form_action("bs:form-terms", Right.MODERATORS, A_PREVIEW)
@on_preview
async def _change_terms(interaction: Interaction, preview: Preview, values: dict[str, str]) -> None:
    """Take over what was chosen, and show the draft anew; what can't be used is named."""
    await interaction.response.defer()
    audience = Audience.of(preview.part)
    if preview.article_id is None:
        audience = await _audience(interaction, _gone(interaction, audience), values)
    draft, unusable = lasting(preview.draft, values)
    other = {n: v for n, v in preview.origin.unusable.items() if n != "valid_until"}
    origin = replace(preview.origin, unusable=other | unusable)
    fits = len(audience.roles) + len(audience.channels) <= MOST
    part = audience.part if fits else preview.part
    await refresh(interaction, replace(preview, draft=draft, origin=origin, part=part))
    if not fits:
        text = TEXTS.text(language_for(interaction), TOO_MANY, most=MOST)
        await interaction.followup.send(text, ephemeral=True)


def lasting(draft: Draft, values: dict[str, str]) -> tuple[Draft, dict[str, str]]:
    """Return a draft with the end that was entered, and that by its name if it can't be used."""
    entered = values.get("valid_until", "")
    try:
        given = given_metadata(valid_until=entered, afterwards=values.get("afterwards"))
    except ArticleError:
        return draft, {"valid_until": entered[:UNUSABLE_LIMIT]}
    afterwards = (given.valid_until and given.afterwards) or "quote"
    return replace(draft, valid_until=given.valid_until, afterwards=afterwards), {}


def _gone(interaction: Interaction, audience: Audience) -> Audience:
    """Return what of an audience is deleted by now, so that no form can show it."""
    guild = interaction.guild
    return Audience(
        frozenset(e for e in audience.roles if guild is None or guild.get_role(e) is None),
        frozenset(e for e in audience.channels if guild is None or guild.get_channel(e) is None),
    )


async def _audience(interaction: Interaction, gone: Audience, values: dict[str, str]) -> Audience:
    """Return for whom a source is to be by a form; nobody's says everybody.

    What is `gone` stays, or a source for it would become everybody's.

    Raises:
        ChannelUnknownError, IdUnknownError: the server has no such channel, or role.
    """
    guild = interaction.guild
    roles = _ids(values.get("roles", ""))
    channels = [await own_channel(interaction, each) for each in _ids(values.get("channels", ""))]
    if guild is None or any(guild.get_role(each) is None for each in roles):
        raise IdUnknownError
    if guild.default_role.id in roles:
        return Audience()
    return Audience(gone.roles.union(roles), gone.channels.union(channels))


def _ids(chosen: str) -> Sequence[int]:
    if not all(each.isascii() and each.isdecimal() for each in chosen.split()):
        raise IdUnknownError
    return [int(each) for each in chosen.split()]
