"""`belegbot config …`: what holds, and where that was said."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.cli.base import Invocation, common_options, json_option, print_json, translated
from index.i18n import N_

if TYPE_CHECKING:
    from index.config import Key, Settings
    from index.origins import Origin

HIDDEN = "********"

ORIGINS = {
    "option": N_("option"),
    "environment": N_("environment"),
    "file": N_("file"),
    "default": N_("default"),
}


@click.group(name="config", help=translated(N_("Look after the configuration.")))
def config_group() -> None:
    """Only gathers the commands."""


@config_group.command(help=translated(N_("Tell every setting, and where it comes from.")))
@json_option
@common_options
@click.pass_obj
def show(invocation: Invocation, *, as_json: bool) -> None:
    """Print a line a setting; secrets stay hidden."""
    configuration = invocation.configuration
    settings, origins = configuration.settings, configuration.origins
    if as_json:
        print_json(
            {
                ".".join(key): {
                    "value": _plain(settings, key),
                    "origin": origin.kind,
                    "name": origin.name,
                }
                for key, origin in origins.items()
            }
        )
        return
    invocation.terminal.show_table(
        {
            ".".join(key): f"{_written(_plain(settings, key))}  ({_told(invocation, origin)})"
            for key, origin in origins.items()
        }
    )


def _plain(settings: "Settings", key: "Key") -> Any:  # noqa: ANN401 - as JSON has it
    from pydantic import SecretStr  # noqa: PLC0415 - see `base`

    value: Any = settings
    for name in key:
        value = getattr(value, name)
    if isinstance(value, SecretStr):
        return HIDDEN if value.get_secret_value() else ""
    return str(value) if isinstance(value, Path) else value


def _written(value: object) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)


def _told(invocation: Invocation, origin: "Origin") -> str:
    kind = invocation.terminal.translated(ORIGINS[origin.kind])
    return kind if origin.name is None else f"{kind} {origin.name}"
