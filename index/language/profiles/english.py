"""English."""

from index.language.profiles.profile import LanguageProfile, patterns, word_set, words_of

PAY = (
    "costs?|pay|pays|paid|charged?|charges|price[ds]?|fees?|worth|money|earn|earns|earned|spend|"
    "spent|"
    "salary|raised?|donated?|dollars?|euros?|fine"
)
PRICE = "prices?|costs?|fees?|fare|rent|salary|budget|deposit|fine|charge|prize money"

HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
PERIOD = "second|minute|hour|week|fortnight|month|quarter|year|night|evening|morning|time"

DIGITS = (
    *(("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8)),
    ("nine", 9),
)
TENS = (
    *(("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60)),
    *(("seventy", 70), ("eighty", 80), ("ninety", 90)),
)
NUMERALS = (
    *DIGITS,
    *(("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14)),
    *(("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19)),
    *TENS,
    *(("hundred", 100), ("thousand", 1000), ("hundreds", 100), ("thousands", 1000)),
    *(("dozen", 12), ("dozens", 12), ("both", 2), ("zero", 0), ("none", 0)),
)

ENGLISH = LanguageProfile(
    code="en",
    stemmer="english",
    interrogatives=word_set("who whom whose what when where which why how many much did does do"),
    # Tantivy's list is Lucene's, of 33 words.
    closed_class=word_set(
        "i me my myself we us our ours ourselves you your yours yourself yourselves himself hers "
        "herself itself theirs themselves am were been being have has had having doing would "
        "should could ought can may might must shall because until while about against between "
        "through during before after above below from up down in out off over under again further "
        "once here all any both each few more most other some nor only own same than too very"
    ),
    pointing_back=word_set(
        "it its he him his she her they them their this that these those there then thereby such so"
    ),
    # Often a conjunction.
    seldom_pointing_back=word_set("that"),
    contrast=word_set("however but yet nevertheless although though instead"),
    pointing_clause="that (?:is|was|war|has|would|will|can|could|means|shows|said)",
    going_on="and|but|or|what about|how about",
    picking_up="why not|same for|also",
    expletive="is there|are there|there is|there are|there's|was there|were there|does it rain",
    copulas=word_set("is are was were s"),
    vague_verbs=word_set(
        "happen happens happened takes take took place go goes get gets got getting work works make"
        " makes come comes need needs want keep"
    ),
    bringing=word_set("bring bringing take taking"),
    empty_words=word_set(
        "earlier later sooner faster cheaper exactly again anyway now then else today tomorrow long"
    ),
    chatter=word_set(
        "yes yeah yep no nope thanks thank you so much thx ty ok okay k good great cool nice"
        " awesome perfect got it i see alright fine hello hi hey there guys all bye lol wow hm sure"
        " a lot very that was helpful help morning evening"
    ),
    before_question=(
        r"(?:hello|hi|hey|heya|hiya|yo|greetings|good (?:morning|evening|afternoon))"
        r"(?: (?:there|all|everyone|everybody|guys|folks|team|friends|people|y'all|mods?|"
        r"admins?))*+|"
        r"(?:just |i have |i've got |got )*+(?:an? )?(?:quick|short|small|dumb|stupid|silly|"
        r"random|noob)"
        r" (?:question|q)(?: (?:here|though|for you|for the mods))?|question|"
        r"(?:does|do|would) (?:anyone|anybody|someone|somebody|any of you|"
        r"you)(?: here)? (?:happen to )?"
        r"know(?: if| whether)?|anyone know(?:s)?(?: if| whether)?|"
        r"(?:can|could|would) (?:anyone|anybody|someone|somebody|you)(?: please| pls)?"
        r" (?:tell|explain to|help) me(?: if| whether)?|"
        r"(?:i was |i am |i'm |just )*+wondering(?: if| whether)?|"
        r"i (?:wanted|would like|want) to (?:ask|know)(?: if| whether)?|"
        r"(?:hm+|ok|okay|ah|oh|i see|yes|no|thanks|cool|great|never mind|nevermind)(?=[.,!;:…])|"
        r"sorry|excuse me|pardon|please|pls|ok so|okay so"
    ),
    after_question=(
        r"(?:many )?(?:thanks|thank you|thx|ty|cheers)(?: (?:in advance|so much|a lot|guys|all|"
        r"everyone))*+|"
        r"(?:i'm |i am |just )*+asking for a friend|please|pls|plz|(?:does )?any(?:one|"
        r"body) knows?|"
        r"any ideas?|help|cheers"
    ),
    closing="thanks in advance|thank you|asking for a friend|just asking for a friend",
    asks_about_you=(
        "(?:so |and )?(?:who|what)(?: the (?:hell|heck|fuck)| exactly| even| actually| really)*"
        " (?:are|r) (?:you|u)|what can you do(?: here)?|what do you do(?: here)?|"
        "what (?:can|could|do) you help(?: (?:me|us))?(?: with)?|"
        "tell (?:me|us)(?: something| more| a bit| all)? about yourself|"
        "who(?: even| actually| the hell)* (?:made|built|created|programmed|runs|owns) you|"
        "how (?:do|can|should) (?:i|we)(?: even| actually| just)* (?:use|talk to|ask|ping|tag)"
        " (?:you|this thing|(?:the|this) bot)|"
        "how (?:does|do) (?:you|(?:this|the) (?:thing|bot)|i use you)(?: even| actually)* work|"
        "do (?:i|we) just (?:tag|ping|ask|mention) you|are you a (?:ro)?bot|"
        "(?:please |pls )?help(?: me)?(?: please| pls| plz)?|what is this bot|"
        "what does this bot do|"
        "(?:hi|hello|hey|hiya)(?: there| all| everyone| everybody| bot)?"
    ),
    small_talk=patterns("small_talk.en.txt"),
    talk_words=words_of("talk_words.en.txt"),
    courtesies=words_of("courtesies.en.txt"),
    said_of_you=words_of("said_of_you.en.txt"),
    addresses=word_set(
        "you u ur ya yall y'all your yours yourself you're youre you've you'll bot botty"
    ),
    subjects=word_set(
        "i we it that this there the a an they he she anyone anybody any some someone"
    ),
    asks_for_sources=(
        "(?:what|which) (?:sources|articles|documents|texts)"
        " (?:(?:do|have|are|can|did|r) (?:you|u)|are there)(?: \\w+)?(?: from| in| through)?"
        "(?: here)?|what can (?:i|we) ask(?: you)?(?: here| about)?|"
        "what (?:sort|kind|type)s? of (?:stuff|things|questions) can (?:i|we) ask(?: you)?"
        "(?: here| about)?|"
        "what do you know(?: about)?|(?:list|show)(?: me)?(?: all)?(?: your| the)? sources|"
        "(?:your )?sources|where do you (?:get|know|have) (?:that|this|it|all|your|the|"
        "answers|info|information|knowledge|data|stuff)(?: (?:that|this|your|answers|info|"
        "information|knowledge|data|stuff))* ?(?:from)?|what (?:topics|things|stuff|kind of "
        "questions|questions) (?:do|can) (?:you|i|we) (?:know|answer|ask)(?: about| you)*|"
        "what (?:can|should|could|may) (?:i|we|one|people) ask(?: you| here| about)*"
    ),
    asks_for_news=(
        "what(?:['’]?s| is) new(?: here)?(?: today)?|what(?:['’]?s| is| are) the (?:latest )?news|"
        "(?:is there )?(?:any|some) news|(?:is there )?anything new(?: here)?|(?:latest )?news"
    ),
    tag=(
        "right|correct|ok|okay|k|yes|no|huh|eh|innit|you know|"
        "how are (?:you|things)|what['’]?s up|how['’]?s it going|"
        "(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)n['’]?t "
        "(?:i|it|he|she|we|you|they|that|there)|(?:is|are|was|were|do|does|did) "
        "(?:it|he|she|they|there)"
    ),
    insisting=word_set("again anyway exactly really so then"),
    alternative="or",
    auxiliaries=word_set(
        "is are was were am be has have had can could may might must shall should will would do"
        " does"
        " did"
    ),
    when=(
        "when|since when|"
        "(?:(?:in|on|at|by|until) )?(?:what|which) (?:year|month|day|date|weekend|weekday)"
    ),
    year_word="year",
    weekday_word="weekday",
    where="where|in (?:what|which) (?:country|city|place|state|town|region|area)",
    who="who|whom|whose",
    why="why|for what reason",
    how_old=(
        r"how (?:old|young)|(?:(?:at|from|to|until|by) )?(?:what|which) age|"
        r"what (?:is|was|are) the (?:\w+ )?ages?"
    ),
    what_price=(
        rf"how (?:expensive|cheap|pricey)|how much\b(?=.{{0,120}}\b(?:{PAY})\b)|"
        rf"how much (?:is|are|was|were) (?:an?|the|it|one|entry)\b|"
        rf"what (?:do|does|did|will|would|has|have)\b(?=.{{0,120}}\bcost\b)|"
        r"(?:which (?:\w+ ){0,2}|what )(?:prices?|costs?|fees?|fare|rent|salary|budget|deposit)|"
        rf"what(?:['’]s| is| are| was| were) (?:the|an?|your|my) (?:\w+ ){{0,3}}(?:{PRICE})|"
        r"how many (?:euros?|dollars?)"
    ),
    what_share=(
        r"(?:what|which) (?:(?:is|was) the )?(?:\w+ )?(?:percent(?:age)?|per cent|share|proportion|"
        r"fraction)|how many percent|how (?:high|large|big) \w+ (?:\w+ ){0,3}(?:share|percentage|"
        r"turnout)"
    ),
    how_long=(
        r"(?:for )?how long(?! (?:is|are|was|were)\b)|how much (?:time|longer|notice)|"
        r"what (?:is|was) the (?:\w+ ){0,2}(?:duration|notice period)"
    ),
    how_long_or_far=(
        r"how long (?:is|are|was|were|(?:can|may|could|must|should) (?:\w+ ){1,4}be)\b|"
        r"how far (?:away|is|are)"
    ),
    how_large=(
        r"how (?:tall|wide|deep|heavy|thick|hot|cold|warm|loud)|how much (?:\w+ )?(?:memory|"
        r"storage|ram)|"
        r"what (?:(?:is|was|are) the )?(?:\w+ ){0,2}(?:height|length|width|depth|weight|"
        r"temperature|speed|distance|area|pressure|voltage|wattage|power consumption)\b"
    ),
    measured_in=(
        ("length", "tall|wide|deep|thick|height|length|width|depth|distance"),
        ("weight", "heavy|weight"),
        ("temperature", "hot|cold|warm|temperature"),
        ("speed", "speed"),
        ("area", "area"),
        ("memory", "memory|storage|ram"),
        ("pressure", "pressure"),
    ),
    how_many=r"how many|(?:what|which) (?:(?:is|was|are) )?(?:the )?(?:\w+ )?number of",
    how_much=(
        "how (?:much|high|large|big|fast|far|small|close|strong)|"
        r"what (?:is|was) the (?:\w+ ){0,2}(?:size|capacity|population|maximum|minimum|limit)"
    ),
    which_sort=(
        r"what(?:['’]s| is| was| are) the names? of|what (?:is|was) (?:\w+ ){1,4}called|"
        r"(?:which|what) (?!(?:is|are|was|were|do|does|did|can|could|should|will|would|must|may|"
        r"has|have|had|if|happens?|happened)\b)\w+"
    ),
    how_often="how (?:often|frequently|regularly)|how many times",
    what_time=(
        r"(?:(?:at|by|until|from|before|after) )?(?:what|which) (?:time|hour)"
        r"(?! (?:zone|period|frame|span))|what are the (?:opening )?hours"
    ),
    which_code=(
        r"(?:(?:in|since|on|from|under|with) )?(?:what|which) (?:(?:is|was) the )?(?:\w+ ){0,2}"
        r"(?:version|number(?! of)|code|port|release|build)"
    ),
    which_rank=r"(?:in |at )?(?:what|which) (?!to )(?:\w+ )?(?:rank|position|century)",
    price_word=rf"costs?|{PRICE}|pays?|charged?",
    price_keyword="prices?|costs?|fees?|how much",
    age_word=(
        r"age[ds]?|(?:under|over|from|at least|minimum|turns?|turned|until) (?=\d)|"
        r"children|adults?|kids|teens|youth"
    ),
    time_word="opening times?|start(?:ing)? times?|hours|what time",
    before_date=(
        "(?:since|in the year|in|on|until|till|by|from|of|to|before|after|during|for|every|"
        "through)(?: the)?"
    ),
    before_month="of",
    day_ending="st|nd|rd|th",
    part_of_year="early|mid|late|spring|summer|autumn|fall|winter|this|next|last|end of",
    decade_ending="s",
    relative_day=("today|yesterday|tomorrow|recently|(?:last|next|this) (?:week|month|year)"),
    vague_day="recently",
    months_in_prose=word_set("may march mar"),
    other_date=(
        r"(?:early |mid-? ?|late )?(?:\d{1,2}th|\d?1st|\d?2nd|\d?3rd|[a-z]{4,13}th) (?:century|"
        r"centuries)|"
        r"(?:the )?'?\d0s|\d{1,3}(?:,?\d{3})? (?:bce?|ce|ad|bp)|(?:ad|anno domini) \d{1,4}|"
        r"(?:in|during|after|before|until|by|every|this|next|last) (?:the )?(?:early |late )?"
        r"(?:spring|summer|autumn|fall|winter|holidays|weekend)|"
        r"weekdays|weekends|(?:mon|tues|wednes|thurs|fri|satur|sun)days|"
        r"christmas|easter|halloween|new year|at any time|immediately"
    ),
    when_clause=(
        "as soon as|once|when|before|after|during|(?:until|since) (?:the|its|his|her|their)|"
        "at the (?:end|start|beginning) of"
    ),
    beside_duration="within|after|before|in|every|for|by",
    after_duration="ago|later|earlier|beforehand|in advance|afterwards|before|after",
    from_duration="before|after|from|prior to",
    before_clock="at|by|from|until|till|around|before|after",
    clock=(
        "noon|midnight|midday|half past [a-z]{3,6}|quarter (?:past|to) [a-z]{3,6}|"
        "[a-z]{3,6} o'clock|"
        rf"{HOUR} (?:in the (?:morning|afternoon|evening)|at night)|"
        # Without "o'clock" only where nothing follows that it could count: "at six.", "at 8 on …".
        rf"at {HOUR}(?=[.,;:!?)](?!\d)|$| (?:and|or|on|every|each|sharp|until|till)\b)"
    ),
    numerals=NUMERALS,
    numeral_parts=NUMERALS,
    numeral_joints=word_set("and"),
    one=word_set("one a an"),
    subsection=r"para(?:graph|\.)?|sub(?:section|sec\.)",
    apiece=word_set("per each every a an"),
    half=word_set("half"),
    vague=word_set("several few couple many some"),
    scales=(
        *(("million", 1e6), ("billion", 1e9), ("bn", 1e9), ("trillion", 1e12)),
        *(("hundred", 100), ("thousand", 1e3), ("dozen", 12), ("millions", 1e6)),
    ),
    about=(
        "about|around|over|more than|up to|almost|nearly|at least|at most|some|approximately|"
        "less than|fewer than|just|only|roughly|under"
    ),
    up_to=word_set("to or through"),
    between=word_set("between from"),
    labels=word_set(
        "chapter page version step level room line section article rule part round season episode"
        " no number item grade class error port tier phase platform gate table figure item act"
        " route track hall building lane group bus team week"
    ),
    units=(
        ("second", "secs sec"),
        ("minute", "mins"),
        ("hour", "hrs hr"),
        ("day", "night nights"),
        (
            "working-day",
            "working_day working_days business_day business_days school_day school_days",
        ),
        ("week", "wk"),
        ("fortnight", "fortnight fortnights"),
        ("lesson", "lesson lessons"),
        ("turn", "turn turns rounds"),
        ("year", "yr yrs"),
        ("afternoon", "pm p.m. p.m"),
        ("clock", "am a.m. a.m o'clock o’clock"),
        ("percent", "per_cent pct"),
        ("percentage-point", "percentage_point percentage_points"),
        ("USD", "dollar dollars bucks"),
        ("eurocent", "cents"),
        ("coin", "coin coins gold gold_coins gold_pieces gems credits"),
        ("GBP", "pound pounds quid"),
        ("meter", "metre metres"),
        ("kilometer", "kilometre kilometres"),
        ("centimeter", "centimetre centimetres"),
        ("millimeter", "millimetre millimetres"),
        ("square-meter", "square_metre square_metres"),
        ("square-kilometer", "square_kilometre square_kilometres"),
        ("liter", "litre litres"),
        ("cubic-meter", "cubic_metre cubic_metres"),
        ("kilogram", "kilo kilos"),
        ("tonne", "ton tons tonnes metric_tons metric_tonnes"),
        ("gigatonne", "gigaton gigatons gigatonne gigatonnes"),
        ("degree", "degree degrees"),
        ("calorie", "calories"),
        ("pixel", "pixel pixels"),
    ),
    unit_adjectives=word_set(
        "calendar full consecutive whole more additional further complete square-meter academic"
        " extra"
    ),
    free=(
        r"(?<!feel )free(?: of charge)?|(?:at )?no (?:extra )?(?:charge|cost|fee|fees)|"
        r"complimentary|"
        r"costs? nothing|for nothing"
    ),
    share_word=(
        r"half|(?:one|a|two|three|four)[- ](?:thirds?|quarters?|fifths?|tenths?)|majority|"
        r"one in [a-z]+|\w+ out of \w+|twice as \w+"
    ),
    endless=(
        r"\d{1,2}:\d{2} (?:left|remaining|minutes)|"
        "permanently|permanent|indefinitely|forever|for good|for life|lifelong|overnight|unlimited|"
        "all year|year-round|all day|for years|for months|for weeks|for hours"
    ),
    frequency=(
        r"daily|weekly|monthly|yearly|annually|hourly|biweekly|"
        r"(?:once|twice|thrice|\w+ times|\d+ ?x)(?: (?:every|an?|per|each) (?:\w+ )?\w+)?|"
        rf"(?:every|each|per|an?) (?:\w+ )?(?:\w+day|day|{PERIOD})s?|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekdays|never|always|rarely|regularly"
    ),
    correction=(
        r"correct(?:ion|ed|s)|erratum|updated?|(?:not|contrary to what was) as? ?(?:\w+ )?"
        r"(?:reported|announced|stated)|mistakenly|in error|postponed|rescheduled|moved to"
    ),
    dismissed=(
        "not|no longer|instead of|rather than|previously|formerly|before that|originally|initially"
    ),
    moved=(
        "moved|moves|postponed|rescheduled|shifted|delayed|brought forward|put off|pushed back|"
        "changed"
    ),
    moved_to="to|until",
    cancelled=(
        "(?:(?:is|are|was|were|has been|have been|had to be|will be) )?"
        "(?:cancell?ed|called off)|"
        "(?:will not|won['’]t|does not|doesn['’]t|did not|didn['’]t) (?:take place|happen)"
    ),
    not_cancelled=(
        r"if|unless|when|whether|in case|could|might|may|can|would|not|\w{2,6}n['’]t|never|nearly|"
        r"almost|reports?|rumou?rs?"
    ),
    but_then="and|but|instead",
    before_age="age of|aged?|under|over|minimum age(?: is)?|at least|turned|turns",
    after_age="years? old|years? of age|year-old|years?|(?:and|or) (?:over|older)|old",
    until="until|till|through|ends?",
    until_event=(
        r"(?:until|till) (?:the |its |their )?(?:\w+ ){0,2}(?:end|start|beginning|holidays|notice)|"
        r"(?:until|till|into) the \w+"
    ),
    ordinals=(
        r"\d{0,2}(?:1st|2nd|3rd|[04-9]th|1[1-3]th)|first|second|third|fourth|fifth|sixth|seventh|"
        r"eighth|ninth|tenth|last|[a-z]{4,13}teenth|twentieth"
    ),
    ranked="place|rank|number|position|no",
    born="born|founded|built|established|erected",
    before_place="in|at|from|near|on|to",
    telling_to=word_set("ask call contact email see tell text write"),
    place_columns=word_set("place room location where venue hall building address"),
    definite_article="the",
    reason=(
        r"because(?: of)?|due to|since(?! \d)|as a result of|in order to|so that|"
        r"(?<!look )(?<!looks )(?<!looked )after|on the grounds|"
        "owing to|thanks to|caused by|as a means|in an effort to|the reason"
    ),
    calibration_pairs=(
        (
            "When do I add the stock?",
            "Simmer the onions until they turn golden, then pour in the broth.",
        ),
        (
            "Who stopped the penalty?",
            "In the last minute the goalkeeper kept the spot kick out.",
        ),
        (
            "How often does the train to the airport run?",
            "The airport express leaves every twenty minutes from platform four.",
        ),
        (
            "Why can fewer families buy a home?",
            "Interest rates rose again, and loans for houses became expensive.",
        ),
        (
            "Where does the rain come from?",
            "Showers will move in from the west during the afternoon.",
        ),
        (
            "What do wolves hunt?",
            "Packs mainly go after deer and wild boar at night.",
        ),
        (
            "How much water do tomato plants need?",
            "Tomatoes should be watered with about two litres every day.",
        ),
        (
            "What should people with a fever do?",
            "Patients with a high temperature ought to rest and drink enough.",
        ),
    ),
    asks_list=(
        r"(?:what|which)\b[^?]{0,80}\bare|"
        r"(?:what|which) \w+ (?:do|does|can|should|must|have|has) (?:i|we|you|it|they)|"
        "what (?:all )?(?:do|can|should|must|may) (?:i|we|you)|"
        "what (?:is|are) (?:in|included|part)|what (?:was|were|got|has|have|changed)|"
        r"(?:what|which) (?:new |other )?(?!is\b|was\b|does\b|has\b|this\b)\w+[^\Wsui]s|"
        r"what does \w+ (?:include|contain|offer|support)|what belongs|who (?:all|are)|list|"
        "name (?:all|the)|everything|all of"
    ),
    asks_steps=(
        "how (?:do|can|should|would|must|may) (?:i|we|you|one|someone|somebody|people)|how to|"
        "what (?:should|must|do|can) (?:i|we) do|steps|instructions|way to|"
        # In few words: "reset password".
        "^(?:set up|setup|reset|change|delete|create|install|uninstall|configure|connect|join|"
        "leave|cancel|enable|disable|link|unlink|register|verify|update|remove|claim|unlock)"
        r"(?=(?: [\w-]{2,40}+){1,4}\W*+$)"
    ),
    asks_meaning="what (?:is|are|does)|what's|whats|who is",
    listing=r"(?:please )?(?:list|name|show me|give me|tell me)(?: (?:me|us|all|of))*(?= \w)",
    asks_newest=(
        "latest|newest|most recent|current(?:ly)?|at the moment|at present|right now|now|nowadays|"
        "these days|up to date|still"
    ),
    defining="is|are|means|refers to|stands for",
    difference=(
        r"differences? between|comparison (?:of|between)|compar(?:e|ing)|"
        r"how (?:do|does)(?=[^?]{1,200}\bdiffers?\b)"
    ),
    joining="and",
    beside="with|to|from",
    choosing="or|vs|versus",
    comparing="than|instead of|compared (?:to|with)|different from|differs?(?: from)?",
    yes=word_set("yes yep yeah"),
    no=word_set("no nope"),
    negation=word_set("not no"),
    limiting=word_set(
        "only except unless if when until till from but however though mostly usually normally"
        " generally sometimes partly often rarely hardly almost maybe perhaps yet still longer"
        " already"
    ),
    conditions=word_set("only except unless if when until till from"),
    unsure=word_set(
        "was were had will would could might should used whether that said says asks asked who"
        " which and or some certain most many few somebody someone"
    ),
    scoped=word_set("all every each both any always only without everybody everyone except unless"),
    prepositions=word_set(
        "in on at with without for from to by behind near outside inside during after before"
        " between under over until till within per above below beside"
    ),
    permitting="(?:be )?(?:allowed|permitted|welcome)|may|can",
    forbidding="(?:be )?(?:forbidden|prohibited|banned)|must not",
    obliging="must|(?:have|has|need|needs) to|need|needs|required|mandatory|obligatory|compulsory",
    releasing="optional|voluntary|unnecessary",
    existing="there (?:is|are)|(?:is|are) there|do (?:you|we|they) have|we have|we offer",
    light_verbs=word_set("bring take use do make get enter go come walk have be"),
    neutral=word_set(
        "the a an is are there also here i we you one to of in on at for with by yes no do does"
        " my your our their me us please"
    ),
    opposites=(("open", "closed"),),
)
