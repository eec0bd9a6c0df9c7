"""Which profile a language has, by its code, and what all profiles say together."""

import re
from collections.abc import Callable
from functools import lru_cache

from index.language.profiles.dutch import DUTCH
from index.language.profiles.english import ENGLISH
from index.language.profiles.french import FRENCH
from index.language.profiles.german import GERMAN
from index.language.profiles.japanese import JAPANESE
from index.language.profiles.polish import POLISH
from index.language.profiles.profile import LanguageProfile, word_set
from index.language.profiles.spanish import SPANISH
from index.language.profiles.turkish import TURKISH

PROFILES = {
    profile.code: profile
    for profile in (GERMAN, ENGLISH, SPANISH, FRENCH, POLISH, TURKISH, JAPANESE, DUTCH)
}
"""The languages with a file of their own."""

STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "el": "greek",
    "fi": "finnish",
    "hu": "hungarian",
    "it": "italian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "ta": "tamil",
}
"""Tantivy's stemmers for the other languages."""

QUESTION_WORDS = {
    "ar": "من ما ماذا متى أين لماذا كيف كم هل أي",
    "bg": "кой кого коя кое кои какво какъв каква какви кога къде защо как колко дали",
    "cs": "kdo koho komu kým co čeho čemu kdy kde kam odkud proč jak jaký jaká jaké který která"
    " které kolik čí",
    "da": "hvem hvad hvornår hvor hvorfor hvordan hvilken hvilket hvilke hvis",
    "el": "ποιος ποια ποιο ποιοι ποιες τι πότε πού γιατί πώς πόσο πόσοι πόσες πόσα πόση",
    "fa": "چه چی کی کجا چرا چگونه چند چقدر کدام آیا کسی را",
    "fi": "kuka ketä kenen kenelle ketkä mikä mitä minkä mitkä milloin koska missä minne mistä"
    " miksi miten kuinka paljonko montako",
    "he": "מי מה מתי איפה היכן למה מדוע איך כמה איזה איזו האם",
    "hi": "क्या कौन किसने किसे किसका किसकी कब कहाँ कहां क्यों कैसे कितना कितनी कितने किस",
    "hu": "ki kit kinek kik mi mit minek mikor hol hova honnan miért hogyan hogy melyik mennyi"
    " hány mekkora milyen",
    "it": "chi che cosa quale quali quando dove perché come quanto quanta quanti quante",
    "ko": "누가 누구 누구의 무엇 무엇을 뭐 언제 어디 어디서 어디에 왜 어떻게 얼마 얼마나 몇 어느"
    " 누구입니까 누구인가요 누구예요 언제입니까 언제인가요 언제예요 어디입니까 어디인가요 어디예요"
    " 얼마입니까 얼마인가요 얼마예요 무엇입니까 무엇인가요 뭐예요",
    "no": "hvem hva når hvor hvorfor hvordan hvilken hvilket hvilke",
    "pt": "quem que quê qual quais quando onde porque porquê como quanto quanta quantos quantas",
    "ro": "cine pe cui ce care când unde de ce cum cât câtă câți câte",
    "ru": "кто кого кому кем что чего чему чем когда где куда откуда почему зачем как какой какая"
    " какое какие сколько чей ли",
    "sv": "vem vems vad när var vart varifrån varför hur vilken vilket vilka",
    "th": "ใคร อะไร ไหน ที่ไหน เมื่อไร เมื่อไหร่ ทำไม อย่างไร ยังไง เท่าไร เท่าไหร่ กี่ ไหม หรือไม่",
    "uk": "хто кого кому ким що чого чому чим коли де куди звідки як який яка яке які скільки чий"
    " чи на в у і й та не за з із зі є це цей ця до від по при про",
    "vi": "ai gì nào đâu sao mấy bao nhiêu khi lúc thế",
    "zh": "谁 誰 什么 什麼 哪里 哪裡 哪儿 哪个 哪些 何时 何時 什么时候 什麼時候 为什么 為什麼 怎么"
    " 怎麼 怎样 怎樣 多少 多长 多長 多大 多久 多高 多远 几 幾 吗 嗎 呢",
}
"""What asks in languages without a file, and such helping words as their lists lack."""

UNDETERMINED = "und"
"""ISO 639-2 for what is no language's code."""

TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)


@lru_cache(maxsize=1024)
def profile_of(language: str) -> LanguageProfile:
    """Return the profile of a language by its code or tag: "de", "DE" and "de-AT" are German.

    Any other text, too, has a profile: a plain one.
    """
    tag = TAG.fullmatch(language)
    code = tag[1].lower() if tag else UNDETERMINED
    if code in PROFILES:
        return PROFILES[code]
    asking = word_set(QUESTION_WORDS.get(code, ""))
    return LanguageProfile(code, stemmer=STEMMERS.get(code), interrogatives=asking)


def all_words(field: Callable[[LanguageProfile], frozenset[str]]) -> frozenset[str]:
    """Return a field's words of all languages with a file of their own."""
    return frozenset().union(*(field(profile) for profile in PROFILES.values()))


def all_patterns(field: Callable[[LanguageProfile], str]) -> str:
    """Return a field's alternatives of all languages with a file of their own."""
    return "|".join(filter(None, (field(profile) for profile in PROFILES.values())))
