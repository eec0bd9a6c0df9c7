"""A draft -> what a moderator sees of it before it counts. Pure, as `bot.asking.render`."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import discord
from babel import Locale, UnknownLocaleError

from bot.asking.render import ABSTAINED, TITLE_LIMIT
from bot.i18n import TEXTS
from bot.markdown import clean, escape, fit, hidden_in, one_line, quote, width
from bot.memory.previews import Origin, Preview
from bot.sources.texts.article import validity
from bot.sources.texts.audience import for_whom
from bot.sources.texts.watched import how
from index.articles.omissions import in_words
from index.dates import end_remarks, format_known_date
from index.i18n import N_, Language
from index.models import Draft
from index.review.inspection import Inspection
from index.review.prediction import AnswerChange, Effect
from index.shelves import has_ended

FIELD_LIMIT = 1024
FIRST_LINES = 600
COMPARISON_LIMIT = 700
"""For each side; Discord takes 6,000 characters in all."""
SENTENCE_LIMIT = 220
QUESTION_LIMIT = 150
OMISSION_LIMIT = 200
LEFT_OUT_LIMIT = 500
DUPLICATE_TITLE = 80
DETAIL_LIMIT = 100
SHOWN_DUPLICATES = 5
SHOWN_QUESTIONS = 3

ADDED = N_("✅ {title} is added and can be asked.")
ADDED_FOR = N_("✅ {title} is added, {audience}.")
ADDED_HIDDEN = N_("✅ {title} is added. Its last day is over, so it isn't asked any more.")
PREVIEW = N_("Preview – nothing is added yet")
REPLACING = N_("Preview of the new version – nothing is changed yet")
DETAILS = N_("Details")
NO_DATE = N_("no date")
SIZE = N_("Paragraphs: {paragraphs} · sentences: {sentences}")
NOTHING_ANSWERS = N_("⚠️ Nothing in it can answer: it has only questions or headings.")
FROM = N_("Taken from: {source}")
REASON = N_("Reason: {why}")
TO_BE_WATCHED = N_("👁️ Is watched once it is added: {how}")
LEFT_OUT = N_("Left out")
SIMILAR = N_("Similar sources")
SIMILAR_LINE = N_("{title}: has {percent}% of these sentences")
NOTHING_SIMILAR = N_("None.")
UNUSABLE = N_("Please correct")
UNUSABLE_LINE = N_("{name} “{value}” can't be used and wasn't taken over.")
EFFECTS = N_("Answers to questions asked here")
NO_QUESTIONS = N_("Nothing has been asked publicly here yet, so nothing can be compared.")
UNKNOWN = N_("This can't be told right now. The source can be added all the same.")
UNCHANGED = N_("Of the latest questions ({asked}), none would be answered differently.")
WOULD_CHANGE = N_("Of the latest questions ({asked}), answered differently: {changed}")
NOT_ALL = N_("(There are {saved}; for more there was no time.)")
EFFECT: dict[Effect, str] = {
    "answered": N_("newly answered"),
    "perhaps": N_("may be answered, not for certain; who wants a source isn't told"),
    "changed": N_("answered differently"),
    "lost": N_("no longer answered"),
}
MORE = N_("… and {count} more")
ALL_IN_FILE = N_("All of them are in the file {name}.")
COMPARISON = N_("comparison.txt")
ADDED_SENTENCES = N_("New sentences: {count}")
REMOVED_SENTENCES = N_("Sentences no longer there: {count}")
CHANGED_DETAILS = N_("Details that change")
DECIDE = N_("Decide within {minutes} minutes; after that, this is erased.")
UNDECIDED = N_("This waits until somebody decides.")

UNPINNED = N_("📌 Fixed answers that then no longer count: {count}")

NAMES = {
    "title": N_("Title"),
    "date": N_("Date"),
    "url": N_("Address"),
    "author": N_("Author"),
    "valid_until": N_("Valid until"),
    "afterwards": N_("After that"),
}
AFTERWARDS = {"quote": N_("quote it as expired"), "hide": N_("don't ask it any more")}
"""What is to become of a source after its last day."""


def preview_embed(
    preview: Preview,
    inspection: Inspection,
    today: str,
    language: Language,
    patience: timedelta | None,
) -> discord.Embed:
    """Show a draft, what it would do, and that it doesn't count yet; `patience` None: for ever.

    What replaces something is shown by what it changes, which is what is to be decided on.
    """
    draft = preview.draft
    replacing = preview.article_id is not None
    embed = discord.Embed(title=fit(one_line(draft.title), TITLE_LIMIT), colour=ABSTAINED)
    if patience is not None:
        # What waits for ever is shown below a line that says so.
        embed.set_author(name=TEXTS.text(language, REPLACING if replacing else PREVIEW))
    differing = changed_details(inspection, draft, language)
    if not (differing or inspection.removed or inspection.added):
        embed.description = fit(
            clean(draft.text[: FIRST_LINES + 1]),
            FIRST_LINES,
            lambda part: quote(part, hidden=hidden_in(draft.text)),
        )
    if preview.origin.unusable:
        _field(embed, TEXTS.text(language, UNUSABLE), unusable_lines(preview.origin, language))
    if differing:
        _field(embed, TEXTS.text(language, CHANGED_DETAILS), differing)
    if inspection.removed or inspection.added:
        for heading, sentences in (
            (REMOVED_SENTENCES, inspection.removed),
            (ADDED_SENTENCES, inspection.added),
        ):
            name = TEXTS.text(language, heading, count=len(sentences))
            _field(embed, name, sentence_lines(sentences, language), inline=True)
    if inspection.unpinned:
        name = TEXTS.text(language, UNPINNED, count=len(inspection.unpinned))
        _field(embed, name, sentence_lines(inspection.unpinned, language))
    about_it = [
        (DETAILS, details(preview, inspection, today, language)),
        (LEFT_OUT, left_out(preview.origin, language)),
        (SIMILAR, similar(inspection, language) if inspection.near or not replacing else []),
    ]
    effect = (EFFECTS, effects(inspection, language))
    for heading, lines in [effect, *about_it] if replacing else [*about_it, effect]:
        if lines:
            _field(embed, TEXTS.text(language, heading), lines)
    foot = TEXTS.text(language, UNDECIDED)
    if patience is not None:
        foot = TEXTS.text(language, DECIDE, minutes=round(patience.total_seconds() / 60))
    embed.set_footer(text=foot)
    return embed


def whole_comparison(inspection: Inspection) -> bytes | None:
    """Return all sentences by which two versions differ, where a preview can't show them all."""
    if all(_shown(each) == len(each) for each in (inspection.removed, inspection.added)):
        return None
    lines = [f"- {one_line(sentence)}" for sentence in inspection.removed]
    lines += [f"+ {one_line(sentence)}" for sentence in inspection.added]
    return "\n".join(lines).encode()


