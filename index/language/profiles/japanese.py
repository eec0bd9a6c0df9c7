"""Japanese, as far as it is known here: what asks and what points back.

Kinds of questions are told by words between the ends of words, which Japanese doesn't mark.
"""

from index.language.profiles.profile import LanguageProfile, word_set

JAPANESE = LanguageProfile(
    code="ja",
    interrogatives=word_set(
        "誰 何 どこ いつ なぜ どう どの どれ どんな どちら いくつ いくら どのくらい どれくらい"
        " 何人 何時 何年 何月 何日 何回 何曜日"
        " ですか ますか ましたか でしょうか でしたか ください について"
    ),
    pointing_back=word_set("それ その あれ あの これ この そこ ここ 彼 彼女 彼ら"),
    contrast=word_set("しかし ただし"),
)
