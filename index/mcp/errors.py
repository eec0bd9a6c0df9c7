"""Why a program doesn't get what it asks for."""

from index.errors import QuestionError
from index.i18n import N_


class ToolUnknownError(QuestionError):
    """A tool that there isn't."""

    message = N_("There is no tool “{name}”. These are there: {names}.")


class ArgumentsError(QuestionError):
    """Arguments that a tool doesn't take, or values that they can't have."""

    message = N_("“{tool}” can't be called like that ({wrong}). Nothing was done.")