def details(preview: Preview, inspection: Inspection, today: str, language: Language) -> list[str]:
    """Return what is known about a draft, line by line."""
    size = TEXTS.text(
        language, SIZE, paragraphs=inspection.paragraphs, sentences=inspection.sentences
    )
    lines = [about(preview.draft, language), size]
    if not inspection.sentences:
        lines.append(TEXTS.text(language, NOTHING_ANSWERS))
    if preview.article_id is None:
        lines.append(f"👥 {for_whom(preview.scope, language)}")
    lines += ends(preview.draft, today, language)
    lines.append(TEXTS.text(language, FROM, source=fit(one_line(preview.origin.source), 200)))
    if preview.draft.url and preview.draft.url != preview.origin.source:
        lines.append(fit(preview.draft.url, 300))
    if (watch := preview.origin.watch) is not None:
        lines.append(
            TEXTS.text(
                language,
                TO_BE_WATCHED,
                how=how(timedelta(seconds=watch.every), watch.apply, language),
            )
        )
    if preview.why:
        lines.append(TEXTS.text(language, REASON, why=fit(one_line(preview.why), 200)))
    return lines


def changed_details(inspection: Inspection, draft: Draft, language: Language) -> list[str]:
    """Return in which details a draft differs from the version that it is to replace."""
    before = inspection.before
    if before is None:
        return []

    def shown(of: Draft, name: str) -> str:
        value = getattr(of, name) or ""
        if name in {"date", "valid_until"} and value:
            value = format_known_date(value, language)
        if name == "afterwards":
            value = TEXTS.text(language, AFTERWARDS[value])
        return fit(one_line(value), DETAIL_LIMIT) or "–"

    return [
        f"{TEXTS.text(language, label)}: {shown(before, name)} → {shown(draft, name)}"
        for name, label in NAMES.items()
        if getattr(before, name) != getattr(draft, name)
    ]


def ends(draft: Draft, today: str, language: Language) -> list[str]:
    """Return until when a draft holds, if that is known, and what is odd about it."""
    lines = [f"⌛ {line}" for line in validity(draft, today, language)]
    if draft.valid_until is not None:
        odd = end_remarks(draft.valid_until, draft.date, today, language)
        lines += [f"⚠️ {line}" for line in odd]
    return lines


def about(draft: Draft, language: Language) -> str:
    """Return a draft's date, language and author in a line."""
    date = format_known_date(draft.date, language) if draft.date else None
    # "1. May" would begin a list.
    parts = [escape(date or TEXTS.text(language, NO_DATE)), language_name(draft.language, language)]
    parts += [fit(one_line(draft.author), 100)] if draft.author else []
    return " · ".join(parts)


