"""French, as far as it is known here: what asks, what points back, when, who, where, why.

"mais", "car" and "pour" are words of German or English.
"""

from index.language.profile import LanguageProfile, word_set

FRENCH = LanguageProfile(
    code="fr",
    stemmer="french",
    interrogatives=word_set(
        "qui que quoi quel quelle quels quelles quand où comment pourquoi combien lequel laquelle"
        " lesquels lesquelles"
    ),
    pointing_back=word_set(
        "il ils elle elles celui celle ceux celles cela ça cet cette ces lui leur leurs"
    ),
    contrast=word_set("cependant toutefois pourtant néanmoins"),
    going_on="et|qu['’]en est-il",
    when="quand|en quelle année|(?:à|en) quelle? (?:date|jour|mois)|quel jour",
    where="où|dans quelle? (?:pays|ville|lieu|rue|village)",
    who="qui",
    why="pourquoi|pour quelle raison",
    before_date="depuis|jusqu['’]au|dès",
    before_place="à|au|aux|en|dans|chez|vers|depuis",
    definite_article="le|la|les",
    reason="parce qu(?:e|['’])|puisqu(?:e|['’])|à cause d|grâce à|en raison d|afin d|pour que",
)
