"""Why a command does nothing, or not all of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArticleError, BelegbotError, QuestionError
from index.i18n import N_


class CommandError(BelegbotError):
    """A command can't do what it was told; the collection is unchanged."""


class TargetExistsError(CommandError):
    """A file that would be overwritten is there already."""

    message = N_(
        "“{path}” exists already. Nothing was written; choose another name, or overwrite it with "
        "--force."
    )


class NoWriterError(CommandError):
    """An answer is to be put in other words, and nobody is there who could."""

    message = N_(
        "No language model is set that could write: set base_url in the table [writer], or leave "
        "--writer out."
    )


class NothingToChangeError(CommandError):
    """An article is to get the details that it has."""

    message = N_(
        "Nothing of “{article}” would be another. Nothing was changed; name what is to be, such as "
        "--title or --valid-until."
    )


class TargetIsOursError(CommandError):
    """What is to be written would be in the place of the collection itself."""

    message = N_(
        "“{path}” is the collection's own file. Nothing was written; name a file elsewhere."
    )


class TargetUnwritableError(CommandError):
    """No space, no permission, or no such folder."""

    message = N_(
        "“{path}” can't be written: {reason}. The collection is unharmed; choose another place, or "
        "correct the permissions and try again."
    )


class QuestionLineError(QuestionError):
    """A line that begins as an object of JSON but isn't one that can be asked."""

    message = N_(
        "This line isn't a question: an object needs a text “question” and may have a text "
        "“conversation”. The others are answered."
    )


class SourceNamelessError(ArticleError):
    """An empty name, as a variable of a script is that nobody has set."""

    message = N_(
        "An empty name is neither a file nor a folder. Nothing was stored for it; name what is to "
        "be added (in a script, perhaps a variable isn't set)."
    )


class FolderUnreadableError(ArticleError):
    """A folder without a file of a known kind."""

    message = N_(
        "“{source}” holds no file of a kind that is read in a folder. Nothing was stored for it; "
        "save what is in it in such a format, or add a text with another ending by its own name."
    )


class OutputUnwritableError(CommandError):
    """Standard output is a file on a full disk, say."""

    message = N_(
        "The output can't be written: {reason}. What the command did before is done; let it write "
        "elsewhere."
    )


class EndedError(CommandError):
    """A command was ended before it was done."""

    message = N_(
        "Ended by {signal} before it was done. What was stored until then is kept, and the rest is "
        "as it was; the index follows at the next start."
    )


class UnexpectedError(CommandError):
    """Nobody has thought of what happened."""

    message = N_(
        "Something unexpected happened: {reason}. What was stored before is unharmed. Please "
        "report it; with {variable}=1 in the environment, the command shows all that led to it."
    )


class ExtraMissingError(CommandError):
    """What a command needs besides isn't installed."""

    message = N_(
        "This needs what isn't installed ({module}). Install it with pip install "
        "'belegbot[{extra}]', or in a clone with pip install -e '.[{extra}]'."
    )


class PortUnusableError(CommandError):
    """Somebody else listens there, or one may not."""

    message = N_(
        "Port {port} can't be used: {reason}. Choose another with --port; with 0, any that is free."
    )


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Raise `TargetUnwritableError` if a file or folder can't be written within."""
    try:
        yield
    except BrokenPipeError:
        # Whoever reads has had enough.
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise TargetUnwritableError(path=target, reason=reason) from error
