"""German."""

from index.language.profiles.profile import LanguageProfile, patterns, word_set, words_of

PAY = (
    "kosten|kostet|kostete|koste|gekostet|zahlen|zahlt|gezahlt|bezahlen|bezahlt|geld|wert|verdient|"
    "verdienen|blechen"
)
PRICE = (
    "preise?s?|kosten|gebühr(?:en)?|entgelt|eintritt|tarif|miete|kaution|beitrag|schaden|strafe|"
    "bußgeld|fehlbetrag|betrag|summe|umsatz|gehalt|lohn|honorar|budget|spende|steuer|gewinn|verlust"
)

PERIOD = "sekunde|minute|stunde|woche|monat|quartal|jahr|nacht|abend|morgen|halbjahr"

WORKING_DAYS = " ".join(
    f"{kind}{days}"
    for kind in ("werk", "arbeits", "schul", "bank", "geschäfts", "öffnungs")
    for days in ("tag", "tage", "tagen")
)

HOUR = "(?:eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
DIGITS = (
    *(("zwei", 2), ("drei", 3), ("vier", 4), ("fünf", 5), ("sechs", 6), ("sieben", 7), ("acht", 8)),
    ("neun", 9),
)
TENS = (
    *(("zwanzig", 20), ("dreißig", 30), ("vierzig", 40), ("fünfzig", 50), ("sechzig", 60)),
    *(("siebzig", 70), ("achtzig", 80), ("neunzig", 90)),
)
TEENS = (
    *(("zehn", 10), ("elf", 11), ("zwölf", 12), ("dreizehn", 13), ("vierzehn", 14)),
    *(("fünfzehn", 15), ("sechzehn", 16), ("siebzehn", 17), ("achtzehn", 18), ("neunzehn", 19)),
)
NUMERALS = (
    *(DIGITS + TEENS + TENS),
    *((f"{digit}einhalb", value + 0.5) for digit, value in DIGITS),
    *(("eineinhalb", 1.5), ("anderthalb", 1.5), ("hundert", 100), ("tausend", 1000)),
    *(("hunderte", 100), ("tausende", 1000), ("beide", 2), ("beiden", 2), ("zwo", 2)),
    *(("dutzend", 12), ("keine", 0), ("kein", 0), ("null", 0)),
)
PARTS = (*DIGITS, *TEENS, *TENS, ("ein", 1), ("hundert", 100), ("tausend", 1000))

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
        " welchem viel viele vielen heißt heißen hieß"
    ),
    pointing_back=word_set(
        "das dies diese dieser dieses diesem diesen er sie es ihn ihm ihr ihnen sein seine ihre"
        " dort da damals danach daran darauf dabei dafür dagegen daher davon dazu deren dessen"
        " denen deshalb so der die den dem"
    ),
    # Mostly articles.
    seldom_pointing_back=word_set("das der die den dem"),
    contrast=word_set("aber doch jedoch allerdings dennoch dagegen hingegen trotzdem"),
    pointing_clause=(
        "das (?:ist|war|sei|hat|habe|wird|würde|kann|könne|könnte|soll|will|gilt|heißt|bedeutet|"
        "zeigt|sagte|was)"
    ),
    going_on="und|aber|oder",
    picking_up=(
        "auch|warum nicht|wieso nicht|was ist mit|wie (?:ist|sieht) es (?:bei|mit|für)|"
        "wie wäre es mit|gilt das auch"
    ),
    expletive="gibt es|es gibt|geht es|es geht|regnet es|handelt es|es heißt|ist es|sind es",
    pronoun_articles="das|die|der|den|dem",
    copulas=word_set("ist sind war waren heißt bedeutet"),
    vague_verbs=word_set(
        "findet finden fand fanden statt stattfinden stattfindet stattgefunden passiert passieren"
        " geht gehen ging läuft laufen kommt komme kommen kommst bekomme bekommt bekommen kriege"
        " kriegt kriegen mache macht machen tun tut erfolgt steht stehen"
    ),
    bringing=word_set("bringen mitbringen nehmen mitnehmen"),
    empty_words=word_set(
        "früher später schon eher schneller günstiger billiger genau gerade jetzt denn eigentlich"
        " heute morgen immer noch auch nochmal sonst dann mal überhaupt"
    ),
    chatter=word_set(
        "ja jo jep nein nee nö danke dank vielen herzlichen besten dankeschön ok okay oki gut super"
        " prima toll cool klasse alles klar genau stimmt aha ach so hm hmm hallo hi hey moin servus"
        " tschüss ciao bye bitte gerne gern schön wow nice lol haha dir euch sehr das war hilfreich"
        " guten morgen tag abend hilfe"
    ),
    before_question=(
        r"(?:hallo|hallöchen|moin(?: moin)?|servus|guten (?:morgen|tag|abend)|grüß euch|na)"
        r"(?: (?:zusammen|alle|allerseits|leute|ihr(?: lieben)?|an alle|freunde|team|community))?|"
        r"(?:hi|hey) (?:zusammen|alle|allerseits|leute|ihr lieben|freunde)|"
        r"(?:ich |habe? |hätte |nur |mal |da )*+(?:eine |mal |ne |ganz )*+(?:kurze|schnelle|"
        r"kleine|doofe|"
        r"blöde|dumme) frage(?: (?:dazu|nebenbei|an euch))?|frage|eine frage|"
        r"(?:weiß|weiss) (?:jemand|einer|irgendwer|"
        r"hier jemand)(?: von euch)?(?: zufällig)?(?:,? ob)?|"
        r"(?:kann|könnte|könnt) (?:mir |ihr mir )(?:bitte )?(?:jemand|einer|wer)?(?: bitte)?"
        r" ?(?:sagen|erklären|verraten|helfen)(?:,? ob)?|"
        r"(?:ich )?(?:wollte|würde gerne?|möchte) (?:mal |kurz |gerne? )*+(?:fragen|"
        r"wissen)(?:,? ob)?|"
        r"(?:hm+|ok|okay|ah|aha|ach so|ja|nein|danke|cool|super|gut|alles klar|egal)(?=[.,!;:…])|"
        r"sorry|entschuldigung|entschuldigt|verzeihung|tut mir leid|bitte"
    ),
    after_question=(
        r"(?:vielen |lieben |schon mal |schonmal |besten )*+(?:danke?|dank)(?: (?:im voraus|euch|"
        r"dir|schon mal|"
        r"schön|sehr|vorab))*+|(?:frage|ich frage|frag) (?:nur )?für einen? freundi?n?|bitte|"
        r"(?:viele |liebe )?grüße|lg|vg|mfg|weiß (?:das )?(?:jemand|einer)|hilfe"
    ),
    closing="danke im voraus|vielen dank|lieben dank|frage für|danke schon mal|liebe grüße",
    asks_about_you=(
        "(?:und )?(?:wer|was) bist du(?: denn| eigentlich)?|was kannst du(?: denn| hier| alles)*|"
        "was machst du(?: denn| hier)*|wie funktionierst du|bist du ein (?:ro)?bot|hilfe|hilf mir|"
        "was ist das für ein bot|was kann (?:der|dieser) bot|"
        "(?:hallo|moin|servus|guten (?:morgen|tag|abend))(?: zusammen| leute| bot)?"
    ),
    small_talk=patterns("small_talk.de.txt"),
    talk_words=words_of("talk_words.de.txt"),
    courtesies=words_of("courtesies.de.txt"),
    said_of_you=words_of("said_of_you.de.txt"),
    addresses=word_set("du dich dir dein deine deinen deiner deinem bot botty botti Sie Ihnen"),
    asks_you=word_set("was wer wie wo woher warum wieso weshalb wann"),
    subjects=word_set(
        "ich wir man es er sie das dies der die den dem ein eine einen einer da jemand alle"
    ),
    asks_for_sources=(
        "welche quellen|"
        "(?:welche|was für) (?:quellen|artikel|texte|dokumente) (?:hast du|kennst du|gibt es|"
        "gibt['’]?s|nutzt du|durchsuchst du|liest du|benutzt du|verwendest du)"
        "(?: denn| hier| eigentlich| alles| überhaupt| so)*|(?:deine )?quellen|"
        "was (?:kann|darf|soll) (?:ich|man|wir)(?: dich| hier| alles| so| denn| überhaupt)* fragen|"
        "(?:über was|worüber|wovon) (?:weißt|kannst) du"
        "(?: was| etwas| alles| reden| auskunft| geben)*|"
        "was (?:weißt|hast) du(?: denn| alles| so| schon)*(?: gelesen)?|"
        "(?:aus )?welchen quellen(?: hast du das)?|"
        "woher (?:nimmst|hast|bekommst|kriegst|kennst) du(?: das| die| deine| dein)* ?(?:antworten|"
        "infos?|informationen|wissen|daten)?|"
        "woher (?:weißt|hast) du das(?: alles)?|(?:liste|zeig)(?: mir)?(?: alle| deine)* quellen"
    ),
    asks_for_news=(
        "was (?:ist|war)(?: denn| hier)* neu(?: hier)?|"
        "was gibt(?: es|['’]?s)(?: denn| hier| so)* neues(?: hier)?|"
        "(?:gibt es |gibt['’]?s )?(?:etwas |was |irgendwas )?neues(?: hier)?|"
        "(?:gibt es )?neuigkeiten|wie ist die nachrichtenlage"
    ),
    tag=(
        "oder(?: (?:nicht|etwa|was))?|gell?e?|ne|nicht(?: wahr)?|stimmt(?:['’]?s| das)?|richtig|"
        "korrekt|ja|nein|okay|verstanden|weißt du|wisst ihr|wie bitte|"
        "wie geht(?:['’]?s| es)(?: (?:euch|dir|ihnen))?"
    ),
    insisting=word_set("also bloß denn doch eigentlich genau nun überhaupt"),
    alternative="oder",
    auxiliaries=word_set(
        "ist sind war waren hat haben hatte habe hast kann können kannst könnte darf dürfen darfst"
        " muss müssen musst soll sollen wird werden wurde gibt gab braucht brauche"
    ),
    when=(
        r"(?:(?:seit|bis|ab) )?wann|"
        r"(?:in|zu|an) welche[mnr] (?:jahr|monat|tag|datum|zeit|woche)\w*"
    ),
    year_word="jahr",
    weekday_word=r"wochentag\w*",
    where=r"wo|woher|wohin|in welche[mnr] (?:land|stadt|ort|staat|region|gebiet)\w*",
    who=(
        r"wer|wen|wem|wessen|wie hei(?:ß|ss)(?:t|en) (?:er|sie|(?:eigentlich )?(?:der|die|dein\w*|"
        r"euer|eure|ihr\w*|unser\w*) (?:\w+ ){0,2}\w+(?:er|in|innen|or|ist|ent|ant|är|eur|mann|"
        r"frau|chef))"
    ),
    why="warum|weshalb|wieso|weswegen|wodurch|aus welchem grund",
    how_old=(
        r"wie (?:alt|jung)|(?:(?:ab|in|mit|von|bis zu) )?welche[ms]? (?:mindest)?alter|"
        r"ab wie ?vielen jahren"
    ),
    what_price=(
        rf"was (?:kost|zahl|bezahl)\w*|wie (?:teuer|billig)\w*|"
        rf"wie ?viele?\b(?=.{{0,120}}\b(?:{PAY})\b)|wie ?viel (?:geld|euro)|"
        r"was (?:muss|müssen|soll|hat|haben|wird|würde|darf)\b"
        r"(?=.{0,120}\b(?:kosten|gekostet|gezahlt|bezahlt|zahlen|bezahlen)\b)|"
        rf"wie hoch \w+ (?:\w+ ){{0,3}}\w*(?:{PRICE})|"
        r"welche[nrs]? (?:\w+ )?\w*(?:preis|kosten|gebühr|entgelt|eintritt|miete|kaution|summe)"
    ),
    what_share=(
        r"(?:zu )?wie ?viele? prozent|welche[rn]? (?:\w+ )?(?:prozentsatz|anteil)|"
        r"wie (?:hoch|groß) \w+ (?:\w+ ){0,3}\w*(?:anteil|prozentsatz|quote|beteiligung)"
    ),
    how_long=(
        r"wie lange|wie ?viel zeit|welche (?:dauer|frist)|in(?:nerhalb)? welche[mr] (?:zeitraum|"
        r"frist)|"
        r"wie lang\b(?=.{0,80}\b(?:dauer\w*|sperr\w*|frist\w*|geöffnet)\b)"
    ),
    how_long_or_far="wie lang|wie weit",
    how_large=(
        r"wie (?:tief|breit|schwer|dick|warm|heiß|kalt|laut)|"
        r"welche[nrs]? (?:\w+ )?\w*(?:höhe|länge|breite|tiefe|temperatur|geschwindigkeit|fläche|"
        r"größe|gewicht|druck|spannung|leistung)\b"
    ),
    measured_in=(
        ("length", "tief|breit|dick|höhe|länge|breite|tiefe"),
        ("weight", r"schwer|\w*gewicht"),
        ("temperature", "warm|heiß|kalt|temperatur"),
        ("speed", "geschwindigkeit"),
        ("area", "fläche"),
        ("pressure", r"\w*druck"),
    ),
    how_many=r"wie ?vielen?|welche anzahl",
    how_much="wie (?:hoch|groß|stark|schnell|viel)|was wiegt",
    which_sort=r"wie hei(?:ß|ss)(?:t|en)|welche[mnrs]? (?:\w+ ){0,1}\w+|was für (?:eine?\w* )?\w+",
    how_often=(
        r"wie (?:oft|häufig)|wie ?viele? ?mal|in welche[mn] (?:abstand|abständen|turnus|takt|"
        r"rhythmus)"
    ),
    what_time=(
        r"(?:(?:um|ab|bis|gegen|von) )?wie ?viel uhr|wie spät|"
        r"(?:(?:um|zu) )?welche[rn]? (?:uhrzeit|tageszeit)|welche öffnungszeiten"
    ),
    which_code=(
        r"(?:(?:in|ab|mit|unter) )?welche[mnrs]? (?:\w+ )?\w*(?:version|nummer|code|port|pin|"
        r"release)|"
        r"wie (?:lautet|ist) \w+ (?:\w+ )?\w*(?:nummer|code|pin|version)"
    ),
    which_rank=(
        r"(?:(?:der|die|das|den|dem|zum) )?wievielte\w*|(?:auf )?welche[nm] (?:platz|rang)|"
        r"an welcher stelle"
    ),
    price_word=rf"kostete?n?|kostet|\w*(?:{PRICE})|zahl(?:t|en)|eintritt",
    price_keyword=r"\w*preise?|\w*kosten|\w*gebühr(?:en)?|was kostet|wie teuer",
    age_word=(
        r"(?:mindest)?alter|(?:ab|unter|über|bis|mindestens|von|mit|wurde|wird) (?=\d)|"
        r"\w*jährig\w*|"
        r"kinder\w*|jugendliche\w*|senioren"
    ),
    time_word=r"uhrzeit(?:en)?|(?:öffnungs|sprech|besuchs|geschäfts|ruhe|abfahrts|anfangs)?zeiten",
    before_date=(
        "(?:seit|in|im|am|ab|bis|von|vom|zum|den|dem|aus|nach)(?: zum| dem| den)?(?: jahr| jahre)?|"
        "in den jahren|anfang|mitte|ende"
    ),
    part_of_year="anfang|mitte|ende|frühjahr|sommer|herbst|winter",
    part_of_day="(?:vor|nach)?(?:morgen|mittag|abend|nacht)s?",
    decade_ending="er(?:n|[- ]jahren?)?",
    relative_day=(
        "heute|gestern|vorgestern|morgen|übermorgen|jüngst|kürzlich|zuletzt|"
        "(?:am|heute|gestern) (?:morgen|vormittag|mittag|nachmittag|abend)|"
        "(?:letzte[nrs]?|nächste[nrs]?|vergangene[nrs]?|kommende[nrs]?|diese[mnrs]?) "
        "(?:woche|monats?|jahr(?:es)?)"
    ),
    vague_day="jüngst|kürzlich|zuletzt",
    dotted_days=True,
    other_date=(
        r"(?:\d{1,2}\.|[a-zäöü]{4,14}te[nrs]?) jahrhunderts?|(?:\d{1,2}|"
        r"[a-zäöü]{4,12}zig)er jahren?|\d{1,3}(?:\.?\d{3})? (?:[vn]\. ?chr|bp)|"
        r"(?:im|in den|nach den|vor den|bis zu den|zum|am) "
        r"(?:frühling|frühjahr|sommer|herbst|winter|wochenende|\w{0,20}ferien|schuljahr|advent)|"
        r"(?:mon|diens|donners|frei|sonn)tags|mittwochs|samstags|sonnabends|werktags|"
        r"ostern|pfingsten|weihnachten|silvester|neujahr|jederzeit|sofort|wochenende"
    ),
    when_clause=(
        r"sobald|wenn|nachdem|bevor|(?:nach|vor|während|seit|bis zu) (?:de[mrns]|ihre[mnr]|"
        r"seine[mr])|"
        r"(?:am|zum|gegen) (?:ende|beginn|schluss|anfang)|zu beginn"
    ),
    after_duration="später|zuvor|vorher|danach|im voraus",
    from_duration="vor|nach",
    beside_duration="vor|nach|seit|binnen|innerhalb|in|alle|jede|spätestens",
    before_clock="um|gegen|ab|von|bis|vor|nach",
    clock=(
        rf"mittags?|mitternachts?|halb {HOUR}|viertel (?:vor|nach) [a-zäöü]{{3,6}}|"
        # Without "Uhr" only where nothing follows that it could count: "um sechs.", "um 8 bis 9".
        rf"um (?:{HOUR}|\d{{1,2}})(?=[.,;:!?)](?!\d)|$"
        r"| (?:bis|und|oder|am|morgens|vormittags|nachmittags|abends|nachts|in der früh)\b)"
    ),
    numerals=NUMERALS,
    numeral_parts=PARTS,
    numeral_joints=word_set("und"),
    one=word_set("ein eine einen einem einer eines eins"),
    section="paragra(?:ph|f)(?:en)?",
    subsection=r"abs(?:atz|\.)?",
    apiece=word_set("pro je jede jeder jedes jedem jeden"),
    half=word_set("halbe halben halber halbes halb"),
    vague=word_set("einige einigen mehrere mehreren wenige wenigen paar viele vielen etliche"),
    scales=(
        *(("million", 1e6), ("millionen", 1e6), ("mio", 1e6), ("milliarde", 1e9)),
        *(("milliarden", 1e9), ("mrd", 1e9), ("billion", 1e12), ("billionen", 1e12)),
        *(("tausend", 1e3), ("hundert", 100), ("dutzend", 12)),
    ),
    about=(
        r"rund|etwa|circa|ca\.|ungefähr|über|mehr als|bis zu|fast|knapp|mindestens|höchstens|"
        r"weniger als|gut|maximal|nur"
    ),
    up_to=word_set("bis oder"),
    between=word_set("zwischen"),
    labels=word_set(
        "top nr nummer kapitel seite version klasse linie platz raum schritt level stufe abschnitt"
        " absatz artikel punkt teil band gruppe runde bus zimmer halle gleis tabelle bild buchstabe"
        " paragraf saal haus phase fehler port tarif zone route strecke becken gebäude team woche"
    ),
    before_ordinal=word_set(
        "der die das dem den des am im vom zum zur beim ins jede jeder jedes jeden jedem ein eine"
        " einen einem einer"
    ),
    units=(
        ("second", "sekunden"),
        ("minute", "minuten min."),
        ("quarter-hour", "viertelstunde viertelstunden"),
        ("half-hour", "halbstunde"),
        ("hour", "stunden std std."),
        ("turn", "runde runden spielzug spielzüge spielzügen"),
        ("lesson", "schulstunden schulstunde unterrichtsstunde unterrichtsstunden"),
        ("day", "tagen kalendertage kalendertagen nächte nächten nacht"),
        ("working-day", WORKING_DAYS),
        ("week", "wochen kalenderwochen schulwochen ferienwochen"),
        ("month", "monaten kalendermonate kalendermonaten"),
        ("quarter", "quartal quartale quartalen"),
        ("half-year", "halbjahr halbjahre halbjahren schulhalbjahre"),
        ("year", "jahren jahres jährige jähriger jährigen jähriges schuljahre schuljahren"),
        ("decade", "jahrzehnt jahrzehnte jahrzehnten"),
        ("century", "jahrhundert jahrhunderte jahrhunderten"),
        ("clock", "uhr"),
        ("percent", "prozent v._h."),
        ("percentage-point", "prozentpunkt prozentpunkte prozentpunkten"),
        ("permille", "promille"),
        ("EUR", "euros"),
        ("eurocent", "cent cents"),
        ("coin", "gold goldmünzen goldstücke goldstück silber silbermünzen münzen taler credits"),
        ("GBP", "pfund"),
        ("pound", "pfund"),
        ("millimeter", "millimetern"),
        ("centimeter", "zentimetern"),
        ("meter", "metern"),
        ("kilometer", "kilometern"),
        ("foot", "fuß"),
        ("mile", "meilen"),
        ("square-meter", "quadratmetern"),
        ("square-kilometer", "quadratkilometern"),
        ("hectare", "hektar"),
        ("liter", "litern"),
        ("cubic-meter", "kubikmetern"),
        ("gram", "gramm"),
        ("kilogram", "kilo kilos"),
        ("tonne", "tonnen"),
        ("gigatonne", "gigatonne gigatonnen"),
        ("degree", "grad"),
        ("kilometer-per-hour", "stundenkilometer stundenkilometern"),
        ("horsepower", "ps"),
        ("calorie", "kalorien"),
        ("pixel", "pixel pixeln"),
    ),
    composed_units=(
        *(("jährig", "year"), ("monatig", "month"), ("wöchig", "week"), ("tägig", "day")),
        *(("stündig", "hour"), ("minütig", "minute"), ("prozentig", "percent")),
    ),
    unit_adjectives=word_set(
        "volle vollen ganze ganzen weitere weiteren zusätzliche zusammenhängende"
    ),
    free=(
        r"kostenlos\w*|kostenfrei\w*|gratis|umsonst|unentgeltlich\w*|gebührenfrei\w*|"
        r"(?:zahlt|zahlen|kostet|kosten) nichts|keine (?:gebühr|gebühren|kosten)|"
        r"(?:eintritt|preis|teilnahme) (?:ist )?frei"
    ),
    share_word=(
        r"hälfte|drittel|zwei drittel|viertel|drei viertel|dreiviertel|fünftel|zehntel|mehrheit|"
        r"jede[rs]? (?:zweite|dritte|vierte|fünfte|sechste|achte|zehnte)|halb so \w+|doppelt so \w+"
    ),
    endless=(
        r"\d{1,2}:\d{2} (?:verbleibenden )?minuten|"
        r"unbegrenzt|dauerhaft|unbefristet|lebenslang|auf lebenszeit|(?:minuten|stunden|tage|"
        r"wochen|"
        r"monate|jahre|jahrzehnte)lang|für immer|auf dauer|über nacht|ganzjährig|das ganze jahr|"
        r"den ganzen tag|rund um die uhr"
    ),
    frequency=(
        r"täglich|wöchentlich|monatlich|jährlich|stündlich|halbjährlich|vierteljährlich|minütlich|"
        r"(?:(?:ein|zwei|drei|vier|fünf|sechs|zehn|mehr|jedes|\d+)[- ]?mal|\d+ ?x)"
        r"(?: (?:pro|im|am|in der|alle) (?:\w+ )?\w+)?|"
        rf"(?:alle|jede[nsmr]?) (?:\w+ )?(?:\w*tag|{PERIOD})\w*|"
        r"(?:mon|diens|donners|frei|sonn)tags|mittwochs|samstags|werktags|nie|niemals|selten|"
        rf"regelmäßig|(?:pro|im|in der) (?:tag|{PERIOD})|im \S{{1,20}}takt"
    ),
    correction=(
        r"korrektur\w*|korrigiert\w*|berichtig\w+|richtigstellung|aktualisier\w+|update|nachtrag|"
        r"(?:nicht|anders als) (?:wie )?(?:\w+ )?(?:berichtet|gemeldet|angekündigt|mitgeteilt)|"
        r"irrtümlich\w*|verschoben|statt wie \w+"
    ),
    dismissed=(
        "nicht(?: mehr| wie)?|(?:an)?statt(?: wie (?:bisher|geplant|zuvor|sonst))?|anstelle|"
        "bisher(?: waren es)?|früher|ursprünglich|zunächst"
    ),
    moved="verschoben|verschiebt|verlegt|vorverlegt|vorgezogen|verlegen|verschieben|geändert",
    moved_to="auf|zum",
    cancelled=(
        r"(?:fällt|fallen|fiel|fielen)\b[^,;!?]{0,60}? (?:aus|weg)|entfällt|entfallen|entfiel|"
        r"(?:(?:ist|sind|wurde|wurden|wird|werden) )?(?:abgesagt|ausgefallen|gestrichen)|"
        r"find(?:et|en)\b[^,;!?]{0,60}? nicht\b[^,;!?]{0,20}? statt"
    ),
    not_cancelled=(
        "wenn|falls|sofern|sollten?|bei|ob|kann|können|könnten?|würden?|nicht|nie|fast|beinahe|"
        "gerüchten?"
    ),
    but_then="und|aber|sondern|dafür|stattdessen",
    before_age=(
        "ab|unter|über|bis|mindestens|alter(?: von| ist| beträgt| liegt bei)?|mindestalter|"
        "jünger als|älter als"
    ),
    after_age=r"(?:jahren? )?alt|jährig\w*|jahren",
    until="bis|endet",
    until_event=(
        r"bis (?:auf weiteres|zu[mr]? (?:\w+ ){0,2}\w+|\w+ende)|bis (?:ende|anfang|mitte|schluss)"
    ),
    ordinals=(
        r"\d{1,3}\.(?= )|(?:erste|zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|"
        r"elfte|zwölfte|letzte|vorletzte)[mnrs]?|"
        r"(?:zweit|dritt|viert|fünft|sechst)[a-zäöüß]{5,20}"
    ),
    ranked="platz|rang|stelle|position",
    born="geboren|gegründet|erbaut|gebaut|errichtet",
    before_place="in|im|aus|bei|bis|an|am|auf",
    before_bare_place="nach",
    telling_to=word_set("frag frage fragt melde meldet ruf ruft schreib schreibt"),
    no_place=(
        "Anfang|Beginn|Betrieb|Ende|Fall|Folge|Frage|Grund|Jahr|Kraft|Lage|Rahmen|Rand|Regel|Sinne|"
        "Zeit|Zuge?|Zukunft"
    ),
    no_bare_place=(
        r"\w{2,}(?:ung|heit|keit|schaft|ität|ion)(?:en)?|Absprache|Ablauf|Anfrage|Antrag|Auftrag|"
        r"Ausnahmefällen|Bar|Bedarf|Bezug|Deutsch|Englisch|Fragen|Form|Gruppen|Höhe|Krankheit|"
        r"Notfällen|Not|Rechnung|Regen|Ruhe|Schnee|Sicht|Streit|Verdacht|Verlust|Vollmond|"
        r"Voranmeldung|Wunsch|Zweifel"
    ),
    place_columns=word_set(
        "ort raum saal wo treffpunkt standort halle zimmer gebäude adresse veranstaltungsort"
    ),
    definite_article="der|dem|den|die|das",
    reason=(
        r"weil|(?<!\w )da(?! (?:ist|sind|war|waren|kann|muss|gibt)\b)|denn|wegen|aufgrund|"
        r"infolge|nachdem|damit|um(?=[^,;.!?]{0,80} zu \w+en\b)|durch|sodass|dank|"
        r"führte dazu|(?:der )?grund"
    ),
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
        "was (?:tun|tue|mache) (?:ich|wir)?|schritte?|anleitung|vorgehen|"
        # In few words: "gastzugang einrichten".
        "^(?!(?:kann|können|darf|dürfen|muss|müssen|soll|sollen|will|wer|was|wo|wann|warum|wie|wieso|"
        r"welche\w?)\b)"
        r"(?:[\w-]{3,40}+ ){1,3}(?:ab|an|um)?(?:ändern|anlegen|beantragen|beitreten|bestellen|"
        "buchen|(?:de)?aktivieren|(?:de)?installieren|einreichen|einrichten|einstellen|entfernen|entsperren|"
        "erstellen|freischalten|hinzufügen|kündigen|löschen|melden|reparieren|verbinden|verknüpfen|"
        r"zurücksetzen)(?=\W*+$)"
    ),
    asks_meaning="was (?:ist|sind|bedeutet|bedeuten|heißt|meint)|wofür steht|wer ist",
    listing=(
        r"(?:bitte )?(?:nenne?|liste|zähle?|zeige? mir|gib mir)(?: (?:mir|uns|bitte|alle))*(?= \w)"
    ),
    asks_newest=(
        "neueste[nmrs]?|neuste[nmrs]?|aktuell(?:e[nmrs]?)?|zuletzt|jüngste[nmrs]?|derzeit|"
        "inzwischen|momentan|im moment|nun|jetzt|mittlerweile|noch immer|immer noch"
    ),
    defining="ist|sind|bezeichnet|bezeichnen|bedeutet|bedeuten|heißt|nennt man|steht für",
    difference=(
        r"unterschied\w* zwischen|vergleich zwischen|vergleichen? (?:sie|wir|mal|bitte)|"
        r"vergleiche?|unterscheide[tn](?: sich)?"
    ),
    joining="und",
    beside="mit|von",
    choosing="oder|vs|versus",
    comparing="als|statt|verglichen mit|im vergleich zu|gegenüber",
    yes=word_set("ja jawohl"),
    no=word_set("nein nö"),
    negation=word_set("nicht kein keine keinen keinem keiner keines"),
    limiting=word_set(
        "nur außer ausgenommen wenn falls sofern soweit solange bevor bis ab aber jedoch allerdings"
        " doch sondern meist meistens manchmal teilweise teils oft selten fast kaum vielleicht"
        " eventuell grundsätzlich eigentlich erst noch mehr bereits schon künftig"
    ),
    conditions=word_set("nur außer ausgenommen wenn falls sofern soweit solange bevor bis ab erst"),
    unsure=word_set(
        "war waren hatte hatten wird wurde wurden würde würden durfte durften sollte sollten soll"
        " sollen musste mussten gab könnte könnten möchte ob dass sagte sagt fragt wer welche"
        " welcher und oder manche manchen einige einigen bestimmte bestimmten viele wenige"
        " jemand"
    ),
    scoped=word_set(
        "alle allen aller jede jeden jeder jedes jedem beide beiden immer nur ohne überall außer"
    ),
    prepositions=word_set(
        "in im ins an am ans auf aufs mit ohne für von vom zu zum zur bei beim hinter neben vor"
        " nach während zwischen unter über bis außerhalb innerhalb ab aus gegen durch pro seit"
    ),
    permitting=(
        "erlaubt|gestattet|zulässig|zugelassen|willkommen|möglich|darf|darfst|dürfen|dürft|kann|"
        "kannst|können|könnt"
    ),
    forbidding="verboten|untersagt|unzulässig|tabu",
    obliging=(
        "muss|musst|müssen|müsst|nötig|notwendig|erforderlich|pflicht|verpflichtend|obligatorisch|"
        "brauche|brauchst|braucht|brauchen"
    ),
    releasing="freiwillig|unnötig|optional",
    existing="es gibt|gibt es|gibt|wir haben|haben wir|habt ihr|ihr habt",
    light_verbs=word_set(
        "mitbringen mitnehmen bringen nehmen benutzen nutzen verwenden machen haben betreten gehen"
        " kommen laufen werden sein hinein rein"
    ),
    neutral=word_set(
        "der die das den dem des ein eine einen einem einer eines es ist sind auch hier ich man wir"
        " du ihr im in am an auf zu zur zum für mit von vom bei beim ja nein gibt mein meine meinen"
        " meinem meiner dein deine deinen unser unsere unseren sein seine seinen sich mich dich uns"
        " euch mir dir bitte denn mal eigentlich"
    ),
    opposites=(
        ("geöffnet", "geschlossen"),
        ("offen", "geschlossen"),
        ("kostenlos", "kostenpflichtig"),
        ("kostenfrei", "kostenpflichtig"),
    ),
)
