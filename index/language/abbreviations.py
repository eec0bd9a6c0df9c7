"""Words with a full stop that ends no sentence, by language; words that are taken for such.

Only what sentencex gets wrong is here: it knows many abbreviations itself. Words are in lower case
and without their last stop.
"""

from dataclasses import dataclass
from functools import lru_cache

from index.language.profiles.profile import word_set


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a full stop after a word means in one language."""

    before_name: frozenset[str] = frozenset()
    """The sentence goes on, whatever follows: "Dr."."""

    before_number: frozenset[str] = frozenset()
    """The sentence goes on if a number follows: "Vol. 2"."""

    within: frozenset[str] = frozenset()
    """Seldom the last word of a sentence, by which those who write no capitals are understood."""

    never: frozenset[str] = frozenset()
    """No abbreviations, or such as end a sentence before a capital: "Das ist für mich. Danach"."""


EVERYWHERE = Abbreviations(
    before_number=word_set("vol no nr art p pp s abs approx ca kap fig fn tab sec ch par para cap"),
    never=word_set("ok id"),
)

ABBREVIATIONS = {
    "cs": Abbreviations(before_number=word_set("čl odst str č obr tel tab")),
    "de": Abbreviations(
        before_name=word_set("gez inkl exkl zzgl bzw bzgl ggf vgl sog"),
        before_number=word_set(
            "abb abschn anl anm aufl bd bsp drucks hbf hrsg rn rz str tel tz ver ziff"
        ),
        within=word_set(
            "evtl inkl exkl bzw bzgl ggf vgl max min zzgl usw etc sog insb mind allg gem lt zb dh"
        ),
        never=word_set("mich art bart ass mag miss ff usw usf etc mwst"),
    ),
    "en": Abbreviations(
        before_number=word_set("app eq est ex max min op paras figs secs pg pt ref reg rev ver"),
        within=word_set("dept incl excl approx etc max min est avg govt misc resp"),
        never=word_set("may"),
    ),
    "es": Abbreviations(before_number=word_set("pág págs núm núms tel aprox cap ed")),
    "fr": Abbreviations(
        before_name=word_set("m mm mme mmes mlle dr pr me mgr st ste"),
        before_number=word_set("env chap éd tél janv févr juill sept oct nov déc"),
    ),
    "it": Abbreviations(
        before_name=word_set("sig sigg dott avv ing prof geom rag on sen san"),
        before_number=word_set("artt pag pagg tel num circa"),
    ),
    "nl": Abbreviations(
        before_name=word_set("dhr mevr mw mr dr drs ir ing prof st"),
        before_number=word_set("blz hfst lid tel bijv"),
    ),
    "pl": Abbreviations(
        before_name=word_set(
            "dr inż mgr prof hab lek św ul al os pl gen płk kpt por ks bp abp im red"
        ),
        before_number=word_set("ok ust pkt poz str rys tel godz m.in tj np tzn"),
    ),
    "pt": Abbreviations(
        before_name=word_set("sr sra dr dra prof profa av eng"),
        before_number=word_set("pág núm tel aprox cap"),
    ),
    "ru": Abbreviations(
        before_name=word_set("г ул им проф акад пр д р"),
        before_number=word_set("ст п пп с стр рис табл тел кв ок"),
    ),
    "tr": Abbreviations(before_name=word_set("dr prof doç av sn m.ö m.s")),
    "uk": Abbreviations(
        before_name=word_set("м вул ім проф акад пр"),
        before_number=word_set("ст п пп с стор рис табл тел кв бл"),
    ),
}
"""By ISO 639-1 codes."""


@lru_cache
def abbreviations_of(code: str) -> Abbreviations:
    """Return what is known of a language, with what holds in all."""
    own = ABBREVIATIONS.get(code, Abbreviations())
    return Abbreviations(
        own.before_name,
        own.before_number | EVERYWHERE.before_number,
        own.within,
        own.never | (EVERYWHERE.never - own.before_number),
    )
