"""What can go wrong, for people: each error says what happened, what was kept, what to do next.

Texts are complete sentences in English with `{placeholders}`; `text(language)` translates them.
Nothing here carries a traceback to a person; the log has it through `__cause__`.

Each class lives beside what raises it, below one of the branches here or one of its room's own.
Whoever shows an error decides which of its texts their reader gets.
"""

import re
from pathlib import PurePath
from typing import ClassVar

from index.i18n import N_, TEXTS, Language, Message, Translations

BREAKS = re.compile(r"[\t\n]+")
"""What in a name would begin another line, or a column, as if the program had said it."""


class BelegbotError(Exception):
    """Root of the tree. Keyword arguments fill the placeholders of a subclass's texts.

    `message` is for who runs the program, and may name files, commands and settings. `public` is
    for those who use it from elsewhere, and names none; where it is None, nothing is for them.
    """

    message: ClassVar[str]
    public: ClassVar[str | None] = None
    texts: ClassVar[Translations] = TEXTS

    def __init__(self, **values: object) -> None:
        super().__init__(self.message)
        self.values = values

    def text(self, language: Language) -> str:
        """Return the message for who runs the program and reads `language`."""
        values = {name: self._shown(value, language) for name, value in self.values.items()}
        return self.texts.text(language, self.message, **values)

    def _shown(self, value: object, language: Language) -> object:
        if isinstance(value, BelegbotError):
            return value.text(language)
        if isinstance(value, Message):
            return self.texts.text(language, value)
        return BREAKS.sub(" ", str(value)) if isinstance(value, str | PurePath) else value

    def __str__(self) -> str:
        return self.text("en")


def first_line(error: BaseException) -> str:
    """Return what a library's error says in its first line, or its name."""
    return str(error).strip().partition("\n")[0] or type(error).__name__


class ConfigError(BelegbotError):
    """The configuration can't be used."""


class ConfigUnreadableError(ConfigError):
    """The file is missing, can't be read, or isn't TOML."""

    message = N_("The configuration {path} can't be read: {reason}. Correct the file or the path.")


class ConfigKeyUnknownError(ConfigError):
    """A key that no setting has."""

    message = N_(
        "The configuration {path} has an unknown key “{key}”. "
        "Remove it or correct it; did you mean “{suggestion}”?"
    )


class ConfigValueError(ConfigError):
    """A value of the wrong type or out of range."""

    message = N_(
        "The configuration {path} has an unusable value for “{key}”: {reason}. Correct that line."
    )


class ConfigVariableUnknownError(ConfigError):
    """An environment variable that looks like a setting and is none."""

    message = N_(
        "The environment variable {variable} sets nothing. Remove it or correct its name; did you "
        "mean “{suggestion}”?"
    )


class ConfigVariableError(ConfigError):
    """An environment variable says what its setting can't be."""

    message = N_(
        "The environment variable {variable} has an unusable value: {reason}. Correct it or remove "
        "it."
    )


class HomeUnknownError(ConfigError):
    """Nobody says where the data is, and there is no home folder for it."""

    message = N_(
        "There is no home folder here to keep the articles in (HOME isn't set). Name a folder with "
        "--data-dir, or with BELEGBOT_DATA_DIR in the environment."
    )


class SecretUnreadableError(ConfigError):
    """The file that holds a secret is missing, can't be read, or is empty."""

    message = N_(
        "The environment variable {variable} names the file {path}, which can't be read: {reason}. "
        "Correct the variable or the file."
    )


class QuestionError(BelegbotError):
    """The question can't be asked as it stands."""


class ArticleError(BelegbotError):
    """An article can't be added or changed as asked; the collection is unchanged."""


class CorpusError(BelegbotError):
    """The collection can't be used, or not for what is asked of it."""


class SearchIndexError(BelegbotError):
    """The search index, a derived copy, can't be used; the collection is unharmed."""
