"""What became of the sources that were to be added, and what of them isn't in the collection."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from index.cli.base import Invocation, print_json
from index.cli.source.changes import change_dict
from index.corpus.errors import ArticleDuplicateError
from index.errors import ArticleError
from index.i18n import N_, Language

if TYPE_CHECKING:
    from index.articles.folders import PassedOver, Skipped
    from index.articles.omissions import Omission
    from index.cli.terminal import Terminal
    from index.corpus.duplicates import Duplicate
    from index.library import Library
    from index.models import Change

NAMED = 20
"""Files passed over that are named; `--json` names all."""

PASSED_OVER: dict["PassedOver", str] = {
    "kind": N_("unknown kind"),
    "hidden": N_("hidden"),
    "link": N_("link to a folder"),
}


@dataclass(slots=True)
class Outcome:
    """What became of each source.

    `left_out` is what a source held and its article doesn't; `skipped` what a folder's files are
    that weren't read, by folder.
    """

    added: list["Change"] = field(default_factory=list)
    left_out: list[tuple[str, "Omission"]] = field(default_factory=list)
    known: list[ArticleDuplicateError] = field(default_factory=list)
    similar: list[tuple[str, "Duplicate"]] = field(default_factory=list)
    failed: list[tuple[str, ArticleError]] = field(default_factory=list)
    skipped: dict[str, Sequence["Skipped"]] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Whether all that could have been added was, and that is something."""
        return bool(self.added) and not (self.failed or self.known or self.similar)


def report(invocation: Invocation, library: "Library", outcome: Outcome, *, as_json: bool) -> None:
    """Print what became of each source."""
    if as_json:
        print_json(_outcome_dict(outcome, invocation.terminal))
        return
    terminal = invocation.terminal
    added = {change.article_id for change in outcome.added}
    terminal.show_articles(
        [summary for summary in library.catalogue.articles() if summary.id in added]
    )
    show_left_out(terminal, outcome.left_out)
    for folder, skipped in outcome.skipped.items():
        _show_skipped(terminal, folder, skipped)
    for source, near in outcome.similar:
        left_out = N_(
            "{percent} of the sentences of {source} are in “{title}” ({article}), too; "
            "it was not added. With --yes it is."
        )
        terminal.show_error(likeness(invocation, left_out, source, near))
    invocation.show_problems([*outcome.known, *(error for _, error in outcome.failed)])
    terminal.say_plural(
        N_(
            "{n} article was added; {known} there already, {similar} left out as similar, "
            "{failed} unreadable."
        ),
        N_(
            "{n} articles were added; {known} there already, {similar} left out as similar, "
            "{failed} unreadable."
        ),
        len(outcome.added),
        known=len(outcome.known),
        failed=len(outcome.failed),
        similar=len(outcome.similar),
    )


def left_out_dict(source: str, omission: "Omission", language: Language) -> dict[str, object]:
    """Return what was left out as programs get it."""
    from index.articles.omissions import in_words  # noqa: PLC0415 - imports the readers' settings

    reason = in_words(omission, language)
    return {"file": source, "reason": reason} | asdict(omission)


def show_left_out(terminal: "Terminal", left_out: Sequence[tuple[str, "Omission"]]) -> None:
    """Print what was left out, a line a source."""
    from index.articles.omissions import in_words  # noqa: PLC0415 - see above

    for source, group in groupby(left_out, key=lambda each: each[0]):
        what = "; ".join(in_words(omission, terminal.language) for _, omission in group)
        terminal.say(N_("Left out of {source}: {what}"), source=source, what=what)


def likeness(invocation: Invocation, message: str, source: str, near: "Duplicate") -> str:
    """Say how much of a source is in an article that is there."""
    return invocation.terminal.translated(
        message,
        percent=f"{near.share:.0%}",
        source=source,
        title=near.title,
        article=near.article_id,
    )


def _outcome_dict(outcome: Outcome, terminal: "Terminal") -> dict[str, object]:
    language = terminal.language
    return {
        "added": [change_dict(change) for change in outcome.added],
        "left_out": [left_out_dict(*each, language) for each in outcome.left_out],
        "similar": [{"source": source} | asdict(near) for source, near in outcome.similar],
        "known": [error.text(language) for error in outcome.known],
        "failed": [
            {"source": source, "error": error.text(language)} for source, error in outcome.failed
        ],
        "skipped": [
            {"file": str(each.path), "reason": terminal.translated(PASSED_OVER[each.reason])}
            for skipped in outcome.skipped.values()
            for each in skipped
        ],
    }


def _show_skipped(terminal: "Terminal", folder: str, skipped: Sequence["Skipped"]) -> None:
    for reason, words in PASSED_OVER.items():
        names = [str(each.path.relative_to(folder)) for each in skipped if each.reason == reason]
        if further := names[NAMED:]:
            more = terminal.translated(
                N_("and {count} more (--json names all)"), count=len(further)
            )
            names[NAMED:] = [more]
        if names:
            terminal.say(
                N_("Passed over in {folder} ({reason}): {files}"),
                folder=folder,
                reason=terminal.translated(words),
                files=", ".join(names),
            )