def left_out(origin: Origin, language: Language) -> list[str]:
    """Return what a document held and the draft doesn't, line by line."""
    lines = [fit(one_line(in_words(each, language)), OMISSION_LIMIT) for each in origin.left_out]
    shown = _fitting(lines, LEFT_OUT_LIMIT)
    if further := len(lines) - shown:
        return [*lines[:shown], TEXTS.text(language, MORE, count=further)]
    return lines


def unusable_lines(origin: Origin, language: Language) -> list[str]:
    """Return the details that a person gave and that can't be used."""
    return [
        TEXTS.text(
            language,
            UNUSABLE_LINE,
            name=TEXTS.text(language, NAMES[name]),
            value=fit(one_line(value), 100),
        )
        for name, value in origin.unusable.items()
    ]


def similar(inspection: Inspection, language: Language) -> list[str]:
    """Return the articles that share many sentences with a draft."""
    lines = [
        TEXTS.text(
            language,
            SIMILAR_LINE,
            title=fit(one_line(near.title), DUPLICATE_TITLE, lambda part: f"**{escape(part)}**"),
            percent=round(100 * near.share),
        )
        for near in inspection.near[:SHOWN_DUPLICATES]
    ]
    if further := len(inspection.near[SHOWN_DUPLICATES:]):
        lines.append(TEXTS.text(language, MORE, count=further))
    return lines or [TEXTS.text(language, NOTHING_SIMILAR)]


def effects(inspection: Inspection, language: Language) -> list[str]:
    """Return what a draft does to the answers of questions that were asked."""
    prediction = inspection.prediction
    if prediction is None:
        return [TEXTS.text(language, UNKNOWN)]
    if not prediction.asked:
        return [TEXTS.text(language, NO_QUESTIONS)]
    changed = len(prediction.affected)
    said = WOULD_CHANGE if changed else UNCHANGED
    lines = [TEXTS.text(language, said, changed=changed, asked=prediction.asked)]
    lines += [_affected(affected, language) for affected in prediction.affected[:SHOWN_QUESTIONS]]
    if further := changed - SHOWN_QUESTIONS:
        lines += [TEXTS.text(language, MORE, count=further)] if further > 0 else []
    if prediction.asked < prediction.saved:
        lines.append(TEXTS.text(language, NOT_ALL, saved=prediction.saved))
    return lines


def language_name(code: str, language: Language) -> str:
    """Return a language's name, or its code if it has none."""
    try:
        return str(Locale(language).languages.get(code, code))
    except UnknownLocaleError:
        return code


def said_of(title: str, language: Language, message: str, **values: object) -> str:
    """Return that a change to an article is done, as Markdown."""
    shown = fit(one_line(title), TITLE_LIMIT, lambda part: f"**{escape(part)}**")
    return TEXTS.text(language, message, title=shown, **values)


def added_text(preview: Preview, today: str, language: Language) -> str:
    """Return that a source is added, and who can ask it from now on."""
    draft, title = preview.draft, preview.draft.title
    if draft.afterwards == "hide" and has_ended(draft.valid_until, today):
        return said_of(title, language, ADDED_HIDDEN)
    if preview.scope.part:
        return said_of(title, language, ADDED_FOR, audience=for_whom(preview.scope, language))
    return said_of(title, language, ADDED)


def _affected(affected: AnswerChange, language: Language) -> str:
    question = fit(one_line(affected.question), QUESTION_LIMIT)
    line = f"- {question} ({TEXTS.text(language, EFFECT[affected.effect])})"
    if not affected.after:
        return line
    return f"{line}\n{fit(one_line(affected.after), SENTENCE_LIMIT, quote)}"


def sentence_lines(sentences: Sequence[str], language: Language) -> list[str]:
    """Return sentences line by line, as many as fit into a field."""
    lines = [_sentence(sentence) for sentence in sentences[: _shown(sentences)]]
    if further := len(sentences) - len(lines):
        lines.append(TEXTS.text(language, MORE, count=further))
    return lines or ["–"]


def _shown(sentences: Sequence[str]) -> int:
    """Count the sentences that fit into a field."""
    return _fitting(map(_sentence, sentences), COMPARISON_LIMIT - 30)


def _fitting(lines: Iterable[str], room: int) -> int:
    """Count the lines that there is room for."""
    count = 0
    for line in lines:
        room -= width(line) + 1
        if room < 0:
            break
        count += 1
    return count


def _sentence(sentence: str) -> str:
    return fit(one_line(sentence), SENTENCE_LIMIT, lambda part: f"- {escape(part)}")


def _field(embed: discord.Embed, name: str, lines: Sequence[str], *, inline: bool = False) -> None:
    shown = list(lines)
    while len(shown) > 1 and width("\n".join(shown)) > FIELD_LIMIT:
        shown.pop()
    embed.add_field(name=name, value="\n".join(shown), inline=inline)
