"""French, as far as it is known here: questions, numbers, what points back.

"mais", "car" and "pour" are words of German or English.
"""

from index.language.profiles.profile import LanguageProfile, word_set

# Without "seize" and "cent", which are words of English.
NUMERALS = (
    *(("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("six", 6), ("sept", 7), ("huit", 8)),
    *(("neuf", 9), ("dix", 10), ("onze", 11), ("douze", 12), ("treize", 13), ("quatorze", 14)),
    *(("quinze", 15), ("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50)),
    *(("soixante", 60), ("mille", 1000)),
)

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
    tag="n['’]est-ce pas|non|oui|hein|d['’]accord",
    alternative="ou",
    going_on="et|qu['’]en est-il",
    when="quand|en quelle année|(?:à|en) quelle? (?:date|jour|mois)|quel jour",
    where="où|dans quelle? (?:pays|ville|lieu|rue|village)",
    who="qui",
    why="pourquoi|pour quelle raison",
    how_old="(?:à )?quel âge",
    what_price=(
        "combien (?:coûte(?:nt)?|ça coûte|vaut|valent|faut-il payer|paie-t-on|doit-on payer)|"
        "(?:à )?quel(?:le)?(?: est le| est la)? (?:prix|tarif|montant|cotisation|amende)"
    ),
    price_word="coûte(?:nt)?|prix|tarifs?|paie(?:nt)?|cotisation|amende",
    free="gratuit(?:e|s|es|ement)?",
    how_long="(?:pendant |depuis )?combien de temps|quelle est la durée",
    how_many="combien d(?:e |['’])",
    age_word=r"âge|âgée?s?|(?:a|ont|avait) (?=\S{1,20} ans)",
    numerals=NUMERALS,
    before_date="depuis|jusqu['’]au|dès",
    before_place="à|au|aux|en|dans|chez|vers|depuis",
    definite_article="le|la|les",
    reason="parce qu(?:e|['’])|puisqu(?:e|['’])|à cause d|grâce à|en raison d|afin d|pour que",
)
