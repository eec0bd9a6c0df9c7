"""What is asked for and isn't there, in words for people."""

from collections.abc import Sequence

from index.i18n import N_, TEXTS, Language

NOTHING_SAYS: dict[str, str] = {
    "age": N_("Nothing says how old."),
    "count": N_("Nothing says how many."),
    "date": N_("Nothing says when."),
    "duration": N_("Nothing says how long it takes."),
    "frequency": N_("Nothing says how often."),
    "measure": N_("Nothing gives a measure."),
    "money": N_("Nothing names a price."),
    "number": N_("Nothing gives a number."),
    "person": N_("Nothing names who."),
    "place": N_("Nothing says where."),
    "reason": N_("Nothing gives a reason."),
    "share": N_("Nothing gives a share."),
    "time": N_("Nothing says at what time."),
}


def nothing_says(missing: Sequence[str], language: Language) -> str:
    """Say what is asked for and that nothing has; empty if there are no words for it."""
    texts = [NOTHING_SAYS[kind] for kind in missing if kind in NOTHING_SAYS]
    return " ".join(TEXTS.text(language, text) for text in dict.fromkeys(texts))


def left_out(count: int, language: Language) -> str:
    """Say that further questions weren't answered; empty if there were none."""
    if not count:
        return ""
    return TEXTS.plural(
        language,
        N_("{n} more question wasn't answered: ask it again by itself."),
        N_("{n} more questions weren't answered: ask them again by themselves."),
        count,
    )
