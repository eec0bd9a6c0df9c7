"""Where settings come from: an option, the environment, the configuration file, or the default.

The first of these that says something holds.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import ValidationError

from index.config import (
    Key,
    Settings,
    closest,
    in_tables,
    is_folder,
    is_foreign,
    settings_of,
    table_of,
)
from index.environment import CONFIG_VARIABLE, from_environment, problem_of
from index.errors import (
    ConfigKeyUnknownError,
    ConfigUnreadableError,
    ConfigValueError,
    ConfigVariableError,
)
from index.i18n import N_

S = TypeVar("S", bound=Settings)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from; `name` is the option, the variable or the file's path."""

    kind: Literal["option", "environment", "file", "default"]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Configuration(Generic[S]):
    """Settings, and where each of them comes from."""

    settings: S
    origins: Mapping[Key, Origin]


def read_configuration(
    kind: type[S], path: Path | None = None, data_dir: Path | None = None
) -> Configuration[S]:
    """Read the settings of `kind`; `data_dir` is what an option says.

    Without `path`, `BELEGBOT_CONFIG` or a `config.toml` in the current directory is read if there.
    Folders that a file names are taken from where it lies, others from the current directory.

    Raises:
        ConfigError: the file, a variable or a value can't be used; its text names which.
    """
    named = path or os.environ.get(CONFIG_VARIABLE)
    path = Path(named or "config.toml")
    from_file = _from_file(kind, path) if named or path.is_file() else {}
    variables = from_environment(kind)
    options: dict[Key, Any] = {} if data_dir is None else {("data_dir",): data_dir}
    origins = (
        dict.fromkeys(settings_of(kind), Origin("default"))
        | dict.fromkeys(from_file, Origin("file", str(path.absolute())))
        | {key: Origin("environment", variable) for key, (variable, _) in variables.items()}
        | dict.fromkeys(options, Origin("option", "--data-dir"))
    )
    values = from_file | {key: value for key, (_, value) in variables.items()} | options
    try:
        return Configuration(kind(**in_tables(values)), origins)
    except ValidationError as error:
        key, reason = problem_of(error)
        if (origin := origins.get(key)) and origin.kind == "environment":
            raise ConfigVariableError(variable=origin.name, reason=reason) from error
        raise ConfigValueError(path=path, key=".".join(key), reason=reason) from error


def _from_file(kind: type[Settings], path: Path) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for name, value in _read(path).items():
        field = kind.model_fields.get(name)
        if field is None:
            if isinstance(value, dict) and is_foreign(kind, name):
                continue
            raise _unknown(path, (name,), kind.model_fields)
        table = table_of(field)
        if table is None:
            found[(name,)] = _beside(path, value) if is_folder(field) else value
            continue
        if not isinstance(value, dict):
            reason = N_("it is a table and starts with a line of its own, in brackets")
            raise ConfigValueError(path=path, key=name, reason=reason)
        for key in value:
            if key not in table.model_fields:
                raise _unknown(path, (name, key), table.model_fields)
            found[(name, key)] = value[key]
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # some editors put a mark there
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigUnreadableError(path=path, reason=reason) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigUnreadableError(path=path, reason=error) from error


def _beside(path: Path, value: Any) -> Any:  # noqa: ANN401 - what the file says
    """Take a folder from where the configuration lies, not from where the program is called."""
    if isinstance(value, str) and value and not value.startswith("~"):
        return str(path.absolute().parent / value)
    return value


def _unknown(path: Path, key: Key, known: Iterable[str]) -> ConfigKeyUnknownError:
    suggestion = closest(key[-1], known)
    return ConfigKeyUnknownError(path=path, key=".".join(key), suggestion=suggestion)
