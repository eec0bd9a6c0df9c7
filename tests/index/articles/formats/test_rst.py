"""reStructuredText is read with its structure; no file, no address, no configuration is."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.formats.errors import ArticleRstBrokenError
from index.articles.omissions import Omission
from tests.index.articles.units import extract, read, stands_under, units

MANUAL = """
Die Pumpe
=========

:Author: Anna Muster
:Date: 2024-03-05
:Version: 1.2

Siehe [1]_ und :ref:`die Wartung <wartung>`, ``run()`` und :py:class:`~pumpe.Motor`.

.. [1] Eine Anmerkung.

.. Nur für uns.

.. toctree::
   :maxdepth: 2

   einbau

Wartung
-------

.. note:: Den Strom abschalten.

.. admonition:: Ganz wichtig

   Das Öl prüfen.

Filter : Teil
   Ein Sieb aus Stahl.

Wie lange dauert es?
   Zwei Stunden.

#. Deckel öffnen

   - Schraube lösen
#. Filter wechseln

:Leistung: 40 Liter

======  ======
Modell  Liter
======  ======
A       40
======  ======

.. code-block:: python
   :linenos:

   pumpe.start()

-a, --alles   Alles zeigen

.. tab-set::

   .. tab-item:: Linux
      :sync: linux

      Mit apt.

.. versionadded:: 2.0
   Die Anzeige.

| Straße 1
| 12345 Berlin

.. figure:: bild.png

   Der Aufbau.

Technik
~~~~~~~

