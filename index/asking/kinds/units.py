"""Units of what is counted and measured, by their words and signs.

Their names in every language are CLDR's, through Babel; what it lacks (other cases of a word,
"Werktage", "fortnight") stands in the language profiles, all of which count in any text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, get_decimal_symbol
from babel.units import format_unit

from index.language.registry import PROFILES, profile_of

Measure = Literal[
    "length",
    "area",
    "volume",
    "weight",
    "temperature",
    "speed",
    "memory",
    "power",
    "energy",
    "electricity",
    "pressure",
    "other",
]
"""What is measured with an instrument."""

Dimension = Literal["money", "share", "duration", "clock"] | Measure

MEASURES = frozenset[Dimension](get_args(Measure))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and how many of its dimension's base unit it is.

    Units of one dimension whose `scale` differs, such as two currencies, can't be compared.
    """

    dimension: Dimension
    factor: float = 1.0
    scale: str = ""


SECOND, MINUTE, HOUR, DAY = 1.0, 60.0, 3600.0, 86400.0

UNITS = {
    "second": Unit("duration", SECOND),
    "minute": Unit("duration", MINUTE),
    "quarter-hour": Unit("duration", 15 * MINUTE),
    "half-hour": Unit("duration", 30 * MINUTE),
    "hour": Unit("duration", HOUR),
    "day": Unit("duration", DAY),
    "working-day": Unit("duration", DAY, "working days"),
    "week": Unit("duration", 7 * DAY),
    "fortnight": Unit("duration", 14 * DAY),
    "month": Unit("duration", 365.25 / 12 * DAY),
    "quarter": Unit("duration", 365.25 / 4 * DAY),
    "half-year": Unit("duration", 365.25 / 2 * DAY),
    "year": Unit("duration", 365.25 * DAY),
    "decade": Unit("duration", 3652.5 * DAY),
    "century": Unit("duration", 36525 * DAY),
    "lesson": Unit("duration", 1.0, "lessons"),
    "turn": Unit("duration", 1.0, "turns"),
    "clock": Unit("clock", HOUR),
    "afternoon": Unit("clock", HOUR, "pm"),
    "percent": Unit("share"),
    "percentage-point": Unit("share", scale="points"),
    "permille": Unit("share", 0.1),
    "EUR": Unit("money", scale="EUR"),
    "eurocent": Unit("money", 0.01, "EUR"),
    "USD": Unit("money", scale="USD"),
    "GBP": Unit("money", scale="GBP"),
    **{
        code: Unit("money", scale=code)
        for code in ("CHF", "JPY", "PLN", "TRY", "SEK", "CZK", "INR", "CNY", "RUB", "MXN")
    },
    "coin": Unit("money", scale="coins"),
    "millimeter": Unit("length", 0.001),
    "centimeter": Unit("length", 0.01),
    "meter": Unit("length"),
    "kilometer": Unit("length", 1000),
    "inch": Unit("length", 0.0254),
    "foot": Unit("length", 0.3048),
    "yard": Unit("length", 0.9144),
    "mile": Unit("length", 1609.344),
    "square-centimeter": Unit("area", 0.0001),
    "square-meter": Unit("area"),
    "hectare": Unit("area", 10_000),
    "square-kilometer": Unit("area", 1_000_000),
    "acre": Unit("area", 4046.86),
    "square-mile": Unit("area", 2_589_988),
    "square-foot": Unit("area", 0.092903),
    "milliliter": Unit("volume", 0.001),
    "liter": Unit("volume"),
    "hectoliter": Unit("volume", 100),
    "cubic-meter": Unit("volume", 1000),
    "gallon": Unit("volume", 3.785),
    "milligram": Unit("weight", 0.000001),
    "gram": Unit("weight", 0.001),
    "kilogram": Unit("weight"),
    "tonne": Unit("weight", 1000),
    "gigatonne": Unit("weight", 1e12),
    "pound": Unit("weight", 0.453592),
    "ounce": Unit("weight", 0.0283495),
    "celsius": Unit("temperature", scale="C"),
    "fahrenheit": Unit("temperature", scale="F"),
    "kelvin": Unit("temperature", scale="K"),
    "degree": Unit("temperature", scale="C"),
    "kilometer-per-hour": Unit("speed"),
    "mile-per-hour": Unit("speed", 1.609344),
    "meter-per-second": Unit("speed", 3.6),
    "knot": Unit("speed", 1.852),
    "bit": Unit("memory", 0.125),
    "byte": Unit("memory"),
    "kilobyte": Unit("memory", 1e3),
    "megabyte": Unit("memory", 1e6),
    "gigabyte": Unit("memory", 1e9),
    "terabyte": Unit("memory", 1e12),
    "watt": Unit("power"),
    "kilowatt": Unit("power", 1e3),
    "megawatt": Unit("power", 1e6),
    "horsepower": Unit("power", 735.5),
    "kilowatt-hour": Unit("energy"),
    "joule": Unit("energy", 1 / 3.6e6),
    "calorie": Unit("energy", scale="kcal"),
    "volt": Unit("electricity", scale="V"),
    "ampere": Unit("electricity", scale="A"),
    "bar": Unit("pressure"),
    "hectopascal": Unit("pressure", 0.001),
    "hertz": Unit("other", scale="Hz"),
    "megahertz": Unit("other", 1e6, "Hz"),
    "decibel": Unit("other", scale="dB"),
    "pixel": Unit("other", scale="px"),
}

