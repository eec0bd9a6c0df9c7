"""English."""

from index.language.profile import LanguageProfile, word_set

ENGLISH = LanguageProfile(
    code="en",
    stemmer="english",
    interrogatives=word_set("who whom whose what when where which why how many much did does do"),
    pointing_back=word_set(
        "it its he him his she her they them their this that these those there then thereby such so"
    ),
    # Often a conjunction.
    seldom_pointing_back=word_set("that"),
    contrast=word_set("however but yet nevertheless although though instead"),
    pointing_clause="that (?:is|was|war|has|would|will|can|could|means|shows|said)",
    going_on="and|but|or|what about|how about",
    when="when|since when|(?:in |on |at )?(?:what|which) (?:year|month|day|date|time)",
    how_many="how (?:many|much|often|old|long|tall|far|high|large|big|deep|fast)",
    where="where|in (?:what|which) (?:country|city|place|state|town|region|area)",
    who="who|whom|whose",
    why="why|for what reason",
    before_date="(?:since|in|on|until)(?: the)?",
    before_month="of",
    day_ending="st|nd|rd|th",
    part_of_year="early|mid|late|spring|summer|autumn|fall|winter",
    decade_ending="s",
    relative_day=("today|yesterday|tomorrow|recently|(?:last|next|this) (?:week|month|year)"),
    number_word=(
        "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        "(?:a |some |several )?(?:dozens?|hundreds?|thousands?)"
    ),
    scale="million|billion|trillion|percent",
    about="about|around|over|more than|up to|almost|nearly|at least|at most|some",
    before_place="in|at|from|near|on|to",
    definite_article="the",
    reason=("because(?: of)?|due to|since|as a result of|in order to|so that|after"),
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
        "what (?:should|must|do|can) (?:i|we) do|steps|instructions|way to"
    ),
    asks_count="how many",
    asks_meaning="what (?:is|are|does)|what's|whats|who is",
    asks_newest=(
        "latest|newest|most recent|current(?:ly)?|at the moment|at present|right now|now|nowadays|"
        "these days|up to date|still"
    ),
    defining="is|are|means|refers to|stands for",
    between="differences? between|comparison (?:of|between)",
    joining="and",
    choosing="or|vs|versus",
    comparing="than|instead of|compared (?:to|with)",
    yes_no=word_set(
        "is are was were do does did has have had can could may might must should will would am"
    ),
    yes=word_set("yes yep yeah"),
    no=word_set("no nope"),
    negation=word_set("not no"),
    limiting=word_set(
        "only except unless if when until till from but however though mostly usually normally"
        " generally sometimes partly often rarely hardly almost maybe perhaps yet still longer"
        " already"
    ),
    neutral=word_set(
        "the a an is are there also here i we you one to of in on at for with by yes no do does"
    ),
    opposites=(
        ("allowed", "forbidden"),
        ("allowed", "prohibited"),
        ("allowed", "banned"),
        ("permitted", "forbidden"),
        ("permitted", "prohibited"),
        ("open", "closed"),
    ),
)
