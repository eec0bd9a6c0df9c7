"""Why a server that runs a language model gives nothing that can be used.

The first ones say what is wrong with the server; `JudgeUnavailableError` says what that means.
"""

from index.asking.errors import AnswerError
from index.i18n import N_


class EndpointError(AnswerError):
    """A server that runs a language model can't be used."""


class EndpointUnreachableError(EndpointError):
    """No connection, or one that broke."""

    message = N_(
        "{address} can't be reached: {reason}. Check whether the server runs, and its address."
    )


class EndpointSlowError(EndpointError):
    """It takes longer than the operator wants to wait."""

    message = N_("{address} gave no answer within {seconds} seconds.")


class EndpointKeyError(EndpointError):
    """It wants a key, or another one."""

    message = N_("{address} refuses the key (status {status}). Check api_key.")


class EndpointKeyUnusableError(EndpointError):
    """The key has characters that can't be sent; it isn't told."""

    message = N_("The key for {address} has characters that no key can have. Check api_key.")


class EndpointStatusError(EndpointError):
    """It answers with an error of its own."""

    message = N_(
        "{address} answers with the status {status}: {said}. Check the address and the name of "
        "the model, “{model}”."
    )


class EndpointRedirectError(EndpointError):
    """It sends elsewhere, and what is asked isn't for others."""

    message = N_(
        "{address} sends elsewhere (status {status}), which isn't followed. Set the address that "
        "it is to be asked at."
    )


class EndpointTooMuchError(EndpointError):
    """Its answer is larger than any that makes sense."""

    message = N_("{address} answers with more than {kilobytes} kB.")


class EndpointGarbageError(EndpointError):
    """Its answer isn't of the protocol."""

    message = N_(
        "{address} answers with what isn't of the chat-completions protocol. Check the address; "
        "most end with /v1."
    )


class NoLikelihoodsError(EndpointError):
    """It doesn't tell how likely its words are."""

    message = N_(
        "{address} tells no log-probabilities of “{model}”, which judging takes. Use another "
        "server or model."
    )


class NeitherError(EndpointError):
    """The model says neither yes nor no."""

    message = N_(
        "“{model}” was to say yes or no, and begins with “{said}”. Use a model that follows "
        "instructions and doesn't think aloud first."
    )


class JudgeUnavailableError(AnswerError):
    """The language model that is asked in doubt gives no opinion."""

    message = N_(
        "The language model can't judge: {reason} Answers are judged without it; correct the "
        "table [judge] in the configuration, or remove it."
    )
