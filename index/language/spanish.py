"""Spanish, as far as it is known here: what asks, what points back, when, who, where, why."""

from index.language.profile import LanguageProfile, word_set

SPANISH = LanguageProfile(
    code="es",
    stemmer="spanish",
    interrogatives=word_set(
        "quién quiénes quien quienes qué cuál cuáles cuándo cuando dónde donde adónde cómo como"
        " cuánto cuánta cuántos cuántas"
    ),
    pointing_back=word_set(
        "esto eso aquello ellos ellas él allí allá ahí entonces este estos estas ese esos esas"
        " aquel aquella aquellos aquellas su sus"
    ),
    contrast=word_set("pero sino embargo obstante aunque"),
    going_on="¿?y|¿?pero|¿?qué tal",
    when="cuándo|(?:en|a) qué (?:año|mes|día|fecha)",
    where="dónde|adónde|en qué (?:país|ciudad|lugar|calle|pueblo)",
    who="quién(?:es)?",
    why="por qué|por qué motivo",
    before_date="desde|hasta",
    before_month="de",
    before_place="en|desde|hacia|hasta",
    definite_article="el|la|los|las",
    reason="porque|debido a|ya que|a causa de|para que|por",
)
