"""Changes to the sources, made or about to be made, in words. Pure, as `bot.asking.render` is."""

from collections.abc import Sequence
from datetime import datetime

import discord
from babel.dates import format_date

from bot.asking.render import ANSWERED, TITLE_LIMIT
from bot.i18n import TEXTS
from bot.interactions.common import mention_of
from bot.interactions.pages import PAGE, Page
from bot.markdown import fit, one_line
from bot.notices.log_channel import OPERATOR, WHY, said_of_change
from bot.sources.texts.article import shown_title
from bot.sources.texts.audience import for_whom
from bot.sources.texts.preview import UNPINNED, sentence_lines
from index.corpus.history import HistoryEntry
from index.corpus.undo import Undo
from index.i18n import N_, Language
from index.models import Change, Operation
from index.scopes import SHARED

WHY_LIMIT = 300

HISTORY = N_("What was changed")
HISTORY_OF = N_("What was changed in “{title}”")
NO_CHANGES = N_("Nothing was changed in this server yet.")
REVISION = N_("change {revision}")
SOMEONE = N_("Someone")
UNTITLED = N_("a source erased since")
ERASED = N_("🗑️ {who} erased a source for good.")
REMOVE = N_("Remove {title}?")
REMOVE_EXPLAINED = N_(
    "I'll no longer answer from it, and answers that quote it get a note. You can restore it at "
    "any time."
)
UNDO = N_("Take this change back?")
UNDO_REMOVE = N_("Then {title} is removed: I no longer answer from it.")
UNDO_RESTORE = N_("Then {title} is in force again, as it was before.")
UNDO_REPLACE = N_("Then the version of {when} is in force again, in place of the present one.")
UNDO_TEXTLESS: dict[Operation, str] = {
    "pin": N_("Then the fixed answer from {title} counts again."),
    "unpin": N_("Then the fixed answer from {title} no longer counts."),
    "move": N_("Then {title} is {audience} again."),
}
MEANWHILE = N_(
    "Nothing was done, because this source was changed after you looked at it:\n{change}\nLook at "
    "it as it is now, and decide again."
)
DONE: dict[Operation, str] = {
    "add": N_("added"),
    "replace": N_("changed"),
    "remove": N_("removed"),
    "restore": N_("restored"),
    "purge": N_("erased for good"),
    "pin": N_("fixed answer set"),
    "unpin": N_("fixed answer taken back"),
    "move": N_("given to others"),
}
LAST_DAY = N_("last day changed")
DETAILS = N_("details changed")
TAKEN_BACK = N_("change {undoes} taken back")


def history_embed(page: Page[HistoryEntry], title: str | None, language: Language) -> discord.Embed:
    """Show a page of the changes to one article, `title`, or to all of a server's."""
    heading = TEXTS.text(language, HISTORY)
    if title is not None:
        heading = TEXTS.text(language, HISTORY_OF, title=one_line(title))
    embed = discord.Embed(
        title=fit(heading, TITLE_LIMIT),
        description="\n".join(change_line(entry, language) for entry in page.items)
        or TEXTS.text(language, NO_CHANGES),
        colour=ANSWERED,
    )
    if page.count > 1:
        foot = TEXTS.text(language, PAGE, page=page.number + 1, pages=page.count)
        embed.set_footer(text=foot)
    return embed


def change_line(entry: HistoryEntry, language: Language) -> str:
    """Tell who changed what, when and why; of shared articles not who nor why."""
    change, who = entry.change, who_shown(entry.change, language)
    if change.operation == "purge" and entry.title is None:
        text = TEXTS.text(language, ERASED, who=who)
    else:
        titled = TEXTS.text(language, UNTITLED) if entry.title is None else shown_title(entry.title)
        text = said_of_change(entry, who, titled, language)
    when = discord.utils.format_dt(change.at, "f")
    details = [when, TEXTS.text(language, REVISION, revision=change.revision)]
    if change.operation == "move":
        details.insert(0, for_whom(change.scope, language))
    lines = [text, f"-# {' · '.join(details)}"]
    if change.why and change.scope != SHARED:
        why = fit(one_line(change.why), WHY_LIMIT)
        lines.insert(1, TEXTS.text(language, WHY, why=why))
    return "\n".join(lines)


def with_change(text: str, entry: HistoryEntry | None, language: Language) -> str:
    """Return a text that tells of somebody's change, with what it was below it."""
    return text if entry is None else f"{text}\n{change_line(entry, language)}"


def plain_change(entry: HistoryEntry, language: Language) -> str:
    """Tell in one plain line what was changed when, for lists to choose from."""
    change = entry.change
    done = DONE[change.operation]
    if change.undoes is not None:
        done = TAKEN_BACK
    elif entry.details:
        done = LAST_DAY if entry.only_end else DETAILS
    what = TEXTS.text(language, done, undoes=change.undoes)
    when = format_date(change.at, "short", locale=language)
    number = TEXTS.text(language, REVISION, revision=change.revision)
    return f"{number} · {when} · {what} · {one_line(entry.title or '')}"


def who_shown(change: Change, language: Language) -> str:
    """Return who made a change: a person by mention, without a ping; others by what they are."""
    mention = mention_of(change.who)
    if change.scope != SHARED and mention:
        return mention
    known = change.scope == SHARED or change.who.startswith("operator:")
    return TEXTS.text(language, OPERATOR if known else SOMEONE)


def removal_text(
    title: str, facts: Sequence[str], unpinned: Sequence[str], language: Language
) -> str:
    """Say what removing an article means, before it is done, also for its fixed answers."""
    question = TEXTS.text(language, REMOVE, title=shown_title(title))
    lines = [question, f"-# {' · '.join(facts)}", TEXTS.text(language, REMOVE_EXPLAINED)]
    if unpinned:
        lines.append(TEXTS.text(language, UNPINNED, count=len(unpinned)))
        lines += sentence_lines(unpinned, language)
    return "\n".join(lines)


def undo_text(undo: Undo, entry: HistoryEntry, back: datetime | None, language: Language) -> str:
    """Say what taking a change back means; `back` is when the version was written that returns."""
    outcome = UNDO_TEXTLESS.get(undo.operation, UNDO_REMOVE)
    if undo.operation in {"restore", "replace"}:
        outcome = UNDO_RESTORE if undo.operation == "restore" else UNDO_REPLACE
    title = shown_title(entry.title or "")
    when = discord.utils.format_dt(back, "f") if back else ""
    return "\n".join(
        [
            f"**{TEXTS.text(language, UNDO)}**",
            change_line(entry, language),
            TEXTS.text(
                language,
                outcome,
                title=title,
                when=when,
                audience=for_whom(undo.scope, language),
            ),
        ]
    )
