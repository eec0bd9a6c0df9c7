"""Documents of all formats are divided as was written down before they were read."""

from pathlib import Path

from tests.benchmarks.shape import compare

SHAPES = Path(__file__).parents[2] / "fixtures" / "shapes"
KNOWN = {
    "beekeeper.vtt": [
        "I took a course at the botanical garden twelve years ago.",
        "My first hive stood on a garage.",
        "In a good year about thirty kilos.",
        "That's more than in the country, because nobody sprays the parks.",
        "Only once, and I gave them two jars.",
        "Bees don't care about balconies, they fly straight up and away.",
        "Around six hundred pounds for two hives and the clothing.",
        "Never start with one hive, because you can't compare.",
        "Opening the hive too often.",
        "Once every nine days is enough in May, and in winter you leave them alone.",
        "At the Sunday market, stall fourteen, until the end of September.",
    ],
    "bibliothek.html": [
        "28 Tage, zweimal verlängerbar",
        "14 Tage, einmal verlängerbar",
        "7 Tage, nicht verlängerbar",
    ],
    "bikeshop.html": ["Clean the bike roughly.", "Your name and a phone number."],
    "canoe.eml": [
        "Yes, everyone must be able to swim 200 m.",
        "Life jackets are provided and must be worn.",
        "If the river is above the red mark, we cancel by Friday noon and refund everything.",
    ],
    "faq_bad.csv": [
        "Das Freibad öffnet am 12. Mai und schließt am 15. September.",
        "Erwachsene zahlen 4,50 Euro, Kinder ab sechs Jahren 2 Euro.",
        "Ja, sie kosten 38 Euro.",
        "Sie gelten auch in der nächsten Saison.",
        "Gegrillt werden darf nur auf der Wiese am Spielplatz.",
        "Nein, auch nicht an der Leine.",
        "In der Regel 22 bis 24 Grad.",
        "Am Sportplatz; dort sind 120 Plätze frei.",
        "Kurse für Kinder beginnen jeweils am Montag.",
        "Die Anmeldung läuft über die DLRG-Ortsgruppe.",
        "An der Kasse, dort werden sie vier Wochen aufbewahrt.",
        "Alle müssen sofort das Becken verlassen.",
        "Das Eintrittsgeld wird nicht erstattet.",
    ],
    "flohmarkt.txt": [
        "1️⃣ Hof bis 20. Mai anmelden (Formular auf suedstadt.example)",
        "2️⃣ Plakat ausdrucken und ans Tor hängen",
        "3️⃣ Tische rausstellen, fertig",
    ],
    "irc.txt": ["20:07 <neko> same time next week"],
    "lanparty.txt": [
        "The Byte Barn opens its doors again from Friday, 11 October, 5 pm to Sunday, 13 October, 2 pm.",  # noqa: E501
        "There are 64 seats, and half of them are gone already.",
        "20:00 Rocket football, 3 on 3",
        "14:00 Tower rush, 1 on 1",
        "18:30 Retro racing on the big screen",
        "22:00 Night of the bots",
        "11:00 Finals and prizes",
    ],
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
        "Missing folders are created.",
    ],
    "praxis.txt": ["Termine außerhalb nach Vereinbarung"],
    "preise.xlsx": [
        "Waffel mit Puderzucker | 1 Stück | 2,50 € | Ei, Milch, Weizen",
        "Waffel mit Kirschen | 1 Stück | 3,50 € | Ei, Milch, Weizen",
        "Kartoffelsuppe | 300 ml | 4,00 € | Sellerie",
        "Bratwurst im Brötchen | 1 Stück | 3,80 € | Senf, Weizen",
        "Veganes Chili | 350 ml | 5,20 € | keine",
        "Obstbecher | 200 g | 2,80 € | keine",
    ],
    "saftpresse.pdf": [
        "Die Presse darf nur von eingewiesenen Personen bedient werden.",
        "Kinder unter 14 Jahren halten mindestens zwei Meter Abstand.",
        "das Greifen in den laufenden Häcksler,",
        "das Überbrücken des Not-Aus-Schalters,",
        "der Betrieb ohne Abdeckung.",
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
