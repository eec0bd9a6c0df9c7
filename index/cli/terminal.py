"""Answers, errors and progress as a terminal shows them."""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from textwrap import shorten
from threading import Event, Thread
from typing import TYPE_CHECKING

from babel.numbers import format_percent
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

from index.asking.answers import LIMITED, Answer, Certainty, Citation
from index.asking.missing import left_out, nothing_says
from index.asking.trail import SEPARATOR, trail
from index.corpus.catalogue import Summary
from index.dates import format_known_date, format_validity
from index.i18n import N_, TEXTS, Language, visible
from index.indexing import progress as indexing
from index.models import Article, Change, Operation

if TYPE_CHECKING:
    from rich.progress import Progress

    from index.corpus.history import HistoryEntry
    from index.writing.written import Written

CERTAINTY: dict[Certainty, str] = {"high": N_("high"), "good": N_("good"), "fair": N_("fair")}

SHORT = {"yes": N_("Yes"), "no": N_("No")}
NO_ANSWER = N_("The sources don't say.")
PERHAPS = N_("This may fit, but it isn't certain.")
NO_CERTAIN_ANSWER = N_("No source answers this for certain.")
NEAREST = N_("What comes nearest, and is not an answer:")
NEAREST_IN_DOUBT = N_("What comes nearest; see whether it fits:")
DIFFERING = N_("The articles differ:")
DIFFERING_BY_DATE = N_("The articles differ; the newest comes first:")

ERASED = N_(
    "The text is erased, and nothing quotes it any more. The index follows: words of it are still "
    "going from its files …"
)

HEADINGS, INTRODUCTION = 120, 240
"""Characters of the headings that an excerpt stands under, and of what leads in to it."""
CUT = " …"

OPERATIONS: dict[Operation, str] = {
    "add": N_("added"),
    "replace": N_("replaced"),
    "remove": N_("removed"),
    "restore": N_("restored"),
    "purge": N_("erased"),
    "pin": N_("fixed answer set"),
    "unpin": N_("fixed answer taken back"),
    "move": N_("given to others"),
}
LAST_DAY, NO_LAST_DAY = N_("last day: {day}"), N_("last day taken back")
DETAILED = N_("changed: {details}")


class PlainConsole(Console):
    """A console that shows what it is given, whatever that is, and obeys none of it."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterator[Segment]:
        """Give the pieces to print; only rich's own may control the terminal."""
        for segment in super().render(renderable, options):
            text, style, control = segment
            yield segment if control else Segment(visible(text), style)


PATIENCE = 2.0
"""Seconds before what is done already is told, where the rest takes its time."""


