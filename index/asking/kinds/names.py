"""Persons, places and reasons in a sentence, by capitals and by what stands before them."""

import re

from index.language.registry import all_patterns, all_words

CAPITAL, OF_NAMES = r"[^\W\d_a-zß-öø-ÿ]", r"[\w'’.-]"
NAME_PART = rf"{CAPITAL}{OF_NAMES}*+"
PARTICLE = "(?:von|van)(?: der)?|de|al|bin|ibn|el|da|di|la"
PERSON = re.compile(
    # From a word's first capital on, if no digit is before it: "3D-gedrucktes Armband" is nobody.
    # The others aren't tried: a long word would cost its square.
    rf"(?<!{OF_NAMES})(?:(?!{CAPITAL}|\d){OF_NAMES})*+"
    rf"(?P<words>{NAME_PART}(?: (?:(?:{PARTICLE}) )?{NAME_PART})+)"
)
BEFORE_PLACE = all_patterns(lambda profile: profile.before_place)
JOINING = all_patterns(lambda profile: profile.joining)
BEFORE_CLOCK = all_patterns(lambda profile: profile.before_clock)
BEFORE_BARE = all_patterns(lambda profile: profile.before_bare_place)
NO_PLACE = all_patterns(lambda profile: profile.no_place)
NO_BARE_PLACE = all_patterns(lambda profile: profile.no_bare_place)
BEHIND = "|".join(sorted(all_words(lambda profile: profile.prepositions)))
PLACE = re.compile(
    rf"\b(?:(?:{BEFORE_PLACE}) (?:{all_patterns(lambda profile: profile.definite_article)})"
    rf"|(?:{BEFORE_PLACE}|{BEFORE_BARE})(?! (?:{NO_BARE_PLACE})\b))"
    # A name, in quotes perhaps, or a channel.
    rf" (?!(?:{NO_PLACE})\b)"
    rf"(?:#[\w-]++|[„“\"'«‚‘]?(?:{NAME_PART} )?{NAME_PART}[”“\"'»’]?)"
    # A house's or a room's number, where nothing follows that it could count.
    rf"(?: \d{{1,3}}[a-z]?(?=$|[.,;:!?)](?!\d)|[^\S\n](?:{BEHIND}|{BEFORE_CLOCK}|{JOINING})\b))?"
)
REASON = re.compile(
    rf"\b(?:{all_patterns(lambda profile: profile.reason)})\b[^,;.!?]*(?:, [^,;.!?]*)?",
    re.IGNORECASE,
)
