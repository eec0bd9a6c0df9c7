"""What a command refuses to do."""

from index.errors import BelegbotError
from index.i18n import N_


class CommandError(BelegbotError):
    """A command can't do what it was told; the collection is unchanged."""


class TargetExistsError(CommandError):
    """A file that would be overwritten is there already."""

    message = N_(
        "“{path}” exists already. Nothing was written; choose another name, or overwrite it with "
        "--force."
    )
