"""What people say to whoever answers that is no question about the articles, though it asks."""

from index.asking.questions.noise import says_nothing
from index.asking.questions.question import asking_part
from index.asking.questions.small_talk import WITHIN, Talk, is_small_talk, made_of_small_words

LONGEST = 60
"""Characters up to which a text is looked at; so many of small talk, too, several of it in turn."""

MARKS = " \t?!.…:;,"


def talk_in(text: str) -> Talk | None:
    """Return what a text is, if it is nothing but that: "What's new?", "hi", "welche Quellen?".

    Who says nothing at all, such as "asdfgh", is told how to ask, too.
    """
    if len(text) <= LONGEST and text.strip() and says_nothing(text):
        return "about"
    said = " ".join(text.split()).strip(MARKS)
    if not said or len(said) > LONGEST:
        return None
    for part in (said, asking_part(said).strip(MARKS)):
        for talk, pattern in WITHIN:
            if pattern.fullmatch(part):
                return talk
    if is_small_talk(said):
        return "about"
    return made_of_small_words(said, asks="?" in text)
