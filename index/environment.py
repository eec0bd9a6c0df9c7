"""Settings from environment variables: `BELEGBOT_`, the table, `__` and the key.

`BELEGBOT_SEARCH__PASSAGES` sets `passages` under `[search]`. A secret can also stand in a file that
the variable with `_FILE` at its end names.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo

from index.config import (
    ALIKE,
    Key,
    Settings,
    closest,
    in_tables,
    is_foreign,
    settings_of,
    table_of,
)
from index.errors import ConfigVariableError, ConfigVariableUnknownError, SecretUnreadableError
from index.i18n import N_

PREFIX, DELIMITER, FILE = "BELEGBOT_", "__", "_FILE"

OF_OURS = "Value error, "
"""What pydantic puts before a reason that our own code gave."""

CONFIG_VARIABLE = "BELEGBOT_CONFIG"
"""Names the configuration file."""


def variable_of(key: Key) -> str:
    """Return the variable that is made from a key's name."""
    return PREFIX + DELIMITER.join(key).upper()


def variables_of(kind: type[Settings]) -> dict[str, Key]:
    """Return every variable that sets something; of those of one key the first wins."""
    found: dict[str, Key] = {}
    for key, field in settings_of(kind).items():
        for name in filter(None, (variable_of(key), kind.customary.get(key))):
            found |= {name: key, name + FILE: key} if _is_secret(field) else {name: key}
    return found


def from_environment(kind: type[Settings]) -> dict[Key, tuple[str, Any]]:
    """Return the variable that sets a key, and its value in the setting's type.

    Raises:
        ConfigVariableUnknownError: a variable is one of ours mistyped.
        ConfigVariableError: a value of the wrong type or out of range.
        SecretUnreadableError: the file of a secret can't be read.
    """
    _refuse_unknown(kind)
    given = {variable.lower(): text for variable, text in os.environ.items()}
    return _converted(kind, _plain(kind, given) | _secrets(kind, given))


def problem_of(error: ValidationError) -> tuple[Key, str]:
    """Return the first key that can't be used, and why; never its value."""
    problem = error.errors()[0]
    return tuple(str(part) for part in problem["loc"]), problem["msg"].removeprefix(OF_OURS)


def _refuse_unknown(kind: type[Settings]) -> None:
    """Raise for a variable that is one of ours mistyped.

    With a table's `__` in its name it is, unless the table is somebody else's; without, if it is
    like one of ours.
    """
    known = [CONFIG_VARIABLE, *variables_of(kind)]
    tables = [name for name, field in kind.model_fields.items() if table_of(field)]
    for variable in sorted(os.environ):
        name = variable.upper()
        if not name.startswith(PREFIX) or name in known:
            continue
        table, delimiter, _ = name.removeprefix(PREFIX).lower().partition(DELIMITER)
        if delimiter:
            ours = table in tables or not is_foreign(kind, table)
        else:
            endings = [one.removeprefix(PREFIX).lower() for one in known]
            ours = table in tables or bool(closest(table, endings, ALIKE))
        if ours:
            suggestion = closest(name, known)
            raise ConfigVariableUnknownError(variable=variable, suggestion=suggestion)


def _is_secret(field: FieldInfo) -> bool:
    return field.annotation is SecretStr


def _is_text(field: FieldInfo) -> bool:
    """Tell whether an empty text says something: that there is none, or nothing."""
    return field.annotation is str or type(None) in get_args(field.annotation)


def _plain(kind: type[Settings], given: Mapping[str, str]) -> dict[Key, tuple[str, str]]:
    plain = {variable_of(key): of for key, of in settings_of(kind).items() if not _is_secret(of)}
    # What fills variables in often leaves those empty that it knows nothing of.
    wanted = {
        variable.lower(): text
        for variable, field in plain.items()
        if (text := given.get(variable.lower())) or (text == "" and _is_text(field))
    }
    if not wanted:
        return {}
    # Mostly there are none, and it takes as long as a sixth of `--help`.
    from pydantic_settings import EnvSettingsSource  # noqa: PLC0415

    source = EnvSettingsSource(
        kind,  # type: ignore[arg-type]  # any model has fields
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
    )
    source.env_vars = wanted
    return {key: (variable_of(key), text) for key, text in _by_key(source()).items()}


def _by_key(values: Mapping[str, Any]) -> dict[Key, str]:
    found: dict[Key, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= {(name, key): text for key, text in value.items()}
        else:
            found[(name,)] = value
    return found


def _secrets(kind: type[Settings], given: Mapping[str, str]) -> dict[Key, tuple[str, str]]:
    """Return each secret that is there; a blank variable is as good as none."""
    found: dict[Key, tuple[str, str]] = {}
    fields = settings_of(kind)
    for variable, key in variables_of(kind).items():
        text = given.get(variable.lower(), "").strip()
        if text and key not in found and _is_secret(fields[key]):
            is_path = variable.endswith(FILE)
            found[key] = variable, _read(variable, Path(text)) if is_path else text
    return found


def _read(variable: str, path: Path) -> str:
    reason: object = N_("it is empty")
    try:
        if secret := path.expanduser().read_text(encoding="utf-8-sig").strip():
            return secret
    except OSError as error:
        reason = error.strerror or error
    except (UnicodeDecodeError, RuntimeError) as error:
        reason = error
    raise SecretUnreadableError(variable=variable, path=path, reason=reason)


def _converted(
    kind: type[Settings], found: Mapping[Key, tuple[str, str]]
) -> dict[Key, tuple[str, Any]]:
    """Give what stands in tables, which take no text for a number, the setting's type."""
    values: dict[Key, tuple[str, Any]] = dict(found)
    for name, texts in in_tables({key: text for key, (_, text) in found.items()}).items():
        if (table := table_of(kind.model_fields[name])) is None:
            continue
        try:
            read = table.model_validate_strings(texts, strict=False)
        except ValidationError as error:
            key, reason = problem_of(error)
            raise ConfigVariableError(variable=found[(name, *key)][0], reason=reason) from error
        for key in texts:
            values[(name, key)] = found[(name, key)][0], getattr(read, key)
    return values
