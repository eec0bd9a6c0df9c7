"""Dutch, as far as it is known here: questions, numbers, what points back.

"wie", who, is how in German, so that what follows it decides. "was", "tot", "want", "of", "en",
"er", "de" and "die" are German, English, Spanish or French.
"""

from index.language.profiles.profile import LanguageProfile, word_set

WHO = (
    "wie(?= (?:is|zijn|heeft|hebben|had|hadden|kan|kunnen|mogen|moet|moeten|zal|zullen|wordt|"
    r"worden)\b| \w{2,20} (?:de|het|een|deze|dit|onze)\b)"
)
"""Before what no German goes on with: "wie war", "wie mag", "wie macht er"."""

NUMERALS = (
    *(("twee", 2), ("drie", 3), ("vijf", 5), ("zes", 6), ("zeven", 7), ("negen", 9), ("tien", 10)),
    *(("twaalf", 12), ("dertien", 13), ("veertien", 14), ("vijftien", 15), ("zestien", 16)),
    *(("zeventien", 17), ("achttien", 18), ("negentien", 19), ("twintig", 20), ("dertig", 30)),
    *(("veertig", 40), ("vijftig", 50), ("zestig", 60), ("zeventig", 70), ("tachtig", 80)),
    *(("negentig", 90), ("honderd", 100), ("duizend", 1000)),
)
"""Four, eight and eleven are as in German."""

DUTCH = LanguageProfile(
    code="nl",
    stemmer="dutch",
    interrogatives=word_set(
        "wie wiens wat wanneer waar waarheen waarvandaan waarom waardoor waarmee waarover hoe"
        " hoelang hoezo welke welk hoeveel hoeveelste"
    ),
    pointing_back=word_set("hij hem hun deze daar toen daarin daarmee daarvan daarvoor ervan"),
    contrast=word_set("maar echter"),
    tag="toch|hè|nietwaar|niet waar|klopt dat",
    going_on="maar|en (?:waarom|wanneer|waar|wie|wat|hoe|hoeveel)|hoe zit het met",
    copulas=word_set("is zijn betekent"),
    when="(?:sinds |vanaf |tot )?wanneer|in welke? (?:jaar|maand|week)|op welke (?:dag|datum)",
    where=(
        "waar(?:heen|vandaan|naartoe)?|(?:in|naar|uit) welke? (?:land|dorp|stad|straat|plaats|"
        "gemeente)|op welke (?:plek|plaats)"
    ),
    who=f"{WHO}|(?:door|met|aan|voor|bij) wie|wiens",
    why="waarom|waardoor|om welke reden|hoezo",
    how_old="hoe oud|(?:op )?welke leeftijd",
    what_price=(
        r"(?:wat|hoeveel) (?:kost|betaal)\w*|hoe (?:duur|goedkoop)|hoeveel (?:geld|euro)|"
        "welke prijs"
    ),
    what_share="hoeveel procent|welk (?:percentage|aandeel|deel)",
    how_long=r"hoe ?lang (?:duur|blij|werk|wacht|geld)\w*|hoelang|hoeveel tijd",
    how_long_or_far="hoe lang|hoe ver",
    how_large="hoe (?:diep|breed|zwaar|dik|warm|koud)",
    how_much="hoe (?:hoog|groot|snel|veel)",
    how_many="hoeveel",
    how_often="hoe (?:vaak|dikwijls)|hoeveel keer",
    what_time="(?:om |tot |vanaf )?hoe laat",
    price_word=r"prijs|kost(?:te|ten)?|betaal(?:t|d|de)",
    price_keyword="prijs|prijzen|wat kost",
    age_word=r"leeftijd|oud|\w*jarige?",
    numerals=NUMERALS,
    numeral_parts=(*NUMERALS, ("een", 1), ("vier", 4), ("acht", 8)),
    numeral_joints=word_set("en ën"),
    scales=(("miljoen", 1e6), ("miljard", 1e9)),
    about="ongeveer|circa|bijna|minstens|hoogstens|meer dan|minder dan",
    before_date="sinds|vanaf|op",
    before_place="te|bij|naar|uit|vanuit",
    free="gratis|kosteloos",
    frequency="dagelijks|wekelijks|maandelijks|jaarlijks|(?:elke|iedere) (?:dag|week|maand)",
    before_age="leeftijd van",
    after_age=r"(?:jaar )?oud|jarige?",
    until="tot en met",
    reason="omdat|doordat|vanwege|wegens|dankzij|zodat|daarom",
)
