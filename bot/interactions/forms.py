"""Forms: how they are made, and how what was entered is read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.i18n import TEXTS
from bot.interactions.actions import id_of
from index.i18n import Language

TIMEOUT = 900.0
"""Seconds after which discord.py forgets a form. Its id is enough to read what comes later."""


class Form(ui.Modal):
    """A form that does what is registered as `name`, with what is entered."""

    def __init__(self, language: Language, title: str, name: str, key: object) -> None:
        super().__init__(
            title=TEXTS.text(language, title), custom_id=id_of(name, key), timeout=TIMEOUT
        )
        self.language = language

    def ask(  # noqa: PLR0913 - what a field is
        self,
        name: str,
        label: str,
        limit: int,
        default: str = "",
        *,
        hint: str = "",
        explained: str = "",
        required: bool = False,
        long: bool = False,
    ) -> None:
        """Add a field: a `hint` stands in it while it is empty, what is `explained` above it."""
        field: ui.TextInput[ui.View] = ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            required=required,
            max_length=limit,
            default=default[:limit] or None,
            placeholder=TEXTS.text(self.language, hint) if hint else None,
        )
        self._add(label, explained, field)

    def ask_roles(
        self, name: str, label: str, most: int, chosen: Iterable[int], *, explained: str = ""
    ) -> None:
        """Add a choice of roles, with those that are `chosen`."""
        kind = discord.SelectDefaultValueType.role
        field: ui.RoleSelect[ui.View] = ui.RoleSelect(
            custom_id=name,
            required=False,
            min_values=0,
            max_values=most,
            default_values=[discord.SelectDefaultValue(id=each, type=kind) for each in chosen],
        )
        self._add(label, explained, field)

    def ask_channels(  # noqa: PLR0913 - what a field is
        self,
        name: str,
        label: str,
        most: int,
        chosen: Iterable[int],
        kinds: list[discord.ChannelType],
        *,
        explained: str = "",
    ) -> None:
        """Add a choice of channels of some kinds, with those that are `chosen`."""
        kind = discord.SelectDefaultValueType.channel
        field: ui.ChannelSelect[ui.View] = ui.ChannelSelect(
            custom_id=name,
            required=False,
            min_values=0,
            max_values=most,
            channel_types=kinds,
            default_values=[discord.SelectDefaultValue(id=each, type=kind) for each in chosen],
        )
        self._add(label, explained, field)

    def ask_one(self, name: str, label: str, options: Mapping[str, str], chosen: str) -> None:
        """Add a choice of one of some options, texts by what they stand for."""
        field: ui.Select[ui.View] = ui.Select(
            custom_id=name,
            required=True,
            options=[
                discord.SelectOption(
                    label=TEXTS.text(self.language, text), value=value, default=value == chosen
                )
                for value, text in options.items()
            ],
        )
        self._add(label, "", field)

    def _add(self, label: str, explained: str, field: ui.Item[ui.View]) -> None:
        about = TEXTS.text(self.language, explained) if explained else None
        text = TEXTS.text(self.language, label)
        self.add_item(ui.Label(text=text, description=about, component=field))


def values_of(components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give a sent form's values by the names of its fields; of several that are chosen, a list.

    The list has a blank between two, for these are ids.
    """
    for component in components:
        if "values" in component:
            yield component["custom_id"], " ".join(component["values"])
        elif "value" in component:
            yield component["custom_id"], component["value"] or ""
        inner = component.get("components", [])
        yield from values_of([component["component"]] if "component" in component else inner)
