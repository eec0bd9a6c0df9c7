"""Polish, as far as it is known here: questions, numbers, what points back.

"on", "ten", "to", "ich", "a", "i", "do" and "bo" are words or names of German or English.
"""

from index.language.profiles.profile import LanguageProfile, word_set

NUMERALS = (
    *(("dwa", 2), ("dwie", 2), ("dwóch", 2), ("trzy", 3), ("trzech", 3), ("cztery", 4)),
    *(("czterech", 4), ("pięć", 5), ("pięciu", 5), ("sześć", 6), ("sześciu", 6), ("siedem", 7)),
    *(("osiem", 8), ("dziewięć", 9), ("dziesięć", 10), ("jedenaście", 11), ("dwanaście", 12)),
    *(("trzynaście", 13), ("czternaście", 14), ("piętnaście", 15), ("szesnaście", 16)),
    *(("siedemnaście", 17), ("osiemnaście", 18), ("dziewiętnaście", 19), ("dwadzieścia", 20)),
    *(("trzydzieści", 30), ("czterdzieści", 40), ("pięćdziesiąt", 50), ("sześćdziesiąt", 60)),
    *(("siedemdziesiąt", 70), ("osiemdziesiąt", 80), ("dziewięćdziesiąt", 90), ("sto", 100)),
    *(("dwieście", 200), ("trzysta", 300), ("pięćset", 500), ("tysiąc", 1000)),
)

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
    tag="prawda|nie|tak|co nie",
    alternative="albo|lub|czy też",
    going_on="oraz|a co z|a jak",
    when="kiedy|w którym (?:roku|miesiącu|dniu)|którego dnia|od kiedy|do kiedy",
    where="gdzie|dokąd|skąd|w (?:jakim|którym) (?:kraju|mieście|miejscu)|na jakiej ulicy",
    who="kto|kogo|komu",
    why="dlaczego|z jakiego powodu",
    how_old="ile lat (?:ma(?:ją)?|miał[aoy]?)|w jakim wieku",
    what_price=r"ile (?:kosztuj|płac|zapłac|trzeba zapłacić)\w*|jaka jest (?:cena|składka|opłata)",
    price_word=r"kosztuj\w+|cen[ay]|składka|opłata|płaci\w*",
    free=r"bezpłatn\w+|za darmo|darmow\w+",
    how_much="ile wynos(?:i|zą|ił[aoy]?)",
    how_long="jak długo|ile (?:czasu|trwa(?:ł[aoy]?)?)|jak długo trwa",
    how_many="ile(?! wynos)|ilu",
    age_word=r"wiek(?:u)?|(?:ma|miała?|mają) (?=\S{1,20} lat)",
    numerals=NUMERALS,
    before_date="od|w",
    before_place="w|we|z|ze|na|przy|koło|nad",
    reason="ponieważ|gdyż|dlatego|z powodu|dzięki|żeby",
)
