"""Why nothing was written. The verbatim answer stands in any case."""

from index.asking.errors import AnswerError
from index.i18n import N_


class WriterError(AnswerError):
    """No answer in other words."""


class WriterNotSetError(WriterError):
    """The operator runs no language model, or has set none."""

    message = N_("No language model is set that could write. Set base_url in the table [writer].")


class NothingToWriteError(WriterError):
    """There is no answer to put in other words, and a model isn't asked for one."""

    message = N_("The sources don't say, so the language model isn't asked.")


class ApprovedError(WriterError):
    """People have approved the answer as it stands."""

    message = N_("The answer is a fixed one, which stays as it is.")


class OtherLanguageError(WriterError):
    """What is cited is in a language in which claims can't be checked."""

    message = N_("What is cited is in a language in which no claim can be checked.")


class WriterUnavailableError(WriterError):
    """The server or the model fails."""

    message = N_(
        "The language model can't write: {reason} Answers are verbatim; correct the table "
        "[writer] in the configuration, or remove it."
    )


class WriterRestingError(WriterError):
    """It failed a moment ago, and isn't asked for a while."""

    message = N_("The language model failed a moment ago and isn't asked for a minute: {reason}")


class NoClaimsError(WriterError):
    """What it says isn't a list of claims."""

    message = N_(
        "“{model}” was to give claims as JSON, and says: {said}. Use a model that follows "
        "instructions, or a server that holds it to a form."
    )


class NothingWrittenError(WriterError):
    """It gave no claim."""

    message = N_("The language model has written nothing.")


class NothingSupportedError(WriterError):
    """None of its claims is supported."""

    message = N_("Nothing of what the language model wrote is in the sentences that it cites.")


class VerifierUnavailableError(WriterError):
    """The verifying model can't be loaded or failed."""

    message = N_(
        "The verifier “{model}” can't be used: {reason}. Nothing is written without it; check its "
        "name or folder and the network, or remove verifier from the table [writer]."
    )