SIGNS = {
    sign.replace("_", " "): unit
    for unit, signs in (
        ("second", "s"),
        ("minute", "min"),
        ("hour", "h hrs"),
        ("percent", "%"),
        ("permille", "‰"),
        ("EUR", "€ EUR"),
        ("USD", "$ USD US$"),
        ("GBP", "£ GBP"),
        ("CHF", "CHF"),
        ("JPY", "¥ JPY"),
        ("PLN", "PLN"),
        ("TRY", "₺ TRY TL"),
        ("SEK", "SEK"),
        ("CZK", "Kč CZK"),
        ("INR", "₹ INR"),
        ("CNY", "CNY"),
        ("RUB", "₽ RUB"),
        ("MXN", "MXN"),
        ("eurocent", "ct"),
        ("coin", "gp"),
        ("millimeter", "mm"),
        ("centimeter", "cm"),
        ("meter", "m"),
        ("kilometer", "km"),
        ("square-centimeter", "cm²"),
        ("square-meter", "m² m2 qm sqm"),
        ("square-kilometer", "km² km2"),
        ("square-mile", "sq_mi"),
        ("square-foot", "sq_ft"),
        ("hectare", "ha"),
        ("cubic-meter", "m³"),
        ("milliliter", "ml"),
        ("liter", "l L"),
        ("milligram", "mg"),
        ("gram", "g"),
        ("kilogram", "kg"),
        ("tonne", "t"),
        ("pound", "lb lbs"),
        ("ounce", "oz"),
        ("celsius", "°C ℃"),
        ("fahrenheit", "°F"),
        ("degree", "°"),
        ("kelvin", "K"),
        ("kilometer-per-hour", "km/h"),
        ("meter-per-second", "m/s"),
        ("mile-per-hour", "mph"),
        ("byte", "B"),
        ("kilobyte", "kB KB KiB"),
        ("megabyte", "MB MiB"),
        ("gigabyte", "GB GiB"),
        ("terabyte", "TB TiB"),
        ("watt", "W"),
        ("kilowatt", "kW"),
        ("megawatt", "MW"),
        ("horsepower", "PS hp"),
        ("kilowatt-hour", "kWh"),
        ("calorie", "kcal"),
        ("volt", "V"),
        ("ampere", "A"),
        ("bar", "bar"),
        ("hectopascal", "hPa"),
        ("hertz", "Hz"),
        ("megahertz", "MHz"),
        ("decibel", "dB"),
        ("pixel", "px"),
    )
    for sign in signs.split()
}
"""As they are written; capitals count."""

BEFORE = {
    sign: unit
    for sign, unit in SIGNS.items()
    if UNITS[unit].dimension == "money" and (len(sign) == 1 or sign == unit)
}
"""What may stand before its number."""

