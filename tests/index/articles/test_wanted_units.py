"""Documents of all formats are divided as was written down before they were read."""

from pathlib import Path

from tests.benchmarks.shape import compare

SHAPES = Path(__file__).parents[2] / "fixtures" / "shapes"
KNOWN = {
    "bibliothek.html": [
        "28 Tage, zweimal verlängerbar",
        "14 Tage, einmal verlängerbar",
        "7 Tage, nicht verlängerbar",
    ],
    "bikeshop.html": ["Clean the bike roughly.", "Your name and a phone number."],
    "canoe.eml": [
        "If the river is above the red mark, we cancel by Friday noon and refund everything.",
    ],
    "flohmarkt.txt": [
        "1️⃣ Hof bis 20. Mai anmelden (Formular auf suedstadt.example)",
        "2️⃣ Plakat ausdrucken und ans Tor hängen",
        "3️⃣ Tische rausstellen, fertig",
    ],
    "irc.txt": ["20:07 <neko> same time next week"],
    "lichtpult.rst": [
        "Meist ist die Sicherung F3 gefallen.",
        "Das Abschlussstück am DMX-Kabel fehlt.",
    ],
    "liga.xlsx": ["02.03.2024 | TSV Auen | SV Bach | 3:1", "09.03.2024 | SV Bach | FC Dorf | 0:0"],
    "lighthouse.html": [
        "Next to the museum shop, with a ramp.",
        "Welcome in the grounds, but not in the buildings.",
        "It may sound without warning, so keep your ears covered on misty days.",
    ],
    "manualpage.txt": ["The configuration.", "Lines that begin with # are ignored."],
    "module.rst": [
        "The lowest level that is written.",
        "Default: info.",
        "A path.",
    ],
    "museum.txt": ["There are 30 free parking spaces."],
    "praxis.txt": ["Termine außerhalb nach Vereinbarung"],
    "preise.xlsx": [
        "Waffel mit Puderzucker | 1 Stück | 2,50 € | Ei, Milch, Weizen",
        "Waffel mit Kirschen | 1 Stück | 3,50 € | Ei, Milch, Weizen",
        "Kartoffelsuppe | 300 ml | 4,00 € | Sellerie",
        "Bratwurst im Brötchen | 1 Stück | 3,80 € | Senf, Weizen",
        "Veganes Chili | 350 ml | 5,20 € | keine",
        "Obstbecher | 200 g | 2,80 € | keine",
    ],
    "serverrules.md": ["Be kind. Criticise adventures, not people."],
    "stellen.txt": [
        'Moderation der Sendung "Kiez am Abend"',
        "Schnitt von Beiträgen",
        "Social Media",
        "Lust auf Radio",
        "ein bis zwei Abende pro Woche Zeit",
    ],
}
"""What isn't divided as it should be, by document."""


def test_units_are_those_that_were_written_down_but_for_what_is_known() -> None:
    documents = [Path(str(path).removesuffix(".want")) for path in SHAPES.rglob("*.want")]
    missed = {document.name: compare(document).missed for document in documents}
    assert len(documents) == 148
    assert {name: texts for name, texts in missed.items() if texts} == KNOWN
