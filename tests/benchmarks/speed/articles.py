"""Articles that are made up, as many as one wants, always the same ones.

What they have of real ones: German function words in sentences of several shapes, other words
whose frequency falls with their rank (Zipf), names of people and places that belong to an article
and come back in it, dates, sums, headings, and lists. What they haven't: sense. So they tell what
size costs, and nothing about how good answers are.
"""

from collections.abc import Iterator
from itertools import accumulate
from random import Random

from index.articles.drafting import make_draft
from index.articles.formats.markdown import reading as markdown
from index.articles.metadata import Metadata
from index.models import Draft

SENTENCES = 30
"""Of an article, about as many: headings aside, list items included."""
SECTIONS, PER_SECTION, ITEMS = 4, 6, 3
WORDS = 60_000

ONSETS = ("b", "d", "f", "fr", "g", "h", "k", "l", "m", "n", "r", "s", "sch", "st", "t", "v", "w")
NUCLEI = ("a", "e", "i", "o", "u", "ä", "ö", "ü", "ei", "au", "ie", "eu")
CODAS = ("", "", "n", "r", "l", "s", "t", "ng", "ch", "rt", "nd", "st", "lt")
"""What the syllables of invented words are made of."""

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

SHAPES = (
    "Die {noun} {verb} seit {date} in {place}, weil {name} die {noun} {verb}.",
    "Am {date} hat {name} den {adjective}en {noun} {verb}.",
    "Nach Angaben von {name} {verb} der {noun} rund {number} {noun} im Jahr.",
    "Wer in {place} einen {noun} {verb}, bezahlt dafür {money} Euro.",
    "Für die {adjective}e {noun} und das {noun} ist {name} zuständig.",
    "Das {noun} war {adjective}, doch {name} {verb} es nicht mehr.",
    "Im {noun} von {place} {verb} man {number} Menschen, darunter {name}.",
    "Zwischen {place} und {place} {verb} der {noun}, der {adjective} und {adjective} ist.",
    "Ob die {noun} {verb}, will {name} bis zum {date} entscheiden.",
    "Eine {noun} mit {adjective}em {noun} {verb} auch ohne {noun}.",
)
QUESTIONS = (
    "Wann hat {name} den {noun} {verb}?",
    "Was kostet {noun} in {place}?",
    "Wer ist für {noun} und {noun} zuständig?",
    "Warum {verb} die {noun} in {place}?",
    "Wie viele Menschen {verb} man im {noun} von {place}?",
    "Was ist mit {noun}?",
)


class Invention:
    """Makes articles and questions; the n-th article is the same however many there are."""

    def __init__(self) -> None:
        chance = Random(0)
        words = list(dict.fromkeys(_word(chance) for _ in range(WORDS * 3)))
        third = len(words) // 3
        self._nouns = [word.capitalize() for word in words[:third]]
        self._verbs = [f"{word}t" for word in words[third : 2 * third]]
        self._adjectives = [f"{word}ig" for word in words[2 * third : 3 * third]]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(third)))
        self._names = [f"{_word(chance)} {_word(chance)}".title() for _ in range(20_000)]
        self._places = [_word(chance).capitalize() + "burg" for _ in range(5_000)]

    def article(self, number: int) -> Draft:
        """Make an article of about `SENTENCES` sentences."""
        chance = Random(number)
        fields = self._fields(chance)
        lines = [f"# {self._noun(chance)} in {fields['place'][0]} ({number})"]
        for _ in range(SECTIONS):
            lines += ["", f"## {self._noun(chance)} und {self._noun(chance)}", ""]
            sentences = [self._filled(chance, SHAPES, fields) for _ in range(PER_SECTION)]
            half = PER_SECTION // 2
            lines += [" ".join(sentences[:half]), "", " ".join(sentences[half:])]
        lines += ["", "Dazu gehören:", ""]
        lines += [f"- {self._filled(chance, SHAPES, fields)}" for _ in range(ITEMS)]
        date = f"{chance.randint(2010, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        content = markdown.read("\n".join(lines), source=f"{number}.md")
        return make_draft(content, Metadata(language="de", date=date), source=f"{number}.md")

    def articles(self, sentences: int) -> Iterator[Draft]:
        """Make articles until they have about so many sentences."""
        return (self.article(number) for number in range(max(1, sentences // SENTENCES)))

    def questions(self, count: int, sentences: int) -> list[str]:
        """Ask in the words and names of some of these articles."""
        chance = Random("questions")
        asked = []
        for _ in range(count):
            number = chance.randrange(max(1, sentences // SENTENCES))
            fields = self._fields(Random(number))
            asked.append(self._filled(chance, QUESTIONS, fields))
        return asked

    def _fields(self, chance: Random) -> dict[str, list[str]]:
        """Return whom and what an article is about."""
        return {
            "name": chance.sample(self._names, 4),
            "place": chance.sample(self._places, 3),
            "noun": [self._noun(chance) for _ in range(6)],
        }

    def _filled(self, chance: Random, shapes: tuple[str, ...], fields: dict[str, list[str]]) -> str:
        text = chance.choice(shapes)
        while "{" in text:
            before, _, rest = text.partition("{")
            field, _, after = rest.partition("}")
            text = before + self._value(chance, field, fields) + after
        return text

    def _value(self, chance: Random, field: str, fields: dict[str, list[str]]) -> str:
        if field == "noun":
            # Half of what an article speaks of is its own subject.
            return chance.choice(fields["noun"]) if chance.random() < 0.5 else self._noun(chance)
        if field in fields:
            return chance.choice(fields[field])
        if field == "verb":
            return self._zipf(chance, self._verbs)
        if field == "adjective":
            return self._zipf(chance, self._adjectives)
        if field == "date":
            month = chance.choice(MONTHS)
            return f"{chance.randint(1, 28)}. {month} {chance.randint(1990, 2025)}"
        number = chance.randint(2, 900)
        return f"{number},{chance.randint(10, 99)}" if field == "money" else str(number)

    def _noun(self, chance: Random) -> str:
        return self._zipf(chance, self._nouns)

    def _zipf(self, chance: Random, words: list[str]) -> str:
        return chance.choices(words, cum_weights=self._weights)[0]


def _word(chance: Random) -> str:
    syllables = chance.choices((1, 2, 3, 4), (2, 5, 4, 2))[0]
    return "".join(
        chance.choice(ONSETS) + chance.choice(NUCLEI) + chance.choice(CODAS)
        for _ in range(syllables)
    )
