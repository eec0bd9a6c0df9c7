"""Words for things of a sort, which are none of them another: dogs are no cats.

Vectors tell them as alike as what means the same ("cats" and "dogs" .62, "fee" and "price" .54), so
they are listed: what rules, prices and courses are often told apart by, in German and English.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

SORTS: Mapping[str, tuple[str, ...]] = {
    "animal": (
        "dog dogs hund hunde hunden hundes hündin",
        "cat cats katze katzen kater",
        "horse horses pony ponies pferd pferde pferden pferdes ponys",
        "bird birds vogel vögel vögeln",
        "rabbit rabbits kaninchen hase hasen",
        "fish fisch fische fischen",
        "hamster hamsters",
        "snake snakes schlange schlangen",
        "chicken chickens huhn hühner hühnern",
        "sheep schaf schafe schafen",
        "goat goats ziege ziegen",
    ),
    "vehicle": (
        "car cars auto autos pkw",
        "bicycle bicycles bike bikes fahrrad fahrräder fahrrädern rad räder",
        "motorcycle motorcycles motorbike motorbikes motorrad motorräder motorrädern",
        "bus buses busse bussen",
        "train trains zug züge zügen",
        "tram trams straßenbahn straßenbahnen tramway",
        "ferry ferries fähre fähren",
        "truck trucks lorry lorries lkw lastwagen",
        "scooter scooters roller rollern",
        "plane planes flugzeug flugzeuge flugzeugen",
    ),
    "meal": (
        "breakfast frühstück",
        "lunch mittagessen",
        "dinner supper abendessen abendbrot",
    ),
    "drink": (
        "coffee kaffee",
        "tea tee",
        "beer bier",
        "wine wein",
        "milk milch",
        "water wasser",
        "juice saft",
    ),
    "season": (
        "spring frühling frühjahr",
        "summer sommer",
        "autumn herbst",
        "winter",
    ),
    "colour": (
        "red rot rote roten roter rotes rotem",
        "blue blau blaue blauen blauer blaues blauem",
        "green grün grüne grünen grüner grünes grünem",
        "yellow gelb gelbe gelben gelber gelbes gelbem",
        "black schwarz schwarze schwarzen schwarzer schwarzes schwarzem",
        "white weiße weißen weißer weißes weißem",
        "brown braun braune braunen brauner braunes braunem",
        "grey gray grau graue grauen grauer graues grauem",
        "orange",
        "pink rosa",
        "purple violet lila violett",
    ),
    "sport": (
        "football soccer fußball",
        "handball",
        "basketball",
        "volleyball",
        "tennis",
        "badminton federball",
        "judo",
        "karate",
        "chess schach",
        "swimming schwimmen",
        "sailing segeln",
        "rowing rudern",
        "climbing klettern",
        "archery bogenschießen",
        "yoga",
        "boxing boxen",
        "hockey",
    ),
    "instrument": (
        "piano klavier",
        "guitar gitarre gitarren guitars",
        "violin geige violine",
        "drums schlagzeug",
        "flute flöte flöten",
        "trumpet trompete",
    ),
    "subject": (
        "maths math mathematics mathematik mathe",
        "physics physik",
        "chemistry chemie",
        "biology biologie",
        "history geschichte",
        "geography erdkunde geografie geographie",
    ),
    "metal": (
        "gold",
        "silver silber",
        "bronze",
        "iron eisen",
        "copper kupfer",
        "steel stahl",
    ),
}

SHORTEST = 3
"""Letters of what two compounds end with that are told apart by their beginnings."""


def has_sisters(word: str) -> bool:
    """Tell whether a word, in lower case, is of a sort, or begins with such a one."""
    return word in _things() or bool(_beginnings(word))


def are_sisters(word: str, other: str) -> bool:
    """Tell whether two words, in lower case, mean two things of a sort.

    So do compounds of them with the same: "Hundesteuer", "Katzensteuer".
    """
    things = _things()
    if word in things or other in things:
        return word in things and other in things and _apart(things[word], things[other])
    return any(
        rest == tail and _apart(one, two)
        for one, rest in _beginnings(word)
        for two, tail in _beginnings(other)
    )


def _apart(one: tuple[str, int], two: tuple[str, int]) -> bool:
    return one[0] == two[0] and one != two


@lru_cache(maxsize=1)
def _things() -> Mapping[str, tuple[str, int]]:
    """Return of each word the sort, and which thing of it."""
    return {
        word: (sort, number)
        for sort, things in SORTS.items()
        for number, words in enumerate(things)
        for word in words.split()
    }


@lru_cache(maxsize=20_000)
def _beginnings(word: str) -> tuple[tuple[tuple[str, int], str], ...]:
    return tuple(_split(word))


def _split(word: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Give what a compound may begin with, and the rest."""
    for end in range(SHORTEST, len(word) - SHORTEST + 1):
        if (thing := _things().get(word[:end])) is not None:
            yield thing, word[end:]
