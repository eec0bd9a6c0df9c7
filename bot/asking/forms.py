"""The forms around an answer: what one asks next, and what is wrong with it."""

from bot.interactions.actions import Key
from bot.interactions.forms import Form
from index.i18n import N_, Language

FOLLOW_UP = N_("Follow up")
QUESTION = N_("Your question")
ABOUT = N_("About this message")
REASON_TITLE = N_("What is wrong with it?")
REASON = N_("Reason (optional)")
REASON_EXAMPLE = N_("For example: outdated, beside the question, important part missing")

QUESTION_LIMIT = 1000
REASON_LIMIT = 1000


def question_form(language: Language, *, answer_id: int = 0, about: str = "") -> Form:
    """Return the form for a question about an answer (`answer_id`) or a message (`about`)."""
    form = Form(language, FOLLOW_UP if answer_id else ABOUT, "bb:question", Key(answer_id))
    form.ask("question", QUESTION, QUESTION_LIMIT, required=True, long=True)
    if about:
        form.ask("about", ABOUT, QUESTION_LIMIT, about, long=True)
    return form


def reason_form(language: Language, answer_id: int) -> Form:
    """Return the form for why an answer was no help."""
    form = Form(language, REASON_TITLE, "bb:reason", Key(answer_id))
    form.ask("reason", REASON, REASON_LIMIT, hint=REASON_EXAMPLE, long=True)
    return form
