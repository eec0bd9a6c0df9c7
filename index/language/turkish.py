"""Turkish, as far as it is known here: what asks, what points back, when, why.

A case ending says where, and "kim", who, is a name elsewhere. "ne" and "on" are words of German or
English.
"""

from index.language.profile import LanguageProfile, word_set

TURKISH = LanguageProfile(
    code="tr",
    stemmer="turkish",
    interrogatives=word_set(
        "kim kimin kime kimi kimler nedir neden niçin niye nasıl nerede nereye nereden nerededir"
        " hangi hangisi kaç kaçta"
    ),
    pointing_back=word_set(
        "onun onu bunu bunun buna bundan bu şu orada onlar onların onlara bunlar"
    ),
    contrast=word_set("ancak fakat oysa"),
    going_on="ve|peki(?: ya)?",
    when="ne zaman|hangi (?:yıl|yılda|ay|ayda|gün|tarihte)",
    why="neden|niçin|niye",
    reason="çünkü|nedeniyle|yüzünden|dolayı|sayesinde|için",
)
