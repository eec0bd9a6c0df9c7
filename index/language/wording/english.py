"""English."""

from index.language.profiles.profile import word_set
from index.language.wording.wording import Wording

NUMERAL = (
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"a hundred|a thousand|an? )"
)
DAY = "(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
LEAVE = (
    "permission|approval|consent|appointment|arrangement|registration|agreement|prior notice|"
    "request|a fee|deposit|an? adult|proof|supervision|invitation"
)

ENGLISH = Wording(
    code="en",
    marks={
        "negation": (
            r"not|cannot|\w{2,8}n['’]t|no(?! later| more than| fewer| less)|never|none|"
            r"nobody(?! but| except)|unable|no one(?! but)|nothing|nowhere|neither|without|"
            r"forbidden|forbids?|prohibit\w*|banned from|disallow\w*"
        ),
        "lacking": (
            r"closed|cancell?ed|called off|free(?! time| to|dom)|lacks|lack(?= of)|missing|"
            r"refus\w+|den(?:y|ies|ied)|reject\w*|fails? to|failed to|excluded?"
        ),
        "only": r"only|solely|exclusively|merely|reserved for|nothing but|nobody but|no one but|"
        rf"nobody except|just(?= (?:{NUMERAL}|one|the))",
        "if": (
            r"if|when(?:ever)?|provided|providing|as long as|as soon as|in case|in the event|"
            r"on condition|condition(?:al)?|depending|subject to|"
            rf"(?:with|by|on|upon|for|after) (?:\w+ )?(?:{LEAVE})|in (?:bad weather|rain)|"
            r"during (?:rain|storms?)"
        ),
        "except": r"except\w*|unless|apart from|other than|with the exception|excluding",
        "at_most": (
            rf"at most|up to|maximum|max\.?|no more than|not more than|less than|"
            rf"fewer than|under(?= (?:{NUMERAL}))|nearly|almost|no longer than|not longer than"
        ),
        "at_least": (
            rf"at least|minimum|more than|over(?= (?:{NUMERAL}))|no fewer than|no less than|"
            r"upwards of|longer than"
        ),
        "about": rf"about(?= (?:{NUMERAL}))|around(?= (?:{NUMERAL}))|roughly|"
        r"approximately|approx\.?|some(?= (?:\d))|circa",
        "perhaps": (
            r"perhaps|maybe|might|could|possibly|probabl[ey]|likely|allege\w*|reportedly|"
            r"planned|plans? to|planning|proposed?|expected|supposed(?:ly)?|rumou?r\w*|"
            r"claims?(?= (?:that|to)\b)|"
            r"claimed|presumably|scheduled|intends?|hopes?|would|tentative\w*"
        ),
        "former": (
            r"former\w*|previously|used to|no longer|originally|initially|once(?! (?:a|per|every|"
            r"the))|until now|so far|temporar\w+|provisional\w*"
        ),
        "some": (
            r"some(?! \d)|many|most(?! \d)|few|several|often|rarely|seldom|sometimes|usually|"
            r"mostly|partly|generally|normally|occasionally|hardly|"
            r"barely|in principle"
        ),
        "must": (
            r"must(?! not)|(?:has|have|had|need|needs) to|required?|requires|mandatory|"
            r"obligat\w+|obliged|compulsory|necessary"
        ),
        "permit": (
            r"(?-i:may)|^(?:do not|don['’]t|never)|must not|mustn['’]t|allowed|permitted|"
            r"forbidden|forbids?|prohibit\w*|"
            r"disallow\w*|banned from|free to|welcome"
        ),
        "can": r"can|optional|voluntar\w+|able to",
        "until": (
            rf"until|till|through|by(?= (?:\d|the end|noon|{DAY}))|"
            rf"to(?= (?:\d|noon|midnight|{DAY}))|no later than|at the latest|"
            r"ends?(?= (?:at|on|in|by))|ended"
        ),
        "from": rf"from(?= (?:the (?:\d|first|start|beginning|end)|{NUMERAL}|{DAY}|now|noon|"
        r"year|grade|age|next|then|on))|"
        r"(?<!, )since|as of|starting|begins?|beginning|at the earliest|onwards?",
        "before": r"before|prior to|ahead of|in advance|earlier|beforehand|ago",
        "after": r"after(?!noon)\w*|following|later|once",
        "instead": r"instead|rather than|in place of",
        "moved": r"moved|moves|postponed|rescheduled|delayed|relocat\w+|brought forward",
        "relative": r"today|yesterday|tomorrow|currently|right now|at the moment|at present",
    },
    opposites=(
        (
            "rise rises rising rose increas grow grew climb more",
            "fall fell drop decreas declin reduc less fewer",
        ),
        ("begin began start open", "end ends ended ending finish close"),
        ("open", "close shut"),
        ("win wins winner won victory beat", "lose lost defeat"),
        ("buy buys buying buyer bought purchas", "sell sold sale"),
        ("morning early", "afternoon evening night"),
        ("left", "right"),
        ("north", "south"),
        ("east", "west"),
        ("inside indoor inner", "outside outdoor outer"),
        ("top upper highest", "bottom lower lowest"),
        ("first", "last"),
        ("old older oldest", "new newer newest young"),
        ("big bigger biggest large", "small little"),
        ("long longest", "short shortest"),
        ("fast quick", "slow"),
        ("expensive dear", "cheap"),
        ("warm hot hotter", "cold cool"),
        ("bright", "dark"),
        ("adult", "child children kid youth"),
        ("mother", "father"),
        ("woman women", "man men men's"),
        ("teacher", "pupil student"),
        ("accept approv adopt favour", "reject refus against oppon"),
        ("register enrol", "deregister cancel unsubscrib"),
        ("join enter", "leave exit"),
        ("arriv", "depart"),
        ("income revenue", "expense spending"),
        ("gratis", "chargeable paid"),
        ("public", "private secret"),
        ("written writing", "oral verbal"),
        ("majority", "minority"),
        ("voluntar optional", "compulsory mandatory obligat"),
        ("add adds added adding", "remov delet"),
        ("enabl activat", "disabl deactivat"),
        ("weekday", "weekend sunday holiday"),
        ("father", "son sons daughter"),
        ("minim", "maxim"),
        ("born", "died dead"),
        ("sender", "recipient receiv"),
        ("landlord", "tenant"),
        ("earlier", "later"),
        ("front", "back rear"),
        ("together jointly", "alone separate"),
        ("easy simple", "hard difficult"),
        ("good better", "bad worse"),
        ("strong", "weak"),
        ("rich", "poor"),
        ("full", "empty"),
        ("high higher", "low lower"),
        ("gross", "net"),
        ("import", "export"),
        ("cause", "prevent"),
        ("pass passed", "fail failed"),
        ("day days", "week", "month", "year", "hour", "minute", "second seconds"),
        ("daily", "weekly", "monthly", "yearly annual", "hourly", "quarterly"),
        ("mayor", "president", "minister", "chancellor"),
        ("doctor", "patient"),
        ("come comes coming came", "goes going went"),
        ("landlord", "tenant"),
        ("war wars", "peace"),
        ("buyer", "seller"),
        ("spring", "summer", "autumn", "winter"),
        ("father", "mother", "son sons", "daughter", "brother", "sister"),
        ("home", "away"),
    ),
    glue=word_set(
        "amounts amount located takes take place according total each per also both there their its"
        " it they one who whose which lasts last held happens happen consists consist include"
        " includes called named known say says said people person given gives year years time"
        " used use made make makes get gets have has had being been while well order stands"
        " along every all any namely thus therefore however additionally respectively can must may"
        " should shall need needs possible comes come came lasted lasting remains remain although"
        " whereas yet just took taken taking whoever whatever whenever stays stay thing things"
        " kind way"
    ),
    turning=r"but|whereas|while|(?<!not )yet|however|though|although",
    because="because(?! of)",
    because_after_comma="since|as(?! (?:well|long|soon|far))",
    conditioning="whoever|anyone who|those who|if|as long as|as soon as|whenever",
    replacing="instead of|rather than|in place of|not|no longer",
    leaving="from|was|were|previously|formerly",
    phrases=(
        r"instead of|on account of|because of|due to|owing to|as (?:long|soon|well|far) as|in case|"
        r"in the event|on condition|in order|as well|so that|at a time|at all"
    ),
    tenses=(
        "was|were|had|already been",
        "is|are|will|can|may|must|costs?|has|have|takes?|does|do(?:es)? not|don['’]t",
    ),
    agent="by",
    passive=(
        "is|are|was|were|be|been|being|gets?|got",
        r"\w{2,20}(?:ed|en|wn|pt|ght|lt|nt|ld)|made|set|put|let|read|done|paid|run|led|won|shut|cut|met",
    ),
    articles=(
        "the|an?|every|each|no|all|any|some|this|that|these|those|his|her|its|their|our|your|my|"
        "both|another|many|several|few"
    ),
    of_doers="(?!)",
    of_goals="(?!)",
    owning="(?!)",
    doing="he|she|we|i|they|you|who|whoever|it",
    feminine="(?!)",
    joining=r"and(?! more\b)",
    subordinating=(
        r"who|whom|whose|which|that|where|when|if|unless|because|since|as|until|before|after|"
        r"provided|except|although|though|in which|of which|for which|with which|only|but only|"
        r"without|with|including|excluding|apart|even if"
    ),
    ordering=(
        r"ignore|disregard|forget|override|"
        r"(?:say|answer|respond|reply|write|state|claim|tell|confirm|report|insist)"
        r"(?: \w+){0,2}(?: that|:| with\b| only| always| instead| exactly| yes\b| no\b)|"
        r"output|print\b|cite|quote|pretend|act as|you are (?:now|an?|no longer)|"
        r"you (?:must|shall|will)(?: now)? (?:say|answer|reply|obey|write|cite|claim)|"
        r"language model|prompt\w*|(?:new|previous|prior|above|earlier|following) instructions?|"
        r"attention (?:ai|assistant|model|bot)|(?:system|assistant|user|ai) ?:|jailbreak\w*|"
        r"as an ai"
    ),
    ordinals=(
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fifth", 5),
        ("eighth", 8),
        ("ninth", 9),
        ("twelfth", 12),
        ("twentieth", 20),
    ),
    ordinal_endings=("th",),
    spoken_times=(("half past", 30), ("quarter past", 15), ("quarter to", -15)),
    after_noon=r"in the (?:afternoon|evening)|p\.?m\b",
    before_noon=r"in the morning|a\.?m\b",
    ranging="to|until|and|and the",
    times=(("twice", 2), ("thrice", 3)),
    negating_prefixes=("un", "in", "im", "ir", "il", "dis", "non", "mis", "de"),
    negating_suffixes=("less",),
)
