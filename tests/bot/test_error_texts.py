"""What each error says, and to whom: no path, command or setting to the wrong person."""

import ast
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import bot
import index
from bot.desk.errors import CooldownError
from bot.errors import DiscordError, RefusalError, TokenMissingError
from bot.failures import IN_DISCORD, SOMETHING_WRONG, Recipient, explain
from bot.i18n import TEXTS
from bot.interactions.errors import NotModeratorError
from index.articles.formats.errors import ArticlePdfTooLongError
from index.asking.errors import AnswerError, QuestionEmptyError
from index.cli.errors import CommandError, TargetExistsError
from index.corpus.errors import (
    ArticleUnknownError,
    ChangeNotUndoableError,
    DataDirFullError,
    DataDirUnwritableError,
)
from index.errors import (
    ArticleError,
    BelegbotError,
    ConfigError,
    CorpusError,
    QuestionError,
    SearchIndexError,
)
from index.evaluation.errors import (
    EvaluationError,
    OtherQuestionsInvalidError,
    QuestionDocumentInvalidError,
)
from index.i18n import LANGUAGES, N_, Language
from index.sites.errors import ArticleListingBrokenError
from index.sites.listings import NOT_WELL_FORMED
from tests.bot.discord.markdown import read

ROOT = Path(bot.__file__).parents[1]
PACKAGES = ("index", "bot")
NOT_IMPORTED = re.compile(r"index\.training|.*\.(migrations|__main__)\b")
"""What isn't installed, what alembic runs, and what runs when it is imported."""

BRANCHES = {
    *(ConfigError, QuestionError, ArticleError, CorpusError, SearchIndexError),
    *(AnswerError, EvaluationError, CommandError, DiscordError),
}

VALUES: defaultdict[str, object] = defaultdict(lambda: 7) | {
    "path": Path("/srv/daten/corpus.sqlite3"),
    "reason": "[Errno 13] Permission denied: '/srv/daten/corpus.sqlite3'",
    "source": "Protokoll.pdf",
    "other": "Protokoll-2.pdf",
    "title": "Turm von Altheim",
    "article": "k3f9",
    "url": "https://example.org/turm",
    "host": "example.org",
    "content_type": "image/png",
    "fence": "---",
    "value": "übermorgen",
    "variable": "DISCORD_TOKEN",
}
"""What errors are raised with, as their names for it say."""

VALUES_OF: dict[type[BelegbotError], dict[str, object]] = {
    ChangeNotUndoableError: {"reason": N_("there is no such change")},
    ArticleListingBrokenError: {"reason": NOT_WELL_FORMED},
}
"""Where a reason is in our own words."""

FOR_SOMEBODY_ELSE = {
    "a path": r"(?<!\w)~?/[\w.]|[A-Za-z]:\\|\b[\w-]+\.(toml|sqlite3?|jsonl|log)\b",
    "a command of the terminal": r"\bbelegbot\b",
    "a table of settings": r"\[\w+\]",
    "a setting or variable": r"\w_\w|\w = ",
    "an option": r"(?<![\w-])--?[a-z]",
    "the system's own words": r"Errno|Traceback|Error\b",
}
SENTENCES = re.compile(r"[“„A-ZÄÖÜ].*[.!?]", re.DOTALL)
KEPT = {
    "en": r"othing was (stored|changed)|nothing to restore|unharmed|left as it is|is stored|"
    r"is erased",
    "de": r"ichts wurde gespeichert|nichts geändert|ichts wurde geändert|nichts wiederherzu|"
    r"unversehrt|blieb|ist gespeichert|ist gelöscht",
}


def modules() -> Iterator[str]:
    for package in (index, bot):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not NOT_IMPORTED.match(module.name):
                yield module.name


def below(kind: type[BelegbotError]) -> Iterator[type[BelegbotError]]:
    for inner in kind.__subclasses__():
        if inner.__module__.split(".")[0] in PACKAGES:
            yield inner
            yield from below(inner)


for name in modules():
    import_module(name)
CLASSES = sorted(set(below(BelegbotError)), key=lambda kind: kind.__name__)
ERRORS = [kind for kind in CLASSES if hasattr(kind, "message")]
PUBLIC = [kind for kind in ERRORS if kind.public or kind in IN_DISCORD]


def example(kind: type[BelegbotError]) -> BelegbotError:
    names = {name for text in texts_of(kind) for name in placeholders(text)}
    return kind(**{name: VALUES[name] for name in names} | VALUES_OF.get(kind, {}))


