"""What the page says: a template isn't searched for messages."""

from collections.abc import Mapping

from index.asking.answers import Certainty
from index.i18n import N_, TEXTS, Language, Message

LABELS: Mapping[str, Message] = {
    "about": N_("Answers questions from a collection of articles, with the evidence."),
    "question": N_("Question"),
    "ask": N_("Ask"),
    "skip": N_("To the content"),
    "answer": N_("Answer"),
    "evidence": N_("Evidence"),
    "nearest": N_("What comes nearest, and is not an answer"),
    "nearest_in_doubt": N_("What comes nearest; see whether it fits"),
    "in_article": N_("Read it in the article"),
    "articles": N_("Articles"),
    "no_articles": N_("There are no articles yet; “belegbot source add” adds some."),
    "original": N_("Where it was published"),
    "back": N_("Ask a question"),
    "changed": N_(
        "The article was changed after the answer, so nothing is marked. This is how it stands now."
    ),
    "cut_before": N_("What comes before is left out here."),
    "cut_after": N_("What follows is left out here."),
    "marked": N_("To the marked place"),
    "languages": N_("Language"),
    "not_found": N_("There is no such page here."),
    "foreign": N_("Another page has asked for this. Open it by its address."),
    "failed": N_("Something went wrong, and it was logged. Nothing was lost."),
    "read_only": N_("This page runs on this machine alone, and changes nothing."),
}

SHORT = {"yes": N_("Yes"), "no": N_("No")}

CERTAINTY: Mapping[Certainty, Message] = {
    "high": N_("high"),
    "good": N_("good"),
    "fair": N_("fair"),
}

NO_ANSWER = N_("The sources don't say.")
NO_CERTAIN_ANSWER = N_("No source answers this for certain.")
PERHAPS = N_("This may fit, but it isn't certain.")
DIFFERING = N_("The articles differ:")
DIFFERING_BY_DATE = N_("The articles differ; the newest comes first:")


def labels(language: Language) -> dict[str, str]:
    """Return all that a template says, by name."""
    return {name: TEXTS.text(language, text) for name, text in LABELS.items()}
