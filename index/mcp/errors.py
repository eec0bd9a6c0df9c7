"""Why a program doesn't get what it asks for."""

from index.errors import ArticleError, QuestionError
from index.i18n import N_


class ToolUnknownError(QuestionError):
    """A tool that there isn't."""

    message = N_("There is no tool “{name}”. These are there: {names}.")


class ArgumentsError(QuestionError):
    """Arguments that a tool doesn't take, or values that they can't have."""

    message = N_("“{tool}” can't be called like that ({wrong}). Nothing was done.")


class ArticleElsewhereError(ArticleError):
    """An article that isn't there, or not for whom this server asks."""

    message = N_(
        "No article “{article}” can be read here. What “search” finds names those that can."
    )
