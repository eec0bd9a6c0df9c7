"""German and English everywhere, commands included."""

from io import BytesIO
from pathlib import Path
from string import Formatter

import simcord
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot as package

FOLDER = Path(package.__file__).parent
GERMAN = FOLDER / "locales" / "de" / "LC_MESSAGES" / "bot.po"


def test_every_text_has_a_german_translation_and_no_translation_is_left_over() -> None:
    catalogue = read_po(BytesIO(GERMAN.read_bytes()))
    translated = {message.id for message in catalogue if message.id and message.string}
    found = extract_from_dir(FOLDER, [("**.py", "python")], keywords={"N_": None})
    assert {message for _, _, message, _, _ in found} == translated


def test_translations_keep_the_placeholders() -> None:
    catalogue = read_po(BytesIO(GERMAN.read_bytes()))
    for message in catalogue:
        if message.id:
            fields = [field for _, field, _, _ in Formatter().parse(str(message.id))]
            assert set(fields) == {f for _, f, _, _ in Formatter().parse(str(message.string))}


async def test_the_command_is_offered_in_german_and_english(env: simcord.Env) -> None:
    [request] = [r for r in env.http_requests if r.path.endswith("/commands")]
    [ask] = request.json
    assert ask["name"] == "ask"
    assert ask["name_localizations"] == {"de": "frage"}
    assert ask["description_localizations"] == {"de": "Stell den Quellen eine Frage"}
    [option] = ask["options"]
    assert option["name"] == "question"
    assert option["name_localizations"] == {"de": "frage"}
    assert option["required"]
