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
)
