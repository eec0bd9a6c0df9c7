"""What leads about on a page is no text of it."""

import pytest

from tests.index.articles.formats.html.page.test_pages import read, stored

AROUND = """<html lang=de><head><title>Hallenbad Obernau</title></head><body>
<a href="#inhalt" class="sprung">Zum Inhalt springen</a> <a href="#fuss">Zur Fußzeile</a>
<div id="inhalt"><h1>Hallenbad Obernau</h1><p>Auf dieser Seite:</p>
<ul><li><a href="#preise">Preise</a></li><li><a href="#kurse">Kurse</a></li></ul>
<h2 id="preise"><a href="#preise">Preise</a></h2>
<p>Ein Besuch kostet 4 Euro, für Kinder <a href="#note">ab sechs Jahren</a> 2 Euro.</p>
<ul><li>Montag: geschlossen</li><li><a href="#kurse">Mittwoch</a>: nur Kurse</li></ul>
<p><a href="#top">Nach oben</a></p><h2 id="kurse">Kurse</h2>
<p>Der Kurs beginnt am 3. Mai.</p><p><a href="#">↑ Seitenanfang</a></p>
<p><a href="#anmeldung">Anmeldung im Büro</a></p>
<p id="note">Gilt auch für Gruppen.</p></div><div id="fuss">Badweg 2</div></body></html>"""


def test_what_only_leads_to_places_of_its_page_is_navigation() -> None:
    extraction = read(AROUND)
    assert extraction.draft.text == (
        "Preise\n\nEin Besuch kostet 4 Euro, für Kinder ab sechs Jahren 2 Euro.\n\n"
        "- Montag: geschlossen\n- Mittwoch: nur Kurse\n\nKurse\n\nDer Kurs beginnt am 3. Mai.\n\n"
        "Anmeldung im Büro\n\nGilt auch für Gruppen.\n\nBadweg 2"
    )
    assert extraction.omissions == ()


def test_a_name_that_leads_nowhere_stays() -> None:
    body = (
        '<div><p><a href="#">Kanu</a></p><p>45 Euro am Tag.</p><p><a href="#">⬆ Hoch</a></p></div>'
    )
    assert stored(body) == "Kanu\n\n45 Euro am Tag."


@pytest.mark.parametrize("tag", ["h2", "dt", "summary"])
def test_a_title_that_leads_to_itself_is_none(tag: str) -> None:
    title = f'<{tag} id="a"><a href="#a">Wie tief ist es</a></{tag}>'
    body = f"<div><p>Es ist auf.</p>{title}<p>Zwei Meter.</p></div>"
    assert "Wie tief ist es" in stored(body)
