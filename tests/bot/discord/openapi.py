"""Holds what the bot sends against Discord's own description of its API.

The description (MIT, https://github.com/discord/discord-api-spec) isn't part of this repository;
`BELEGBOT_DISCORD_OPENAPI` names the file `openapi.json` of it.
"""

import json
import os
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

VARIABLE = "BELEGBOT_DISCORD_OPENAPI"
CONTENT_LIMIT = 2000
"""Of bots; the description has the 4,000 that some people's clients may send."""

BODIES = ("post", "put", "patch")


def description_path() -> Path | None:
    """Return where the description is, if it is anywhere."""
    path = os.environ.get(VARIABLE)
    return Path(path) if path and Path(path).is_file() else None


@cache
def _description(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    schemas = loaded["components"]["schemas"]
    # "Snowflakes" may be numbers, too, and are in discord.py (API Reference, "ID Serialization").
    schemas["SnowflakeType"] = {"anyOf": [schemas["SnowflakeType"], {"type": "integer"}]}
    return loaded


@cache
def _routes(path: Path) -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of all paths, those with the fewest parameters first."""
    templates = sorted(_description(path)["paths"], key=lambda template: template.count("{"))
    return [(re.compile(re.sub(r"\{[^}]*\}", "[^/]+", t) + r"\Z"), t) for t in templates]


@lru_cache(maxsize=200)
def _validator(path: Path, method: str, template: str) -> Any:  # noqa: ANN401 - jsonschema's validator
    # Needed only where the description is.
    from jsonschema import Draft202012Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    operation = _description(path)["paths"][template].get(method)
    content = (operation or {}).get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    resource = DRAFT202012.create_resource(_description(path))
    escaped = template.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
    pointer = f"/paths/{escaped}/{method}/requestBody/content/application~1json/schema"
    registry: Registry[Any] = Registry().with_resource("discord", resource)
    return Draft202012Validator({"$ref": f"discord#{pointer}"}, registry=registry)


@lru_cache(maxsize=1000)
def _problem(path: Path, method: str, template: str | None, wire: str) -> str | None:
    """Return what is wrong with a body; every test's bot sends the same commands."""
    from jsonschema.exceptions import best_match

    validator = template and _validator(path, method, template)
    if not validator:
        return "Discord describes no such request"
    error = best_match(validator.iter_errors(json.loads(wire)))
    return f"{error.json_path}: {error.message[:300]}" if error else None


def problems(path: Path, requests: Iterable[Any]) -> list[str]:
    """Return what is wrong with the bodies of the requests, as SimCord logged them."""
    found = []
    for request in requests:
        method = request.method.lower()
        if method not in BODIES or request.json is None:
            continue
        name = f"{request.method} {request.path}"
        # What goes over the wire is JSON, where a tuple is a list.
        wire = json.dumps(request.json)
        body = json.loads(wire)
        found += [f"{name}: content too long" for text in _contents(body) if _too_long(text)]
        templates = (t for pattern, t in _routes(path) if pattern.match(request.path))
        template = next(templates, None)
        if problem := _problem(path, method, template, wire):
            found.append(f"{name}: {problem}")
    return found


def _contents(body: Any) -> Iterable[str]:  # noqa: ANN401 - JSON
    if isinstance(body, dict):
        for inner in (body, body.get("data") or {}):
            if isinstance(inner, dict) and isinstance(inner.get("content"), str):
                yield inner["content"]


def _too_long(text: str) -> bool:
    return len(text) > CONTENT_LIMIT
