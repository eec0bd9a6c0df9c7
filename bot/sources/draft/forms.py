"""The forms of `/source`. Their ids say what they belong to, so that they outlive a restart.

An id is `bs:<form>:<what>`.
"""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.asking.buttons import MODAL_TIMEOUT
from bot.i18n import TEXTS
from bot.interactions.checks import require_moderator
from bot.interactions.common import Interaction, language_for
from bot.markdown import fit, width
from index.articles.metadata import MAX_AUTHOR, MAX_TITLE, MAX_URL
from index.i18n import N_, Language
from index.models import Article, Draft

TEXT_LIMIT = 4000
"""Discord's, of one field."""
DATE_LIMIT = 40
WHY_LIMIT = 300
LABEL_LIMIT = 45
MODAL_TITLE_LIMIT = 45

ADD_TITLE = N_("Add a source")
EDIT_TITLE = N_("Edit the details")
REPLACE_TITLE = N_("A new version of the text")
TITLE = N_("Title")
TITLE_HINT = N_("Left empty: the first sentence")
DATE = N_("Date")
DATE_HINT = N_("2020, 2020-02, 2020-02-19 or 19.2.2020")
URL = N_("Address")
URL_HINT = N_("Where it can be read: https://…")
TEXT = N_("Text")
TEXT_HINT = N_("Up to 4,000 characters; add longer texts as a file")
AUTHOR = N_("Author")
WHY = N_("Reason")
WHY_HINT = N_("For the history and the log channel")


def add_form(language: Language, *, title: str = "", why: str = "") -> ui.Modal:
    """Return the form for a new article's text."""
    form = _form(language, "bs:form-add:0", ADD_TITLE)
    _add(form, language, "title", TITLE, MAX_TITLE, title, TITLE_HINT)
    _add(form, language, "date", DATE, DATE_LIMIT, "", DATE_HINT)
    _add(form, language, "url", URL, MAX_URL, "", URL_HINT)
    _add_text(form, language)
    _add(form, language, "why", WHY, WHY_LIMIT, why, WHY_HINT)
    return form


def replace_form(language: Language, article: Article, what: str, why: str) -> ui.Modal:
    """Return the form for a text that is to take an article's place; `what` goes into its id."""
    form = _form(language, f"bs:form-replace:{what}", REPLACE_TITLE)
    _add(form, language, "title", TITLE, MAX_TITLE, article.title)
    _add(form, language, "date", DATE, DATE_LIMIT, article.date or "", DATE_HINT)
    _add(form, language, "url", URL, MAX_URL, article.url or "", URL_HINT)
    _add_text(form, language, article.text if width(article.text) <= TEXT_LIMIT else "")
    _add(form, language, "why", WHY, WHY_LIMIT, why, WHY_HINT)
    return form


def details_form(language: Language, of: Draft | Article, why: str, custom_id: str) -> ui.Modal:
    """Return the form for what is known about a text."""
    form = _form(language, custom_id, EDIT_TITLE)
    _add(form, language, "title", TITLE, MAX_TITLE, of.title)
    _add(form, language, "date", DATE, DATE_LIMIT, of.date or "", DATE_HINT)
    _add(form, language, "url", URL, MAX_URL, of.url or "", URL_HINT)
    _add(form, language, "author", AUTHOR, MAX_AUTHOR, of.author or "")
    _add(form, language, "why", WHY, WHY_LIMIT, why, WHY_HINT)
    return form


async def open_add_form(interaction: Interaction, question: str) -> None:
    """Show a moderator the form for a source that a question lacks.

    Raises:
        NotModeratorError: the person isn't one.
    """
    require_moderator(interaction)
    why = " ".join(question.split())
    await interaction.response.send_modal(
        add_form(language_for(interaction), why=fit(why, WHY_LIMIT, str))
    )


def values_of(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give a sent form's values by the names of its fields."""
    for component in components:
        if "value" in component:
            yield component["custom_id"], component["value"] or ""
        inner = component.get("components", [])
        yield from values_of([component["component"]] if "component" in component else inner)


def _form(language: Language, custom_id: str, title: str) -> ui.Modal:
    return ui.Modal(title=TEXTS.text(language, title), custom_id=custom_id, timeout=MODAL_TIMEOUT)


def _add(  # noqa: PLR0913, PLR0917 - what a field is
    form: ui.Modal,
    language: Language,
    name: str,
    label: str,
    limit: int,
    default: str,
    hint: str | None = None,
) -> None:
    field: ui.TextInput[ui.View] = ui.TextInput(
        custom_id=name,
        required=False,
        max_length=limit,
        default=default[:limit] or None,
        placeholder=TEXTS.text(language, hint) if hint else None,
    )
    form.add_item(ui.Label(text=TEXTS.text(language, label), component=field))


def _add_text(form: ui.Modal, language: Language, default: str = "") -> None:
    field: ui.TextInput[ui.View] = ui.TextInput(
        custom_id="text",
        style=discord.TextStyle.paragraph,
        max_length=TEXT_LIMIT,
        default=default or None,
    )
    text, hint = TEXTS.text(language, TEXT), TEXTS.text(language, TEXT_HINT)
    form.add_item(ui.Label(text=text, description=hint, component=field))
