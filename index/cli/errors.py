"""What a command refuses to do."""

from index.errors import BelegbotError
from index.i18n import N_


class TargetExistsError(BelegbotError):
    """A file that would be overwritten is there already."""

    message = N_(
        "“{path}” exists already. Nothing was written; choose another name, or overwrite it with "
        "--force."
    )
