"""MDX: the text of components stays, what is computed is left out and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.errors import ArticleEmptyError
from index.articles.omissions import Omission
from tests.index.articles.units import extract, read, stands_under, units

PAGE = """---
title: Pumpen
---
import Tabs from '@theme/Tabs';
import {
  A,
} from 'x';
export const meta = {
  title: 'x'
}

# Pumpen

Der Befehl `{x}` hilft. Die Version {"2.0"} ist da.{/* geheim */}

<Tabs>
  <TabItem value="a" label="Modell A">

    Sie fördert 40 Liter.

    - Ein Punkt
    - Noch einer

    ```js
    import x from "y"
    const a = {b: <c/>}
    ```

  </TabItem>
  <TabItem value="Modell B">Sie ist <Badge>neu</Badge> und gelb.</TabItem>
</Tabs>

<Note>
Nicht öffnen.
</Note>

<Accordion
  title="Was kostet sie?"
  onClick={() => { alert("}") }}
>
  Sie kostet 20 Euro.
</Accordion>

<Preis a={1} />

<Image src={bild} alt="Ein Bild der Pumpe" />

{preise.map(preis => <li>{preis}</li>)}

import ist ein Wort. Auch 5 < 6 und 8 > 7.
"""


def test_the_text_of_components_is_read_with_its_structure() -> None:
    extraction = extract(PAGE, "pumpen.mdx")
    draft = extraction.draft
    assert (extraction.format, draft.title) == ("mdx", "Pumpen")
    assert units(draft) == [
        ("sentence", "Der Befehl {x} hilft."),
        ("sentence", "Die Version 2.0 ist da."),
        ("context", "Modell A"),
        ("sentence", "Sie fördert 40 Liter."),
        ("item", "- Ein Punkt"),
        ("item", "- Noch einer"),
        ("code", 'import x from "y"\nconst a = {b: <c/>}'),
        ("context", "Modell B"),
        ("sentence", "Sie ist neu und gelb."),
        ("context", "Note"),
        ("sentence", "Nicht öffnen."),
        ("context", "Was kostet sie?"),
        ("answer", "Sie kostet 20 Euro."),
        ("sentence", "Ein Bild der Pumpe"),
        ("sentence", "import ist ein Wort."),
        ("sentence", "Auch 5 < 6 und 8 > 7."),
    ]
    assert stands_under(draft, "Sie ist neu") == ("Modell B",)
    assert stands_under(draft, "import ist") == ()
    markup, comments = extraction.omissions
    assert (markup.kind, markup.count) == ("markup", 5)
    assert markup.detail.startswith("import Tabs, import {, export const, ")
    assert comments == Omission("comments", 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Eine {offene Klammer.", "Eine {offene Klammer."),
        ("Zu } viel.", "Zu } viel."),
        (r"Das ist \{x\}.", "Das ist {x}."),
        ("<>Ein <b>Satz</b>.</>", "Ein Satz."),
        ("</Zu>Ein Satz.", "Ein Satz."),
        ("<Offen>\n\nEin Satz.", "Ein Satz."),
        ("- eins\n\n  <Tip>\n  zwei\n  </Tip>\n\n- drei", "- eins\n  Tip\n  zwei\n- drei"),
        ("<Step title={'Eins'}>\n    1. a\n    2. b\n</Step>", "Eins\n\n1. a\n2. b"),
        ("~~~\nexport {a}\n~~~", "export {a}"),
        ("A <span hidden>x</span>B", "A B"),
        ("Text.\n\n## Kopf {#kopf}\n\nSatz.", "Text.\n\nKopf\n\nSatz."),
        (":::tip Rat\n\nSatz.\n\n:::", "Rat\n\nSatz."),
    ],
)
def test_pieces_of_markup_are_resolved(text: str, shown: str) -> None:
    assert read(text, "a.mdx").text == shown


def test_one_of_code_alone_is_refused() -> None:
    with pytest.raises(ArticleEmptyError):
        read("import a from 'b'\n\n<App />\n", "a.mdx")


PIECES = st.lists(
    st.sampled_from(
        [
            *("Wort", "\n\n", "<A>", "</A>", "\n\n<A label='Kopf'>\n\n", "\n\n</A>\n\n"),
            *("{x}", "`{da}`", "\n\n    - Punkt\n\n", "{'Satz.'}"),
            *("\n```\nimport {x}\n```\n", "{", "<B/>"),
        ]
    ),
    max_size=20,
)


@given(PIECES)
def test_every_word_of_a_text_is_in_the_result(pieces: list[str]) -> None:
    text = " ".join(pieces)
    draft = read(f"Anfang\n\n{text}", "a.mdx")
    if "{ " not in f"{text} ":
        shown = draft.text.replace("{", " ").replace("}", " ").split()
        assert shown.count("Wort") == text.count("Wort")
        assert shown.count("Punkt") == text.count("Punkt")
        assert shown.count("da") == text.count("da")


def test_what_is_computed_between_words_leaves_a_sign() -> None:
    text = (
        '# Werte\n\nEs sind {p.value} Volt. {p.more}\n\n<Callout type="x">Nie öffnen.</Callout>\n'
    )
    draft = read(text, "a.mdx")
    assert draft.text == "Es sind … Volt.\n\nNie öffnen."
    assert stands_under(draft, "Nie") == ()


def test_components_with_labels_on_one_line_each_stand_under_their_own() -> None:
    text = '# Pumpen\n\n<Tabs><Tab label="A">Hält.</Tab><Tab label="B">Läuft.</Tab></Tabs>\n'
    assert units(extract(text, "pumpen.mdx").draft) == [
        ("context", "A"),
        ("sentence", "Hält."),
        ("context", "B"),
        ("sentence", "Läuft."),
    ]
