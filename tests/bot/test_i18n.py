"""German and English everywhere, commands included."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import simcord
from babel.messages.extract import extract_from_dir

import bot as package
from tests.catalogues import translations

FOLDER = Path(package.__file__).parent
GERMAN = FOLDER / "locales" / "de" / "LC_MESSAGES" / "bot.po"


def test_every_text_has_a_german_translation_and_no_translation_is_left_over() -> None:
    found = extract_from_dir(FOLDER, [("**.py", "python")], keywords={"N_": None})
    translated = {text for text, german in translations(GERMAN).items() if german}
    assert {message for _, _, message, _, _ in found} == translated


def test_translations_keep_the_placeholders() -> None:
    def fields(text: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(text) if field}

    for text, german in translations(GERMAN).items():
        assert fields(text) == fields(german), text


def test_german_says_du() -> None:
    formal = re.compile(r"(en|ern) Sie\b|\b(Ihnen|Ihr|Ihre[mnrs]?)\b")
    assert [german for german in translations(GERMAN).values() if formal.search(german)] == []


def localised(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in [*node.get("options", []), *node.get("choices", [])]:
        yield from localised(inner)


async def test_commands_options_and_choices_are_offered_in_german_and_english(
    env: simcord.Env,
) -> None:
    [request] = [r for r in env.http_requests if r.path.endswith("/commands")]
    offered: list[dict[str, Any]] = request.json or []
    commands = {command["name"]: command for command in offered}
    ask = commands["ask"]
    assert ask["name_localizations"] == {"de": "frage"}
    assert ask["description_localizations"] == {"de": "Stell den Quellen eine Frage"}
    question, private = ask["options"]
    assert question["name_localizations"] == {"de": "frage"}
    assert question["required"]
    assert private["name_localizations"] == {"de": "privat"}
    assert commands["Ask about this"]["name_localizations"] == {"de": "Frage dazu"}
    for command in offered:
        for node in localised(command):
            same = node["name"] in SAME_IN_BOTH
            assert same or node.get("name_localizations", {}).get("de"), node["name"]
            if node.get("description"):
                assert node["description_localizations"]["de"]


async def test_no_name_or_description_is_longer_than_discord_takes_in_any_language(
    env: simcord.Env,
) -> None:
    [request] = [r for r in env.http_requests if r.path.endswith("/commands")]
    offered: list[dict[str, Any]] = request.json or []
    assert offered
    for command in offered:
        total = 0
        for node in localised(command):
            names = in_each_language(node, "name")
            described = in_each_language(node, "description")
            # A choice has a value and no type; its name is a text.
            assert max(map(len, names)) <= (100 if "value" in node else 32), names
            assert max(map(len, described)) <= 100, described
            total += max(map(len, names)) + max(map(len, described))
            total += len(str(node.get("value", "")))
        assert total <= 8000, command["name"]


def in_each_language(node: dict[str, Any], field: str) -> list[str]:
    translated: dict[str, str] = node.get(f"{field}_localizations") or {}
    return [node.get(field, ""), *translated.values()]


SAME_IN_BOTH = {"server", "diagnose", "team", "pause", "Deutsch", "English"}
"""Words that are the same in German, or said in their own language on purpose."""