Ende.
"""


def test_a_manual_is_read_with_its_structure() -> None:
    extraction = extract(MANUAL, "pumpe.rst")
    draft = extraction.draft
    assert (extraction.format, draft.title, draft.author, draft.date) == (
        "rst",
        "Die Pumpe",
        "Anna Muster",
        "2024-03-05",
    )
    assert units(draft) == [
        ("item", "Version: 1.2"),
        ("sentence", "Siehe und die Wartung, run() und Motor."),
        ("sentence", "Eine Anmerkung."),
        ("context", "Wartung"),
        ("context", "Note"),
        ("sentence", "Den Strom abschalten."),
        ("context", "Ganz wichtig"),
        ("sentence", "Das Öl prüfen."),
        ("item", "Filter (Teil): Ein Sieb aus Stahl."),
        ("context", "Wie lange dauert es?"),
        ("answer", "Zwei Stunden."),
        ("item", "1. Deckel öffnen"),
        ("item", "- Schraube lösen"),
        ("item", "2. Filter wechseln"),
        ("item", "Leistung: 40 Liter"),
        ("context", "Modell | Liter"),
        ("row", "A | 40"),
        ("code", "pumpe.start()"),
        ("item", "-a, --alles: Alles zeigen"),
        ("context", "Linux"),
        ("sentence", "Mit apt."),
        ("sentence", "New in version 2.0: Die Anzeige."),
        ("sentence", "Straße 1"),
        ("sentence", "12345 Berlin"),
        ("context", "Der Aufbau."),
        ("context", "Technik"),
        ("sentence", "Ende."),
    ]
    assert stands_under(draft, "A | 40") == ("Wartung", "Modell | Liter")
    assert stands_under(draft, "Mit apt") == ("Wartung", "Linux")
    assert stands_under(draft, "Ende.") == ("Wartung", "Technik")
    assert {(omission.kind, omission.count) for omission in extraction.omissions} == {
        ("markup", 1),
        ("comments", 1),
        ("marks", 1),
        ("images", 1),
    }


@pytest.mark.parametrize(
    "directive",
    [
        ".. include:: {path}",
        ".. include:: {path}\n   :literal:",
        ".. include:: {path}\n   :code: text",
        ".. include:: {path}\n   :parser: rst",
        ".. raw:: html\n   :file: {path}",
        ".. raw:: html\n   :url: {url}",
        ".. csv-table:: Tabelle\n   :file: {path}",
        ".. csv-table:: Tabelle\n   :url: {url}",
        ".. literalinclude:: {path}",
        ".. image:: {path}\n   :loading: embed",
        ".. figure:: {path}\n   :figwidth: image",
        ".. |x| image:: {path}\n   :loading: embed\n\n|x|",
        ".. role:: html(raw)\n   :format: html\n\n:html:`x`",
        ".. note::\n\n   .. include:: {path}",
        ".. eigenes::\n\n   .. include:: {path}",
        ".. meta::\n   :x: {path}",
    ],
)
def test_no_file_and_no_address_is_read(directive: str, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("GEHEIM,GEHEIM\n")
    filled = directive.format(path=secret, url=secret.as_uri())
    extraction = extract(f"Anfang.\n\n{filled}\n\nEnde.\n", "a.rst")
    assert "GEHEIM" not in repr(extraction)
    assert extraction.draft.text in {
        f"Anfang.\n\n{shown}Ende." for shown in ("", "x\n\n", "Note\n\n")
    }


def test_what_would_have_been_read_is_named() -> None:
    text = "Text.\n\n.. include:: kapitel.rst\n\n.. raw:: html\n\n   <b>x</b>\n"
    extraction = extract(text, "a.rst")
    assert extraction.omissions == (
        Omission("external", 1, ".. include:: kapitel.rst"),
        Omission("markup", 1, ".. raw:: html"),
    )


def test_no_configuration_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docutils.conf").write_text(
        "[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\ntab_width: nonsense\n"
    )
    monkeypatch.setenv("DOCUTILSCONFIG", str(tmp_path / "docutils.conf"))
    monkeypatch.chdir(tmp_path)
    from index.articles.formats import rst

    content = rst.read("Text.\n\n.. include:: docutils.conf\n", source="a.rst")
    assert content.text == "Text."


def test_messages_of_the_parser_are_no_text_and_what_it_complains_of_stays() -> None:
    draft = read(
        "Anfang mit *Stern und |leer| und `Verweis`_.\n\nTitel\n====\n\n"
        "+---+---+\n| a | b\n+---+\n\n.. image::\n\nEnde.\n",
        "a.rst",
    )
    assert draft.text == (
        "Anfang mit *Stern und |leer| und `Verweis`_.\n\nTitel\n\n"
        "+---+---+\n| a | b\n+---+\n\nEnde."
    )


@pytest.mark.parametrize("text", ["a" * 30_000, "====\n\n" * 4000, "a ====\n" + "\n====\n" * 4000])
def test_what_would_take_too_long_is_refused(text: str) -> None:
    with pytest.raises(ArticleRstBrokenError):
        read(text, "a.rst")


def test_deep_nesting_is_read_or_refused() -> None:
    for text in ("\n\n".join(" " * n + "a" for n in range(300)), "- " * 2000 + "a"):
        with suppress(ArticleRstBrokenError):
            assert "a" in read(text, "a.rst").text


PIECES = st.lists(
    st.sampled_from(
        [
            "Wort",
            "*Wort*",
            "\n\n",
            "\n\n- Punkt",
            "\n\n.. note:: Satz.\n\n",
            "\n\n.. neu:: Kopf\n\n   da\n\n",
        ]
    ),
    max_size=15,
)


@given(PIECES)
def test_every_word_of_a_text_is_in_the_result(pieces: list[str]) -> None:
    draft = read("Anfang\n\n" + " ".join(pieces), "a.rst")
    for word in ("Wort", "Punkt", "Satz.", "Kopf", "da"):
        said = sum(piece.replace("*", "").split().count(word) for piece in pieces)
        assert draft.text.replace(":", " ").split().count(word) == said


def test_a_note_s_mark_leaves_no_blank_and_a_picture_s_words_answer_nothing() -> None:
    draft = read(
        "Es ist laut [#f1]_. Und hell [#f1]_\n\n.. image:: x.png\n   :alt: Ein Hecht\n\n"
        ".. [#f1] Nur nachts.\n",
        "a.rst",
    )
    assert units(draft) == [
        ("sentence", "Es ist laut."),
        ("sentence", "Und hell"),
        ("context", "Ein Hecht"),
        ("sentence", "Nur nachts."),
    ]
