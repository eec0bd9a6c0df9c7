"""Turkish, as far as it is known here: questions, numbers, what points back.

A case ending says where, and "kim", who, is a name elsewhere. "ne" and "on" are words of German or
English.
"""

from index.language.profiles.profile import LanguageProfile, word_set

# Without "on" and "bin", ten and a thousand, which are words of English and German.
NUMERALS = (
    *(("iki", 2), ("üç", 3), ("dört", 4), ("beş", 5), ("altı", 6), ("yedi", 7), ("sekiz", 8)),
    *(("dokuz", 9), ("yirmi", 20), ("otuz", 30), ("kırk", 40), ("elli", 50), ("altmış", 60)),
    *(("yetmiş", 70), ("seksen", 80), ("doksan", 90), ("yüz", 100)),
)

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
    how_old="kaç yaş(?:ında(?:dır|ydı)?|ındalar)",
    how_long="ne kadar (?:zaman|süre|sürer|sürdü|sürüyor)|kaç (?:saat|gün|dakika|hafta|ay|yıl)",
    how_many="kaç",
    age_word="yaşında(?:dır|ydı)?|yaşı",
    after_age="yaşında(?:dır|ydı)?",
    numerals=NUMERALS,
    why="neden|niçin|niye",
    reason="çünkü|nedeniyle|yüzünden|dolayı|sayesinde|için",
)