EVERYDAY = (
    ("USD", "dólares dólar dolary dolarów"),
    ("CHF", "franken francs franc francos"),
    ("JPY", "yen"),
    ("PLN", "zł złoty złote złotych zloty"),
    ("TRY", "lira liraya lirası"),
    ("SEK", "kronen kronor kr"),
    ("CZK", "korun koruny kronen"),
    ("INR", "rupees rupien"),
    ("CNY", "yuan"),
    ("RUB", "rubel рубль рубля рублей"),
    ("MXN", "pesos peso"),
    ("eurocent", "céntimos céntimo centimes centime"),
)
"""What money is called where nobody says whose it is; CLDR has "złotych polskich"."""

CLDR = {
    f"{kind}-{unit}": unit
    for kind, units in (
        ("duration", "second minute hour day week month year decade century"),
        ("length", "millimeter centimeter meter kilometer inch foot yard mile"),
        ("area", "square-centimeter square-meter square-kilometer square-mile square-foot"),
        ("area", "hectare acre"),
        ("volume", "milliliter liter hectoliter cubic-meter gallon"),
        ("mass", "milligram gram kilogram tonne pound ounce"),
        ("temperature", "celsius fahrenheit kelvin"),
        ("speed", "kilometer-per-hour mile-per-hour meter-per-second knot"),
        ("digital", "bit byte kilobyte megabyte gigabyte terabyte"),
        ("power", "watt kilowatt megawatt horsepower"),
        ("energy", "kilowatt-hour joule"),
        ("electric", "volt ampere"),
        ("frequency", "hertz megahertz"),
        ("concentr", "percent permille"),
    )
    for unit in units.split()
}
"""CLDR's names of these units."""

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "JPY", "PLN", "TRY", "SEK", "CZK", "INR", "CNY")

COUNTS = (1, 2, 5)
PLURALS = (*COUNTS, 1.5)
"""Numbers that between them take every form of a unit; of money, those that are counted."""


@lru_cache
def units_by_word(language: str) -> dict[str, tuple[Unit, ...]]:
    """Return units by their words, in lower case, in a text of a language.

    A word may name several: a pound weighs, and pays.
    """
    found: dict[str, dict[Unit, None]] = {}

    def name(words: Iterable[str], unit: Unit) -> None:
        for word in words:
            found.setdefault(word.lower(), {})[unit] = None

    for profile in PROFILES.values():
        for unit, words in profile.units:
            name((word.replace("_", " ") for word in words.split()), UNITS[unit])
    for unit, words in EVERYDAY:
        name(words.split(), UNITS[unit])
    # Short words of one language are other words of the next: French years ("an") are left out of
    # texts in German. Those profiles that list units of their own have been looked through.
    listing = (code for code, profile in PROFILES.items() if profile.units)
    for code in dict.fromkeys((language, *listing)):
        for word, named in _names(profile_of(code).code):
            name([word], named)
    return {word: tuple(units) for word, units in found.items()}


@lru_cache
def decimal_sign(language: str) -> str:
    """Return what stands before a number's fraction in a language, a point where nobody knows."""
    locale = _locale(profile_of(language).code)
    return "." if locale is None else get_decimal_symbol(locale)


@lru_cache
def _names(code: str) -> list[tuple[str, Unit]]:
    """Return what CLDR calls units in a language; nothing if it doesn't know that."""
    locale = _locale(code)
    if locale is None:
        return []
    # Most languages have two forms or three; to write a number takes longest.
    forms = {locale.plural_form(number): number for number in reversed(PLURALS)}.values()
    measured = [
        (_without_number(format_unit(number, cldr, "long", locale=locale)), UNITS[unit])
        for cldr, unit in CLDR.items()
        for number in forms
    ]
    return [(name, unit) for name, unit in measured if len(name) > 1 or not name.isascii()] + [
        (get_currency_name(currency, count, locale=locale), Unit("money", scale=currency))
        for currency in CURRENCIES
        for count in COUNTS
    ]


def _without_number(written: str) -> str:
    return "".join(c for c in written if not c.isdigit()).strip(" .,\u00a0\u202f")


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None