class Terminal:
    """Prints to standard output, and what isn't an answer to standard error."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # Only a terminal has a width to wrap at; what is piped keeps its lines.
        self._out = PlainConsole(highlight=False, soft_wrap=not sys.stdout.isatty())
        self._err = PlainConsole(highlight=False, stderr=True)

    @contextmanager
    def erasing(self, is_erased: Callable[[], bool]) -> Iterator[None]:
        """Say that something is erased already, should its traces take longer than `PATIENCE`.

        `is_erased` is asked on another thread.
        """
        done = Event()

        def tell() -> None:
            while not done.wait(PATIENCE):
                if is_erased() and not done.is_set():
                    self._err.print(Text(self.translated(ERASED)), soft_wrap=True)
                    return

        telling = Thread(target=tell, daemon=True)
        telling.start()
        try:
            yield
        finally:
            done.set()
            telling.join()

    def show_answer(self, answer: Answer, written: "Written | None" = None) -> None:
        """Print the answer with its evidence, above it in other words, or that nothing says it."""
        blocks = list(self._in_turn(answer)) if answer.parts else self._answered(answer, set())
        if written is not None and written.claims:
            blocks.insert(0, self._in_other_words(answer, written))
        if answer.parts:
            blocks += [self._cited(each, Text(each.excerpt)) for each in answer.nearest]
        if note := left_out(answer.left_out, self.language):
            blocks.append([Text(note, style="yellow")])
        for number, lines in enumerate(blocks):
            if number:
                self._out.print()
            for line in lines:
                self._out.print(line)

    def _in_other_words(self, answer: Answer, written: "Written") -> list[RenderableType]:
        note = self.translated(
            N_("In the words of a language model; only the sources below are verbatim.")
        )
        perhaps = [Text(self.translated(PERHAPS), style="yellow")] if answer.perhaps else []
        claims = [Text(line, style="bold") for line in written.text.splitlines()]
        return [*perhaps, *claims, Text(note, style="dim")]

    def _in_turn(self, answer: Answer) -> Iterator[list[RenderableType]]:
        """Give the blocks of each question's answer, the question above them."""
        shown: set[int] = set()
        for place, part in enumerate(answer.parts, 1):
            yield [Text(f"{place}. {part.question}", style="bold underline")]
            yield from self._answered(part, shown)
            shown.update(citation.number for citation in part.citations)
        if answer.nearest:
            yield [self.translated(NEAREST_IN_DOUBT if answer.doubtful else NEAREST)]

    def _answered(self, answer: Answer, shown: Collection[int]) -> list[list[RenderableType]]:
        """Return the blocks of an answer; of a citation that is `shown` already, the number."""
        parts = [lead] if (lead := self._lead(answer)) else []
        parts += [
            [Text(self.translated(N_("See [{number}]."), number=citation.number), style="cyan")]
            if citation.number in shown
            else self._cited(citation, self._marked(citation))
            for citation in answer.citations
        ]
        parts += [self._cited(citation, Text(citation.excerpt)) for citation in answer.nearest]
        if answer.pinned:
            parts.append([Text(self.translated(N_("Fixed answer")), style="dim")])
        elif answer.outcome == "answer":
            label = self.translated(
                N_("Confidence: {words} ({percent})"),
                words=self.translated(CERTAINTY[answer.certainty]),
                percent=format_percent(answer.confidence, locale=self.language),
            )
            parts.append([Text(label, style="dim")])
        return parts

    def _lead(self, answer: Answer) -> list[RenderableType]:
        """Say what the excerpts don't: how sure it is, and in one word what they say."""
        lines: list[RenderableType] = []
        if answer.abstained:
            silence = NO_CERTAIN_ANSWER if answer.doubtful else NO_ANSWER
            lines.append(Text(self.translated(silence), style="bold yellow"))
        elif answer.perhaps:
            note = self.translated(PERHAPS)
            lines.append(Text(note, style="yellow"))
        missing = nothing_says(answer.missing, self.language)
        if missing and answer.outcome != "answer":
            lines.append(Text(missing, style="yellow"))
        if answer.nearest:
            lines.append(self.translated(NEAREST_IN_DOUBT if answer.doubtful else NEAREST))
        if answer.differing:
            note = DIFFERING_BY_DATE if answer.newest_first else DIFFERING
            lines.append(Text(self.translated(note), style="yellow"))
        elif answer.short is not None and not answer.perhaps:
            first = answer.citations[0].evidence
            short = answer.short
            if first.short in SHORT:
                said = self.translated(SHORT[first.short])
                short = LIMITED.join(filter(None, (said, first.limited)))
            lines.append(Text(short, style="bold"))
        return lines

    def show_error(self, text: str) -> None:
        """Print one message for a person, on standard error."""
        self._err.print(Text(text, style="red"), soft_wrap=True)

    def show(self, content: RenderableType) -> None:
        """Print what has a layout of its own."""
        self._out.print(content)

    def show_table(self, rows: dict[str, object]) -> None:
        """Print names and values."""
        width = max(len(name) for name in rows)
        for name, value in rows.items():
            self._out.print(Text(f"{name:<{width}}  {value}"))

    def show_articles(self, found: Sequence[Summary]) -> None:
        """Print a line an article."""
        for summary in found:
            date = format_known_date(summary.date, self.language) if summary.date else "–"
            removed = [self.translated(N_("removed"))] if summary.removed else []
            size = TEXTS.plural(
                self.language, N_("{n} sentence"), N_("{n} sentences"), summary.sentences
            )
            ends = [validity] if (validity := self._validity(summary, summary.expired)) else []
            details = " · ".join([date, size, summary.scope, *ends, *removed])
            self._out.print(
                Text.assemble((summary.id, "cyan"), f"  {summary.title}  ", (details, "dim"))
            )

    def _validity(self, of: Summary | Article, expired: bool) -> str | None:  # noqa: FBT001
        if of.valid_until is None:
            return None
        hidden = of.afterwards == "hide"
        return format_validity(of.valid_until, self.language, expired=expired, hidden=hidden)

    def show_article(self, article: Article, today: str) -> None:
        """Print an article's metadata, as it is on a day, and its text."""
        self._out.print(Text(article.title, style="bold"))
        rows = {
            self.translated(N_("Id")): article.id,
            self.translated(N_("Date")): article.date,
            self.translated(N_("Validity")): self._validity(article, article.expired(today)),
            self.translated(N_("URL")): article.url,
            self.translated(N_("Author")): article.author,
            self.translated(N_("Language")): article.language,
            self.translated(N_("Scope")): article.scope,
            self.translated(N_("Revision")): article.revision,
        }
        self.show_table({name: value for name, value in rows.items() if value is not None})
        self._out.print()
        self._out.print(Text(article.text))

    def show_change(self, change: Change, entry: "HistoryEntry | None" = None) -> None:
        """Print a line of the history; with its `entry`, which details were changed."""
        when = change.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        why = f"  ({change.why})" if change.why else ""
        undoes = f"  ↶ {change.undoes}" if change.undoes else ""
        operation = self.translated(OPERATIONS[change.operation])
        if entry and entry.details and not change.undoes:
            said = (LAST_DAY if entry.valid_until else NO_LAST_DAY) if entry.only_end else DETAILED
            values = {"day": entry.valid_until, "details": ", ".join(entry.details)}
            operation = self.translated(said, **values)
        where = f" → {change.scope}" if change.operation == "move" else ""
        self._out.print(
            Text(f"{change.revision:>5}  {when}  {operation}  {change.article_id}{where}{undoes}"),
            Text(f"{change.who}{why}", style="dim"),
        )

    def say_details(self, key: str, title: str, *details: str) -> None:
        """Print a line of a list: what it is called by, its title, what is known of it."""
        told = f"  {' · '.join(details)}" if details else ""
        self._out.print(Text.assemble((key, "cyan"), f"  {title}", (told, "dim")))

    def line(self, text: str) -> None:
        """Print a line as it is."""
        self._out.print(Text(text))

    def say(self, message: str, **values: object) -> None:
        """Print a line, translated."""
        self._out.print(Text(self.translated(message, **values)))

    def say_plural(self, singular: str, plural: str, n: int, **values: object) -> None:
        """Print a line whose words depend on `n`."""
        self._out.print(Text(TEXTS.plural(self.language, singular, plural, n, **values)))

    def note(self, message: str, **values: object) -> None:
        """Print a line beside what is asked for, on standard error, translated."""
        self._err.print(Text(self.translated(message, **values)), soft_wrap=True)

    def note_text(self, text: str) -> None:
        """Print such a line as it is."""
        self._err.print(Text(text), soft_wrap=True)

    def note_plural(self, singular: str, plural: str, n: int, **values: object) -> None:
        """Print such a line whose words depend on `n`."""
        text = TEXTS.plural(self.language, singular, plural, n, **values)
        self._err.print(Text(text), soft_wrap=True)

    def read_question(self) -> str:
        """Ask for a line; empty at the end of the input."""
        try:
            return self._out.input("\n[bold]? [/bold]" if self._out.is_terminal else "").strip()
        except EOFError:
            return ""

    @contextmanager
    def progress(
        self, label: str, *, in_bytes: bool = False, hidden: bool = False
    ) -> Iterator[indexing.Progress]:
        """Show a bar on standard error once work is reported; nothing if none is, or `hidden`."""
        bar: Progress | None = None

        def report(done: int, total: int) -> None:
            nonlocal bar
            if bar is None:
                bar = self._bar(label, in_bytes=in_bytes)
                bar.start()
            bar.update(bar.task_ids[0], completed=done, total=total)

        try:
            yield indexing.silent if hidden else report
        finally:
            if bar is not None:
                bar.stop()

    def _bar(self, label: str, *, in_bytes: bool) -> "Progress":
        # Mostly there is nothing to be done, and this takes half as long as all else of rich.
        from rich import progress  # noqa: PLC0415

        done = progress.DownloadColumn() if in_bytes else progress.MofNCompleteColumn()
        columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), done)
        bar = progress.Progress(*columns, console=self._err, transient=self._err.is_terminal)
        bar.add_task(label, total=None)
        return bar

    def _cited(self, citation: Citation, excerpt: Text) -> list[RenderableType]:
        """Show what a passage says and, below it, where it is from."""
        article = citation.article
        date = format_known_date(article.date, self.language) if article.date else None
        lines: list[RenderableType] = []
        if introduction := citation.introduction(citation.excerpt):
            # In brackets, for it isn't what the excerpt says.
            line = shorten(SEPARATOR.join(introduction), INTRODUCTION, placeholder=CUT)
            lines += self._indented(Text(f"[{line}]", style="dim"))
        lines += self._indented(excerpt)
        if further := citation.evidence.further:
            more = TEXTS.plural(self.language, N_("… and {n} more"), N_("… and {n} more"), further)
            lines += self._indented(Text(more, style="dim"))
        if citation.relative_dates:
            note = self.translated(
                N_("{words}: as seen from {date}"),
                words=", ".join(
                    self.translated(N_("“{words}”"), words=words)
                    for words in citation.relative_dates
                ),
                date=date or self.translated(N_("the article's unknown date")),
            )
            lines += self._indented(Text(note, style="dim"))
        ends = self._validity(article, True) if citation.expired else None  # noqa: FBT003
        details = [_path(citation), date, ends, self._place(citation), article.url]
        source = " · ".join(detail for detail in details if detail)
        return [*lines, Text(f"[{citation.number}] {source}", style="cyan")]

    def _place(self, citation: Citation) -> str:
        span = citation.sentence.span
        place = self.translated(
            N_("paragraph {paragraph}, sentence {sentence}"),
            paragraph=span.paragraph,
            sentence=span.number,
        )
        if citation.page is None:
            return place
        return self.translated(N_("page {page}"), page=citation.page) + f", {place}"

    def _indented(self, text: Text) -> list[RenderableType]:
        if self._out.is_terminal:
            return [Padding(text, (0, 0, 0, 4))]
        return [Text("    ") + line for line in text.split()]

    def _marked(self, citation: Citation) -> Text:
        before, answer, after = citation.marked
        alone = not (before + after).strip()
        if not self._out.is_terminal:
            return Text(citation.excerpt if alone else f"{before}**{answer}**{after}")
        excerpt = Text(citation.excerpt)
        if not alone:
            excerpt.stylize("green", len(before), len(before) + len(answer))
        if citation.evidence.phrase is not None or not alone:
            start = len(citation.answering[0])
            excerpt.stylize("bold", start, start + len(citation.answering[1]))
        return excerpt

    def translated(self, message: str, **values: object) -> str:
        """Return a text in the terminal's language."""
        return TEXTS.text(self.language, message, **values)


def _path(citation: Citation) -> str:
    """Return the article's title, and what of it the excerpt stands under."""
    title, *headings = citation.path
    if not headings:
        return title
    return SEPARATOR.join((title, shorten(trail(headings, HEADINGS), HEADINGS, placeholder=CUT)))
