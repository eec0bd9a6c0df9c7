"""Why a question can't be asked, or answered as usual."""

from index.errors import BelegbotError, QuestionError
from index.i18n import N_


class QuestionEmptyError(QuestionError):
    """Blank, or nothing left without control characters."""

    message = public = N_("The question is empty. Write what you want to know.")


class NoQuestionError(QuestionError):
    """Thanks, a greeting, "ok": nothing is asked."""

    message = public = N_("If there is something that you want to know, just ask.")


class QuestionTooLongError(QuestionError):
    """More characters than a question may have."""

    message = public = N_(
        "The question has {length} characters; {limit} are possible. "
        "Shorten it to what you want to know."
    )


class AnswerError(BelegbotError):
    """A question can't be answered as usual; the collection is unharmed."""


class WeightsDamagedError(AnswerError):
    """The weights that the operator fitted can't be read."""

    message = N_(
        "What was calibrated can't be read from {path}: {reason}. Answers are judged as if it "
        "weren't there; run “belegbot index calibrate” with --write again, or delete the file."
    )


class WeightsUnwritableError(AnswerError):
    """The weights that were fitted can't be kept."""

    message = N_("What was calibrated can't be kept in {path}: {reason}. Nothing was changed.")


class RerankerUnavailableError(AnswerError):
    """The re-ranker can't be loaded or failed."""

    message = N_(
        "The re-ranker “{model}” can't be used: {reason}. Check its name or folder and the "
        "network, or remove the table [reranker] from the configuration; answers need none."
    )


class ReaderUnavailableError(AnswerError):
    """The reader can't be loaded or failed."""

    message = N_(
        "The reader “{model}” can't be used: {reason}. Check its name or folder and the network, "
        "or remove the table [reader] from the configuration; answers need none."
    )


class EvidenceError(AnswerError):
    """An excerpt differs from the stored text: a bug, never shown as an answer."""

    message = N_(
        "An excerpt of the article {article} didn't match its stored text and was withheld. "
        "Please report this; “belegbot index rebuild” builds the index anew."
    )