def texts_of(kind: type[BelegbotError]) -> list[str]:
    return [text for text in (kind.message, kind.public, IN_DISCORD.get(kind)) if text]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def for_somebody_else(text: str, audience: Recipient) -> set[str]:
    """What a text names that its reader can do nothing about."""
    shown = read(text)
    text = re.sub(r"https?://[^\s”“,;]*|image/png", "", shown.text)
    for mark, words in shown.marks:
        if audience is Recipient.MODERATOR and mark == "strong":
            text = text.replace(words, "")
    return {what for what, pattern in FOR_SOMEBODY_ELSE.items() if re.search(pattern, text)}


def test_one_root_has_few_branches_and_every_error_hangs_below_one_of_them() -> None:
    assert {kind for kind in BelegbotError.__subclasses__() if kind in CLASSES} == BRANCHES
    assert not BRANCHES & set(ERRORS)
    assert {kind.__module__.rpartition(".")[2] for kind in CLASSES} == {"errors"}
    assert len({kind.__name__ for kind in CLASSES}) == len(CLASSES)


def test_the_operator_is_told_everything_in_german_too() -> None:
    same = [kind for kind in ERRORS if example(kind).text("de") == example(kind).text("en")]

    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Recipient)
def test_nobody_in_discord_reads_what_is_for_somebody_else(
    audience: Recipient, language: Language
) -> None:
    texts = {kind: explain(example(kind), audience, language) for kind in ERRORS}

    named = {kind: for_somebody_else(text, audience) for kind, text in texts.items()}
    assert {kind: names for kind, names in named.items() if names} == {}
    assert [text for text in texts.values() if not SENTENCES.fullmatch(read(text).text)] == []
    assert [text for text in texts.values() if re.search(r"[{}]|  ", text)] == []


def test_what_is_for_the_operator_would_be_noticed() -> None:
    kinds = [TokenMissingError, ArticlePdfTooLongError, TargetExistsError, ArticleUnknownError]

    assert [for_somebody_else(example(kind).text("en"), Recipient.MODERATOR) for kind in kinds] == [
        {"a table of settings", "a setting or variable"},
        {"a table of settings", "a setting or variable"},
        {"a path", "an option"},
        {"a command of the terminal", "an option"},
    ]
    assert for_somebody_else("**/source list** shows them.", Recipient.MEMBER) == {"a path"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_moderators_are_told_what_was_kept(language: Language) -> None:
    texts = {
        kind: explain(example(kind), Recipient.MODERATOR, language)
        for kind in PUBLIC
        if issubclass(kind, ArticleError | CorpusError | SearchIndexError)
    }

    assert TEXTS.text(language, SOMETHING_WRONG) not in texts.values()
    assert [text for text in texts.values() if not re.search(KEPT[language], text)] == []


def test_what_has_no_text_for_people_in_discord_just_went_wrong() -> None:
    for kind in set(ERRORS) - set(PUBLIC):
        assert {explain(example(kind), each, "en") for each in Recipient} == {SOMETHING_WRONG}


def test_members_are_told_of_nothing_but_their_questions_and_what_was_refused() -> None:
    told = {
        kind for kind in ERRORS if explain(example(kind), Recipient.MEMBER, "en") != SOMETHING_WRONG
    }

    assert {kind for kind in told if not issubclass(kind, QuestionError | RefusalError)} == set()
    assert {QuestionEmptyError, CooldownError, NotModeratorError} < told


NEVER_NAMED_WHERE_RAISED = {
    *(QuestionDocumentInvalidError, OtherQuestionsInvalidError),
    *(DataDirUnwritableError, DataDirFullError),
}
"""One function raises either, as its caller or the disk says; they have the same placeholders."""


def raised() -> dict[str, list[set[str]]]:
    """For each error the names of the values of each place that makes one."""
    names = {kind.__name__ for kind in CLASSES}
    found: dict[str, list[set[str]]] = defaultdict(list)
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=made, keywords=keywords):
                        given = {keyword.arg or "**" for keyword in keywords}
                        either = [made.body, made.orelse] if isinstance(made, ast.IfExp) else [made]
                        for part in either:
                            if isinstance(part, ast.Name) and part.id in names:
                                found[part.id].append(given)
                    case ast.Raise(exc=ast.Name(id=name)) if name in names:
                        found[name].append(set())
    return found


def test_every_place_that_raises_an_error_fills_its_placeholders() -> None:
    places = raised()
    for kind in ERRORS:
        needed = set().union(*map(placeholders, texts_of(kind)))
        if kind not in NEVER_NAMED_WHERE_RAISED:
            assert places[kind.__name__], f"{kind.__name__} is never raised"
        for given in places[kind.__name__]:
            assert needed <= given or "**" in given, f"{kind.__name__} lacks {needed - given}"
