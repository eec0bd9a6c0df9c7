"""German."""

from index.language.profiles.profile import word_set
from index.language.wording.wording import Wording

NUMERAL = (
    r"(?:\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|"
    r"fünfzig|hundert|tausend|ein(?:e[mnrs]?)? )"
)
DAY = r"(?:\d|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|heute|morgen|mitte|anfang|ende|beginn|ostern|weihnachten)"  # noqa: E501
WEEKDAY = (
    "(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|april)"
)
LEAVE = (
    "genehmigung|erlaubnis|zustimmung|absprache|rücksprache|vereinbarung|anmeldung|voranmeldung|"
    "termin|begleitung|anfrage|antrag|wunsch|bedarf|gebühr|aufpreis|vorlage|nachweis|einwilligung|"
    "einladung|kaution|attest"
)
CASES = (
    r"regen|schnee|sturm|hitze|frost|gewitter|krankheit|verspätung|verst(?:oß|ößen)|verlust|"
    "bedarf|gefahr|ausfall|unfall|minderjährigen|wetter|missbrauch|wiederholung|zahlungsverzug|"
    "störungen?|notfällen?|eis|glätte|hochwasser|verdacht|zweifeln?|beschädigung"
)

GERMAN = Wording(
    code="de",
    marks={
        "negation": (
            r"nicht|nichts|kein(?:e[mnrs]?|erlei)?|nie|niemals|niemand(?:e[mn])?|nirgend(?:s|wo)|"
            r"keineswegs|keinesfalls|weder|ohne|verboten\w*|verbietet|untersagt\w*|unzulässig\w*|"
            r"ausgeschlossen\w*"
        ),
        "lacking": (
            r"geschlossen|schließtag|ruhetag|entfällt|entfallen|entfiel\w*|"
            r"abgesagt\w*|ausgefallen|f(?:ä|ie)ll?t\b[^;!?]{0,80} aus|fallen\b[^;!?]{0,80} aus|"
            r"kostenlos\w*|kostenfrei\w*|gratis|umsonst|unentgeltlich\w*|gebührenfrei\w*|"
            r"frei(?:e[mnrs]?)?|fehlt|fehlen|fehlte\w*|verweiger\w+|dementier\w+|bestreite[nt]|"
            r"widerspr\w+|lehnt\b[^;!?]{0,80} ab|lehnte\b[^;!?]{0,80} ab|abgelehnt\w*"
        ),
        "only": (
            r"nur|ausschließlich\w*|lediglich|allein(?= (?:der|die|das))|bloß|einzig\w*|"
            r"vorbehalten"
        ),
        "if": (
            r"wenn|falls|sofern|soweit|solange|sobald|vorausgesetzt|(?:im|in) f(?:all|älle)n?|"
            rf"bedingung|unter der|(?:bei|beim|im falle) (?:\w+e[mnr] )?(?:{CASES})|"
            rf"(?:mit|nach|auf|gegen|bei|unter) (?:\w+(?:er|em|en) )?\w{{0,20}}(?:{LEAVE})"
        ),
        "except": (
            r"außer(?!dem|halb)|ausgenommen\w*|ausnahmen?|es sei denn|bis auf(?! weiteres)|"
            r"abgesehen"
        ),
        "at_most": (
            rf"höchstens|maximal\w*|bis zu(?= (?:{NUMERAL}))|weniger als|"
            rf"unter(?= (?!\d+[-/]\d|0\d)(?:{NUMERAL}))|"
            "nicht mehr als|knapp|fast|beinahe|nicht länger als|längstens"
        ),
        "at_least": (
            rf"mindestens|wenigstens|minimal\w*|mehr als|über(?= (?:{NUMERAL}))|"
            "nicht weniger als|länger als"
        ),
        "about": rf"rund|etwa|circa|ca\.|ungefähr|gut(?= (?:{NUMERAL}))|schätzungsweise|annähernd",
        "perhaps": (
            r"vielleicht|möglicherweise|eventuell|könnten?|dürften?|voraussichtlich|angeblich|"
            r"mutmaßlich|vermutlich|geplant\w*|plan(?:t|en|ten?)|vorgesehen|soll(?:en)?(?= (?:\w+ "
            r"(?:\w+ ){0,8}(?:werden|entstehen|eröffnen|beginnen|kommen)))|"
            r"behaupte\w+|vermute\w+|gerücht\w*|wahrscheinlich\w*|wohl|womöglich|hofft|hoffen|"
            r"erwäg\w+|vorschlag\w*|schlägt\b|vorgeschlagen|fordert\w*|würden?"
        ),
        "former": (
            r"früher|ehemal\w+|bisher\w*|einst|damal\w+|vormal\w+|ursprünglich\w*|"
            r"nicht mehr|zunächst|vorübergehend|vorläufig\w*"
        ),
        "some": (
            r"einige[mnrs]?|manche[mnrs]?|mehrere[mnr]?|viele[mnr]?|wenige[mnr]?|"
            r"meisten?s?|teilweise|zum teil|manchmal|oft|häufig|selten|gelegentlich|in der regel|"
            r"üblicherweise|normalerweise|grundsätzlich|überwiegend|kaum"
        ),
        "must": (
            r"muss|müssen|musste\w*|pflicht\w*|verpflichte\w+|vorgeschrieben|erforderlich|"
            r"notwendig|zwingend|\w+pflichtig|(?:ist|sind)\b[^;!?]{1,80} zu \w+en"
        ),
        "permit": (
            r"darf|dürfen|durfte\w*|erlaubt\w*|gestattet\w*|zulässig\w*|unzulässig\w*|"
            r"verboten\w*|verbietet|untersagt\w*|willkommen"
        ),
        "can": r"kann|können|konnte\w*|freiwillig\w*",
        "until": rf"bis(?! zu(?= (?:{NUMERAL})))|spätestens|endet",
        "from": (
            r"ab(?= )|seit|frühestens|"
            rf"von(?= (?:\d{{1,2}}[.:]?\d{{0,2}} ?(?:uhr|bis|[-–])|{WEEKDAY}))|"
            r"vo[nm](?= (?:\d{1,2}\. )?\w{1,20} an\b)|beginn\w*"
        ),
        "before": rf"vor(?= (?:(?:de[mnr] |ein\w* )?{DAY}))|bevor|vorher|zuvor|im voraus",
        "after": rf"nach(?= (?:(?:de[mnr] |ein\w* )?{DAY}))|nachdem|danach|anschließend|später",
        "instead": r"anstatt|anstelle|stattdessen|statt(?= (?:wie|des|der|dem|am|im|bisher|nur|\d|"
        r"einer?|mit))",
        "moved": r"verschoben|verschiebt|verlegt|vorverlegt|vorgezogen|umgezogen|zieht\b[^.]{0,60} um",  # noqa: E501
        "relative": r"heute|gestern|vorgestern|übermorgen|derzeit|momentan|jetzt|aktuell",
    },
    opposites=(
        (
            "steig erhoh zunahm zunimm wachs wuchs anstieg mehr",
            "sink sank gesunk senk gesenkt abnahm abnimm weniger ruckgang",
        ),
        ("beginn begann anfang start eroffn", "ende enden endet endete schluss schliess schloss"),
        ("offn offen geoffn", "geschloss schliess schloss"),
        ("gewonn gewann gewinn sieg siegt siegte", "verlor verlier niederlag unterlag unterlieg"),
        ("kauf kauft gekauft erwarb erworb", "verkauf verauss"),
        ("vormittag morgens fruh", "nachmittag abends abend nachts"),
        ("links", "rechts"),
        ("nord", "sud suden sudlich"),
        ("ost osten ostlich", "west"),
        ("innen drinnen innerhalb", "aussen draussen ausserhalb"),
        ("oben obere hochst", "unten untere niedrigst tiefst"),
        ("erste erster ersten", "letzte letzter letzten"),
        ("alt alte alten alter altes altest", "neu neue neuen neuer neues jung jungst"),
        ("gross grosst", "klein kleinst"),
        ("lang langst", "kurz kurzest"),
        ("schnell", "langsam"),
        ("teuer teurer teuerst", "billig gunstig preiswert"),
        ("warm heiss", "kalt kuhl"),
        ("hell", "dunkel"),
        ("erwachsen", "kinder kind jugendlich"),
        ("mutter", "vater"),
        ("frau frauen", "mann manner"),
        ("lehrer lehrkraft", "schuler"),
        ("angenomm annahm zugestimmt zustimm befurwort", "ablehn abgelehn gegen gegner"),
        ("anmeld angemeld", "abmeld abgemeld kundig gekundig"),
        ("eintritt eintret beitritt beitret", "austritt austret"),
        ("ankunft ankomm", "abfahrt abfahr"),
        ("einnahm", "ausgab"),
        ("kostenlos gratis kostenfrei gebuhrenfrei", "kostenpflicht gebuhrenpflicht"),
        ("offentlich", "privat nichtoffentlich geheim"),
        ("schriftlich", "mundlich"),
        ("mehrheit", "minderheit"),
        ("freiwillig", "pflicht verpflicht"),
        ("hinzugefug erganz", "entfern geloscht losch gestrich"),
        ("aktivier eingeschalt einschalt", "deaktivier abgeschalt abschalt ausgeschalt ausschalt"),
        ("werktag werktags", "wochenend sonntag feiertag"),
        ("vater vaters", "sohn tochter"),
        ("minimum mindest", "maximum hochst"),
        ("geboren", "gestorb verstorb starb"),
        ("absend", "empfang"),
        ("vermiet", "gemietet mieter"),
        ("fruher fruhere", "spater spatere"),
        ("vorn vorder", "hinten hinter"),
        ("gemeinsam zusammen", "allein einzeln"),
        ("leicht einfach", "schwer schwierig"),
        ("gut gute guten guter gutes besser", "schlecht schlimm"),
        ("stark", "schwach"),
        ("reich", "arm arme armen armer"),
        ("voll", "leer"),
        ("hoch hoher", "niedrig tief"),
        ("brutto", "netto"),
        ("import", "export"),
        ("verursach", "verhinder"),
        ("bestand bestanden besteht", "durchgefall"),
        ("tag tage tagen", "woche wochen", "monat", "jahr", "stund", "minut", "sekund"),
        ("taglich", "wochentlich", "monatlich", "jahrlich", "stundlich", "vierteljahrlich"),
        ("burgermeister", "prasident", "minister", "kanzler"),
        ("arzt arzte arztin", "patient"),
        ("komm kommt kommen kam", "geht gehen ging"),
        ("vermieter", "mieter"),
        ("krieg", "frieden"),
        ("kaufer", "verkaufer"),
        ("fruhling fruhjahr", "sommer", "herbst", "winter"),
        ("vater", "mutter", "sohn", "tochter", "bruder", "schwester"),
        ("zuhause daheim", "auswarts"),
    ),
    glue=word_set(
        "beträgt betragen betrug befindet befinden befand liegt liegen lag handelt erfolgt erfolgen"
        " gilt gelten laut zufolge gemäß sowie jeweils insgesamt dabei hierbei hierfür dafür pro"
        " je umfasst besteht bestehen dauert dauern stattfindet stattfinden statt findet finden"
        " wurde wurden worden werden sich sie es man wird sein seine wobei zudem außerdem auch"
        " nämlich also gehört gehören haben hat hatte gibt geben bzw beziehungsweise somit damit"
        " dort hier beide beiden jede jeder jedes jeden alle allen aller uhr zeit lautet stellt"
        " dar jahr jahre jahren bezeichnet genannt heißt nennt sogenannte sogenannten können kann"
        " muss müssen darf dürfen soll sollen sollte sollten möglich leute personen"
        " lassen lässt lasst kommt kommen kam kamen herrscht herrschen bleibt bleiben"
        " beläuft belaufen dazu davon darauf daran daraus dadurch dazwischen erst obwohl obgleich"
        " beim erfolgte ergibt ergeben bildet bilden stammt stammen"
    ),
    turning="aber|sondern|doch|jedoch|hingegen|dagegen|während|wohingegen|allerdings",
    because="weil|denn",
    because_after_comma="da",
    conditioning="wer|wenn|falls|sofern|solange|sobald",
    replacing="statt|anstatt|anstelle von|nicht|nicht mehr",
    leaving="von|vom|bisher|früher|vorher",
    phrases="auf ?grund|infolge von|in höhe von|im rahmen|im laufe|aus diesem grund",
    tenses=(
        "wurden?|war(?:en)?|hatten?|worden|gewesen|hat|haben",
        "ist|sind|wird|werden|kann|können|darf|dürfen|muss|müssen|kostet|kosten|beträgt|findet",
    ),
    agent="von|vom|durch",
    contracted=(
        ("vom", "von"),
        ("zum", "zu"),
        ("zur", "zu"),
        ("beim", "bei"),
        ("im", "in"),
        ("ins", "in"),
        ("am", "an"),
        ("ans", "an"),
        ("aufs", "auf"),
    ),
    passive=(
        "wird|werden|wurden?|worden|werde|würden?",
        r"(?:\w{0,12}ge|be|ver|er|ent|zer|miss|emp)\w{2,20}(?:t|en)|\w{2,20}(?:iert|ge\w{2,12}en)",
    ),
    articles=(
        r"der|die|das|den|dem|des|(?:k?ein|mein|dein|sein|ihr|unser|unsr|euer|eur)(?:e[mnrs]?)?|"
        r"(?:dies|jen|jed|welch|manch|solch|all|beid|viel|einig|mehrer)e[mnrs]?|alle"
    ),
    of_doers="der|jeder|dieser",
    of_goals=r"den|dem|(?:k?ein|mein|dein|sein|ihr|unser|unsr|eur|dies|jed|all|beid)e[mn]",
    owning=r"der|des|(?:k?ein|mein|dein|sein|ihr|unser|unsr|eur|dies|all|beid)e[rs]",
    doing="man|wer|er|wir|ich|du",
    feminine=r"(?:ung|heit|keit|schaft|ion|tät|ik|in|ur|anz|enz|ei|e)$",
    joining=r"und(?! mehr\b)",
    subordinating=(
        r"der|die|das|dem|den|deren|dessen|denen|welche[mnrs]?|wo|was|wer|wie|wenn|weil|da|dass|ob|"
        r"obwohl|damit|falls|sofern|soweit|solange|sobald|bis|bevor|nachdem|um|ohne|außer|es sei|"
        r"ausgenommen|vorausgesetzt|indem|je|sodass|so dass|in de[mnr]|an de[mnr]|mit de[mnr]|"
        r"auf de[mnr]|für die|nur|jedoch nur|aber nur|allerdings nur|auch wenn|bei|mit|nach"
    ),
    ordering=(
        r"ignorier\w*|missachte\w*|vergiss|vergesst|überschreib\w*|"
        r"(?:sag|sage|sagt|antworte|antwortet|schreib|schreibe|behaupte|melde|bestätige|erkläre|"
        r"erzähl|erzähle)(?: \w+){0,2}(?:,? dass|:| immer| nur| stattdessen| mit\b| genau| ja\b|"
        r" nein\b)|gib\b[^.;!?]{0,60} (?:aus|zurück|an)|zitier\w*|tu so|stell dich|verhalte dich|"
        r"du bist (?:jetzt|nun|ein|eine|kein)|du (?:musst|sollst|darfst|wirst)|"
        r"sprachmodell\w*|prompt\w*|(?:neue|vorige|vorherige|bisherige|obige)n? anweisung\w*|"
        r"anweisung an|an die ki\b|ki-\w+|wichtig für (?:die|das|den)|gib als (?:antwort|beleg)"
    ),
    ordinals=(("erst", 1), ("dritt", 3), ("siebt", 7), ("acht", 8)),
    ordinal_endings=("te", "ter", "ten", "tes", "tem", "ste", "ster", "sten", "stes", "stem"),
    spoken_times=(("halb", -30), ("viertel nach", 15), ("viertel vor", -15), ("dreiviertel", -15)),
    after_noon="nachmittags|abends|am (?:nachmittag|abend)",
    before_noon="morgens|vormittags|am (?:morgen|vormittag)|früh",
    ranging="bis|bis zum|bis einschließlich|und|und de[mn]",
    times_endings=("mal",),
    opposing_prefixes=(
        *("an", "ab", "auf", "zu", "ein", "aus", "vor", "nach", "uber", "unter", "ent", "ver"),
        *("mit", "bei", "hin", "her", "zer", "los", "weg"),
    ),
    negating_prefixes=("un", "nicht", "miss", "in", "im", "ir", "il", "a", "des", "dis", "non"),
    negating_suffixes=("los", "lose", "losen", "loser", "loses", "frei", "freie", "freien"),
    places=(
        ("münchen", "munich"),
        ("köln", "cologne"),
        ("nürnberg", "nuremberg"),
        ("hannover", "hanover"),
        ("braunschweig", "brunswick"),
        ("genf", "geneva"),
        ("mailand", "milan"),
        ("venedig", "venice"),
        ("florenz", "florence"),
        ("neapel", "naples"),
        ("turin", "turin"),
        ("basel", "basle"),
        ("breslau", "wroclaw"),
        ("danzig", "gdansk"),
        ("krakau", "krakow"),
        ("bayern", "bavaria"),
        ("sachsen", "saxony"),
        ("niedersachsen", "lower saxony"),
        ("hessen", "hesse"),
        ("thüringen", "thuringia"),
        ("pommern", "pomerania"),
        ("preußen", "prussia"),
        ("schlesien", "silesia"),
        ("kärnten", "carinthia"),
        ("steiermark", "styria"),
        ("tirol", "tyrol"),
        ("rhein", "rhine"),
        ("donau", "danube"),
        ("themse", "thames"),
        ("bodensee", "lake constance"),
        ("nordsee", "north sea"),
        ("ostsee", "baltic sea"),
        ("mittelmeer", "mediterranean"),
        ("alpen", "alps"),
        ("europa", "europe"),
        ("afrika", "africa"),
        ("asien", "asia"),
        ("amerika", "america"),
        ("australien", "australia"),
    ),
)
