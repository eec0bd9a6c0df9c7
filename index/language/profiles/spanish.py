"""Spanish, as far as it is known here: questions, numbers, what points back."""

from index.language.profiles.profile import LanguageProfile, word_set

# Without "once", which is eleven here.
NUMERALS = (
    *(("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6), ("siete", 7), ("ocho", 8)),
    *(("nueve", 9), ("diez", 10), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15)),
    *(("veinte", 20), ("veinticinco", 25), ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50)),
    *(("sesenta", 60), ("setenta", 70), ("ochenta", 80), ("noventa", 90), ("cien", 100)),
    *(("doscientos", 200), ("quinientos", 500), ("mil", 1000)),
)

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
    tag="¿?(?:verdad|no|sí|cierto|vale)",
    alternative="¿?[ou]",
    going_on="¿?y|¿?pero|¿?qué tal",
    when="cuándo|(?:en|a) qué (?:año|mes|día|fecha)",
    where="dónde|adónde|en qué (?:país|ciudad|lugar|calle|pueblo)",
    who="quién(?:es)?",
    why="por qué|por qué motivo",
    how_old="cuántos años tienen?|(?:qué|a qué) edad",
    what_price=(
        "cuánto (?:cuestan?|vale|valen|costó|costará|se paga|hay que pagar|pago|pagan?)|"
        "qué precio|cuál es (?:el precio|la tarifa|la multa|la cuota)"
    ),
    price_word="cuestan?|precios?|valen?|tarifas?|pagan?|multa|cuota",
    free="gratuit[oa]s?|gratis|sin coste",
    how_long="(?:durante )?cuánto (?:tiempo|duran?|tardan?)",
    how_many="cuánt[oa]s",
    age_word=r"edad|tienen? (?=\S{1,20} años)",
    numerals=NUMERALS,
    before_date="desde|hasta",
    before_month="de",
    before_place="en|desde|hacia|hasta",
    definite_article="el|la|los|las",
    reason="porque|debido a|ya que|a causa de|para que|por",
)
