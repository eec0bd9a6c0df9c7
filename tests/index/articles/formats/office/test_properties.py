"""For any office document: all that it holds is in the text or named, and units slice back."""

import csv
import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles.documents import Document, Extraction, read_document
from index.articles.metadata import Metadata
from index.config import IngestSettings
from index.errors import ArticleError
from index.units.blocks import sound
from tests import office_files as files

SETTINGS = IngestSettings()
WORDS = st.text(st.sampled_from("abcdeäöüßÉ日прéx"), min_size=1, max_size=8)
KINDS = st.sampled_from(["text", "bold", "heading", "item", "inner", "table", "struck", "hidden"])
PIECES = st.lists(st.tuples(KINDS, WORDS), min_size=1, max_size=12)
TABLES = st.lists(
    st.lists(st.text(st.sampled_from("ab1 ,;\"\n'ä€"), max_size=6), min_size=2, max_size=4),
    min_size=1,
    max_size=8,
)

Piece = tuple[str, str]
Write = Callable[[str], str]


def as_docx(pieces: list[Piece]) -> bytes:
    made: dict[str, Write] = {
        "text": files.p,
        "bold": lambda word: files.p(files.run(word, "<w:b/>")),
        "heading": lambda word: files.p(word, "berschrift1"),
        "item": files.item,
        "inner": lambda word: files.item(word, level=1),
        "table": lambda word: files.table([word, word], ["1", word]),
        "struck": lambda word: files.p(files.run(word, "<w:strike/>")),
        "hidden": lambda word: files.p(files.run(word, "<w:vanish/>")),
    }
    return files.docx("".join(made[kind](word) for kind, word in pieces))


def as_odt(pieces: list[Piece]) -> bytes:
    def item(word: str) -> str:
        return f"<text:list><text:list-item>{files.tp(word)}</text:list-item></text:list>"

    def table(word: str) -> str:
        cell = f"<table:table-cell>{files.tp(word)}</table:table-cell>"
        row = f"<table:table-row>{cell * 2}</table:table-row>"
        return f"<table:table>{row * 2}</table:table>"

    made: dict[str, Write] = {
        "text": files.tp,
        "bold": lambda word: files.tp(files.span(word, "Bold")),
        "heading": lambda word: f'<text:h text:outline-level="1">{word}</text:h>',
        "item": item,
        "inner": lambda word: (
            f"<text:list><text:list-item>{item(word)}</text:list-item></text:list>"
        ),
        "table": table,
        "struck": lambda word: files.tp(files.span(word, "Struck")),
        "hidden": lambda word: files.tp(files.span(word, "Hidden")),
    }
    return files.odt("".join(made[kind](word) for kind, word in pieces))


def as_pptx(pieces: list[Piece]) -> bytes:
    struck = 'strike="sngStrike"'
    made: dict[str, Write] = {
        "text": lambda word: files.tree(files.shape(files.ap(word))),
        "bold": lambda word: files.tree(files.shape(files.ap(word, looks='b="1"'))),
        "heading": lambda word: files.tree(files.shape(files.ap(word), kind="title")),
        "item": lambda word: files.tree(files.shape(files.ap(word), kind="body")),
        "inner": lambda word: files.tree(files.shape(files.ap(word, 1), kind="body")),
        "table": lambda word: files.tree(files.shape(files.ap(word), files.ap(word))),
        "struck": lambda word: files.tree(files.shape(files.ap(word, looks=struck))),
        "hidden": lambda word: files.tree(files.shape(files.ap(word)), attributes='show="0"'),
    }
    return files.pptx(*(made[kind](word) for kind, word in pieces))


def as_rtf(pieces: list[Piece]) -> bytes:
    made = {
        "text": r"{}\par ",
        "bold": r"{{\b {}}}\par ",
        "heading": r"\s1 {}\par\pard ",
        "item": r"\ls1{{\listtext -\tab}}{}\par\pard ",
        "inner": r"\ls1\ilvl1{{\listtext -\tab}}{}\par\pard ",
        "table": r"\trowd\intbl {0}\cell {0}\cell\row\pard ",
        "struck": r"{{\strike {}}}\par ",
        "hidden": r"{{\v {}}}\par ",
    }
    return files.rtf("".join(made[kind].format(word) for kind, word in pieces))


BUILDERS = {"docx": as_docx, "odt": as_odt, "pptx": as_pptx, "rtf": as_rtf}


def read(raw: bytes, name: str) -> Extraction:
    return read_document(Document(raw, name), Metadata(), SETTINGS)


def check(extraction: Extraction) -> None:
    """See that blocks fit their text, and that its units cover all of it."""
    draft = extraction.draft
    assert sound(draft.blocks or (), draft.text)
    units = "".join(draft.text[span.start : span.end] for span in draft.spans or ())
    assert "".join(units.split()) == "".join(draft.text.split())


@pytest.mark.parametrize("name", BUILDERS)
@settings(max_examples=60, deadline=None)
@given(pieces=PIECES)
def test_all_that_is_written_is_read_or_named(name: str, pieces: list[Piece]) -> None:
    raw = BUILDERS[name](pieces)
    seen = [word for kind, word in pieces if kind not in {"struck", "hidden"}]
    try:
        extraction = read(raw, f"a.{name}")
    except ArticleError:
        assert not seen
        return
    check(extraction)
    text = f"{extraction.draft.title}\n{extraction.draft.text}"
    assert [word for word in seen if word not in text] == []
    struck = sum(len(word) for kind, word in pieces if kind == "struck")
    assert sum(o.count for o in extraction.omissions if o.kind == "struck") == struck
    assert extraction.hidden == sum(len(word) for kind, word in pieces if kind == "hidden")


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_all_cells_of_a_workbook_are_read(rows: list[list[str]]) -> None:
    try:
        extraction = read(files.xlsx({"Daten": files.sheet(*rows)}), "a.xlsx")
    except ArticleError:
        assert not any(cell.strip() for row in rows for cell in row)
        return
    check(extraction)
    flat = " ".join(extraction.draft.text.split())
    assert all(" ".join(cell.split()) in flat for row in rows for cell in row)


@settings(max_examples=100, deadline=None)
@given(TABLES, st.sampled_from(";,\t"))
def test_all_cells_of_a_table_in_text_are_read(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO()
    width = max(map(len, rows))
    full = [["Name"] * width, *([*row, *["x"] * (width - len(row))] for row in rows)]
    csv.writer(file, delimiter=delimiter).writerows(full)
    extraction = read(file.getvalue().encode(), "a.csv")
    check(extraction)
    text = "".join(extraction.draft.text.split())
    assert all(
        "".join(cell.split()) in text for row in rows for cell in row if cell.strip("\"' \n")
    )


@pytest.mark.parametrize("name", [*BUILDERS, "xlsx"])
def test_a_damaged_document_is_read_or_refused(name: str) -> None:
    pieces = [("heading", "Zweck"), ("text", "Der Text."), ("item", "Punkt"), ("table", "Zelle")]
    sound_one = (
        BUILDERS[name](pieces) if name in BUILDERS else files.xlsx({"A": files.sheet(["a"])})
    )
    chance = random.Random(name)
    for _ in range(150):
        raw = bytearray(sound_one)
        for _ in range(chance.randint(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        try:
            check(read(bytes(raw), f"a.{name}"))
        except ArticleError:
            continue
