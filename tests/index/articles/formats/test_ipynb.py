"""Notebooks: texts, code and what it printed; pictures and logs are named instead."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.errors import ArticleDataError
from index.articles.formats.errors import ArticleNotebookBrokenError
from index.articles.omissions import Omission
from tests.index.articles.units import DOCUMENTS, extract, read, stands_under, units


def notebook(*cells: dict[str, Any], **metadata: object) -> str:
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def said(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def run(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": outputs}


def result(**data: object) -> dict[str, Any]:
    forms = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "execute_result", "data": forms}


def test_a_notebook_is_its_texts_and_its_code() -> None:
    extraction = extract((DOCUMENTS / "notebook.ipynb").read_bytes(), "messung.ipynb")
    draft = extraction.draft
    assert (extraction.format, draft.title) == ("ipynb", "Messung")
    assert units(draft) == [
        ("sentence", "Die Pumpe fördert 40 Liter je Minute."),
        ("code", "print(1)"),
    ]


@pytest.mark.parametrize("name", ["messung.json", "messung.txt", "messung"])
def test_a_notebook_is_one_under_any_name(name: str) -> None:
    raw = (DOCUMENTS / "notebook.ipynb").read_bytes()
    assert extract(raw, name).format == "ipynb"


def test_cells_stand_under_the_headings_of_those_before() -> None:
    draft = read(
        notebook(
            said("# Messung\n\n## Pumpe\n\n- Modell A\n- Modell B"),
            run("leistung = 40", {"output_type": "stream", "name": "stdout", "text": ["40\n"]}),
            said("Die Pumpe ist *neu*."),
        ),
        "a.ipynb",
    )
    assert draft.title == "Messung"
    assert units(draft) == [
        ("context", "Pumpe"),
        ("item", "- Modell A"),
        ("item", "- Modell B"),
        ("code", "leistung = 40"),
        ("code", "40"),
        ("sentence", "Die Pumpe ist neu."),
    ]
    assert stands_under(draft, "Die Pumpe ist") == ("Pumpe",)


def test_a_table_that_was_printed_has_rows() -> None:
    table = (
        "<style scoped>th { color: red }</style><table><thead><tr><th>Stadt</th><th>Einwohner</th>"
        "</tr></thead><tbody><tr><td>Bergen</td><td>300</td></tr></tbody></table>"
    )
    printed = result(text_html=[table], text_plain=["    Stadt  Einwohner"])
    draft = read(notebook(said("Die Städte."), run("df", printed)), "a.ipynb")
    assert units(draft)[2:] == [("context", "Stadt | Einwohner"), ("row", "Bergen | 300")]
    assert stands_under(draft, "Bergen") == ("Stadt | Einwohner",)


def test_pictures_logs_and_failures_are_named() -> None:
    log = {"output_type": "stream", "text": "Zeile 1\n" * 100_000}
    failure = {"output_type": "error", "ename": "ValueError", "traceback": ["\x1b[31mx"]}
    picture = result(image_png="AAAA", text_plain="<Figure>")
    code = run("f()", log, picture, picture, failure, result(text_plain="\x1b[31mrot\x1b[0m"))
    extraction = extract(notebook(said("Text."), code), "a.ipynb")
    assert units(extraction.draft) == [("sentence", "Text."), ("code", "f()"), ("code", "rot")]
    pictures, data = sorted(extraction.omissions, key=lambda omission: -len(omission.kind))
    assert pictures == Omission("images", 2)
    assert (data.kind, data.count, data.detail[:15]) == ("data", 2, "Zeile 1 Zeile 1")


def test_details_come_from_the_front_matter_and_the_notebook() -> None:
    raw = {"cell_type": "raw", "source": "---\ntitle: Pumpen\ndate: 2024-03-05\n---\n"}
    text = notebook(raw, said("# Kapitel\n\nText."), authors=[{"name": "Erika Muster"}])
    draft = read(text, "a.ipynb")
    assert (draft.title, draft.date, draft.author) == ("Pumpen", "2024-03-05", "Erika Muster")
    assert draft.text == "Kapitel\n\nText."


def test_older_notebooks_are_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Messung"},
        {"cell_type": "code", "input": ["x = 1"], "outputs": []},
    ]
    older = {"worksheets": [{"cells": cells}], "nbformat": 3, "metadata": {"name": ""}}
    draft = read(json.dumps(older), "a.ipynb")
    assert (draft.title, draft.text) == ("Messung", "x = 1")


@pytest.mark.parametrize(
    "text",
    [
        '{"nbformat": 4, "cells": [',
        '{"nbformat": 4, "cell": 1}',
        "[1]",
        "Kein Notebook.",
        '{"nbformat": 4, "cells": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"nbformat": ' + "9" * 100_000 + ', "cells": []}',
    ],
)
def test_what_is_no_notebook_is_refused(text: str) -> None:
    with pytest.raises(ArticleNotebookBrokenError):
        read(text, "a.ipynb")


def test_other_json_is_data_under_any_name() -> None:
    for name in ("wege.json", "wege.txt", "wege"):
        with pytest.raises(ArticleDataError, match="JSON"):
            read((DOCUMENTS / "data.json").read_bytes(), name)


def test_cells_of_any_shape_are_read() -> None:
    odd = [1, None, {"cell_type": 3}, {"cell_type": "code", "source": {"a": 1}, "outputs": [2, {}]}]
    draft = read(json.dumps({"nbformat": 4, "cells": [*odd, said("Text.")]}), "a.ipynb")
    assert draft.text == "Text."


CELLS = st.lists(
    st.tuples(st.booleans(), st.lists(st.sampled_from(["Wort", "\n", "\n\n", "Satz."]), max_size=9))
)


@given(CELLS)
def test_every_word_of_a_notebook_is_in_its_text(cells: list[tuple[bool, list[str]]]) -> None:
    made = [run("".join(text)) if code else said("".join(text)) for code, text in cells]
    draft = read(notebook(said("Anfang."), *made), "a.ipynb")
    words = [word for _, text in cells for word in "".join(text).split()]
    assert ["Anfang.", *words] == draft.text.split()
