"""Polish, as far as it is known here: what asks, what points back, when, who, where, why.

"on", "ten", "to", "ich", "a", "i", "do" and "bo" are words or names of German or English.
"""

from index.language.profile import LanguageProfile, word_set

POLISH = LanguageProfile(
    code="pl",
    interrogatives=word_set(
        "kto kogo komu kim czym co czego czemu kiedy gdzie dokąd skąd dlaczego jak jaki jaka jakie"
        " jakiego jakiej który która które którego której ile ilu czy czyj czyja czyje"
    ),
    pointing_back=word_set(
        "ona ono oni jego jej jemu nim nią nimi niego niej tam wtedy tego tej tych tamten tamta"
    ),
    contrast=word_set("jednak lecz natomiast"),
    going_on="oraz|a co z|a jak",
    when="kiedy|w którym (?:roku|miesiącu|dniu)|którego dnia|od kiedy|do kiedy",
    where="gdzie|dokąd|skąd|w (?:jakim|którym) (?:kraju|mieście|miejscu)|na jakiej ulicy",
    who="kto|kogo|komu",
    why="dlaczego|z jakiego powodu",
    before_date="od|w",
    before_place="w|we|z|ze|na|przy|koło|nad",
    reason="ponieważ|gdyż|dlatego|z powodu|dzięki|żeby",
)
