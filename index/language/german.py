"""German."""

from index.language.profile import LanguageProfile, word_set

GERMAN = LanguageProfile(
    code="de",
    stemmer="german",
    ordinal=(
        r"\b(?:d(?:er|ie|as|em|en|es)|[ai]m|vom|zu[mr]|beim|ins|jede[nmrs]?|"
        r"(?:[kms]?ein|ihr)(?:e[nmrs]?)?)\s+\d{1,3}\.\s*$"
    ),
    interrogatives=word_set(
        "wer wen wem wessen was wann wo wohin woher wie warum weshalb wieso woran worauf worin"
        " womit wofür wodurch wozu woraus wovon wobei wogegen welche welcher welches welchen"
        " welchem viel viele vielen"
    ),
    pointing_back=word_set(
        "das dies diese dieser dieses diesem diesen er sie es ihn ihm ihr ihnen sein seine ihre"
        " dort da damals danach daran darauf dabei dafür dagegen daher davon dazu deren dessen"
        " denen deshalb so"
    ),
    # Mostly an article.
    seldom_pointing_back=word_set("das"),
    contrast=word_set("aber doch jedoch allerdings dennoch dagegen hingegen trotzdem"),
    pointing_clause=(
        "das (?:ist|war|sei|hat|habe|wird|würde|kann|könne|könnte|soll|will|gilt|heißt|bedeutet|"
        "zeigt|sagte|was)"
    ),
    going_on="und|aber|oder",
    when=r"wann|seit wann|bis wann|(?:in|zu) welche[mnr] (?:jahr|monat|tag|datum|zeit)\w*",
    how_many=(
        "wie ?(?:viele?n?|oft|hoch|alt|lange?|groß|weit|teuer|stark|schwer|schnell)|wieviele?|"
        "was kosten?t?"
    ),
    where=r"wo|woher|wohin|in welche[mnr] (?:land|stadt|ort|staat|region|gebiet)\w*",
    who="wer|wen|wem|wessen|wie heiß(?:t|en)",
    why="warum|weshalb|wieso|weswegen|wodurch|aus welchem grund",
    before_date="seit|in|im|am|ab|bis|von|vom",
    part_of_year="anfang|mitte|ende|frühjahr|sommer|herbst|winter",
    part_of_day="(?:vor|nach)?(?:morgen|mittag|abend|nacht)",
    decade_ending="er(?: jahren?)?",
    relative_day=(
        "heute|gestern|vorgestern|morgen|übermorgen|jüngst|kürzlich|zuletzt|"
        "(?:am|heute|gestern) (?:morgen|vormittag|mittag|nachmittag|abend)|"
        "(?:letzte[nrs]?|nächste[nrs]?|vergangene[nrs]?|kommende[nrs]?|diese[mnrs]?) "
        "(?:woche|monats?|jahr(?:es)?)"
    ),
    number_word=(
        "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|"
        "(?:ein |einige |mehrere )?(?:dutzende?n?|hunderte?n?|tausende?n?)"
    ),
    scale="millionen|milliarden|billionen|million|milliarde|billion|prozent|tausend",
    about=r"rund|etwa|circa|ca\.|ungefähr|über|mehr als|bis zu|fast|knapp|mindestens|höchstens",
    before_place="in|im|aus|nach|bei|bis|an|am|auf",
    definite_article="der|dem|den|die|das",
    reason="weil|da|denn|wegen|aufgrund|infolge|nachdem|damit|um|durch",
    calibration_pairs=(
        (
            "Wann kommt die Brühe dazu?",
            "Die Zwiebeln dünsten, bis sie golden sind, dann den Fond angießen.",
        ),
        (
            "Wer hat den Elfmeter gehalten?",
            "In der letzten Minute wehrte der Torwart den Strafstoß ab.",
        ),
        (
            "Wie oft fährt der Zug zum Flughafen?",
            "Der Flughafenexpress verlässt Gleis vier alle zwanzig Minuten.",
        ),
        (
            "Warum können sich weniger Familien ein Haus kaufen?",
            "Die Zinsen stiegen wieder, und Kredite für Eigenheime wurden teuer.",
        ),
        (
            "Woher kommt der Regen?",
            "Am Nachmittag ziehen von Westen her Schauer auf.",
        ),
        (
            "Was jagen Wölfe?",
            "Rudel stellen nachts vor allem Rehen und Wildschweinen nach.",
        ),
        (
            "Wie viel Wasser brauchen Tomatenpflanzen?",
            "Tomaten sollte man täglich mit etwa zwei Litern gießen.",
        ),
        (
            "Was sollen Menschen mit Fieber tun?",
            "Wer erhöhte Temperatur hat, sollte sich ausruhen und genug trinken.",
        ),
    ),
    asks_list=(
        r"welche[rs]?\b[^?]{0,80}\b(?:sind|gibt es|haben|hat|gelten|gehören|stehen|brauche|kann|"
        "können|darf|dürfen|muss|müssen|soll|sollen|wurden|werden)|"
        "was (?:gehört|gehören|sind|brauchen?|braucht|muss|müssen|soll|sollen|darf|dürfen|kann|"
        "können|nehmen?|bringen?|steht|gibt es)|"
        r"was (?:wurden?|ändert|änderte|hat sich|ist neu)|"
        r"was \w+ alles|wer \w+ alles|alles|wer sind|nenne?|liste|zähle?|woraus"
    ),
    asks_steps=(
        "wie (?:kann|können|muss|müssen|soll|sollen|geht|gehe|funktioniert|komme|kommt|bekomme|"
        "läuft|laufen)|"
        r"wie \w+ (?:ich|man|wir|du)|was (?:muss|soll|kann) (?:ich|man) (?:tun|machen)|"
        "was (?:tun|tue|mache) (?:ich|wir)?|schritte?|anleitung|vorgehen"
    ),
    asks_count="wie ?viele",
    asks_meaning="was (?:ist|sind|bedeutet|bedeuten|heißt|meint)|wofür steht|wer ist",
    asks_newest=(
        "neueste[nmrs]?|neuste[nmrs]?|aktuell(?:e[nmrs]?)?|zuletzt|jüngste[nmrs]?|derzeit|"
        "inzwischen|momentan|im moment|nun|jetzt|mittlerweile|noch immer|immer noch"
    ),
    defining="ist|sind|bezeichnet|bezeichnen|bedeutet|bedeuten|heißt|nennt man|steht für",
    between=r"unterschied\w* zwischen|vergleich zwischen",
    joining="und",
    choosing="oder|vs|versus",
    comparing="als|statt|verglichen mit|im vergleich zu|gegenüber",
    yes_no=word_set(
        "ist sind war waren wird werden hat haben hatte hatten kann können konnte darf dürfen muss"
        " müssen soll sollen gibt gilt gelten braucht brauche brauchen kostet kommt kommen geht"
        " gehen steht liegt bekommt bekomme macht"
    ),
    yes=word_set("ja jawohl"),
    no=word_set("nein nö"),
    negation=word_set("nicht kein keine keinen keinem keiner keines"),
    limiting=word_set(
        "nur außer ausgenommen wenn falls sofern soweit solange bevor bis ab aber jedoch allerdings"
        " doch sondern meist meistens manchmal teilweise teils oft selten fast kaum vielleicht"
        " eventuell grundsätzlich eigentlich erst noch mehr bereits schon künftig"
    ),
    neutral=word_set(
        "der die das den dem des ein eine einen einem einer eines es ist sind auch hier ich man wir"
        " du ihr im in am an auf zu zur zum für mit von vom bei beim ja nein gibt"
    ),
    opposites=(
        ("erlaubt", "verboten"),
        ("gestattet", "verboten"),
        ("erlaubt", "untersagt"),
        ("geöffnet", "geschlossen"),
        ("offen", "geschlossen"),
        ("kostenlos", "kostenpflichtig"),
        ("kostenfrei", "kostenpflichtig"),
    ),
)
