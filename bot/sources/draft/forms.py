"""The forms of `/source`: a text with what is known about it, or that alone."""

from collections.abc import Mapping
from dataclasses import replace

from bot.audience import PART, Audience
from bot.interactions.errors import IdUnknownError
from bot.interactions.forms import Form
from bot.markdown import width
from index.articles import Metadata, given_metadata
from index.articles.metadata import MAX_AUTHOR, MAX_TITLE, MAX_URL, NOTHING_KNOWN
from index.errors import ArticleError
from index.i18n import N_, Language
from index.models import Article, Draft

DETAILS = ("title", "date", "url", "author")
"""What is known about a text, by the names of a form's fields."""
TERMS = ("valid_until", "afterwards")
"""Until when it holds, and what is to become of it then, likewise (`terms`)."""

NOTHING: Mapping[str, str] = {}

EVERYBODY = "0"
"""Stands in a form's id where its text is for the whole server."""

TEXT_LIMIT = 4000
"""Discord's, of one field."""
DATE_LIMIT = 40
WHY_LIMIT = 300
UNUSABLE_LIMIT = 200
"""Of an entry that can't be used, to be shown with what is to be done about it."""

ADD_TITLE = N_("Add a source")
EDIT_TITLE = N_("Edit the details")
REPLACE_TITLE = N_("A new version of the text")
TITLE = N_("Title")
TITLE_HINT = N_("Left empty: the first sentence")
DATE = N_("Date")
DATE_HINT = N_("2020, 2020-02, 2020-02-19 or 19.2.2020")
URL = N_("Address")
URL_HINT = N_("Where it can be read: https://…")
TEXT = N_("Text")
TEXT_HINT = N_("Up to 4,000 characters; add longer texts as a file")
AUTHOR = N_("Author")
WHY = N_("Reason")
WHY_HINT = N_("For the history and the log channel")


def add_form(language: Language, *, why: str = "", part: str = "") -> Form:
    """Return the form for a new article's text, for those of a `part` of the server alone."""
    form = Form(language, ADD_TITLE, "bs:form-add", part or EVERYBODY)
    form.ask("title", TITLE, MAX_TITLE, hint=TITLE_HINT)
    _ask_when_and_where(form)
    _ask_text(form)
    _ask_why(form, why)
    return form


def replace_form(language: Language, article: Article, key: object, why: str) -> Form:
    """Return the form for a text that is to take an article's place; `key` goes into its id."""
    form = Form(language, REPLACE_TITLE, "bs:form-replace", key)
    form.ask("title", TITLE, MAX_TITLE, article.title)
    _ask_when_and_where(form, article)
    _ask_text(form, article.text if width(article.text) <= TEXT_LIMIT else "")
    _ask_why(form, why)
    return form


def details_form(  # noqa: PLR0913, PLR0917 - what it begins with
    language: Language,
    of: Draft | Article,
    why: str,
    name: str,
    key: object,
    unusable: Mapping[str, str] = NOTHING,
) -> Form:
    """Return the form for what is known about a text; `name` and `key` make its id.

    What was entered before and is `unusable` is there again, to be corrected.
    """
    form = Form(language, EDIT_TITLE, name, key)
    form.ask("title", TITLE, MAX_TITLE, of.title)
    date, url = (unusable.get(each) or getattr(of, each) or "" for each in ("date", "url"))
    form.ask("date", DATE, DATE_LIMIT, date, hint=DATE_HINT)
    form.ask("url", URL, MAX_URL, url, hint=URL_HINT)
    form.ask("author", AUTHOR, MAX_AUTHOR, of.author or "")
    _ask_why(form, why)
    return form


def usable(values: Mapping[str, str]) -> tuple[Metadata, dict[str, str]]:
    """Return what a form says about a text, and by their names what of it can't be used."""
    metadata, unusable = NOTHING_KNOWN, {}
    for name in DETAILS:
        value = values.get(name, "")
        try:
            metadata = given_metadata(**{name: value}).over(metadata)
        except ArticleError:
            unusable[name] = value[:UNUSABLE_LIMIT]
    return metadata, unusable


def corrected(draft: Draft, values: Mapping[str, str]) -> tuple[Draft, dict[str, str]]:
    """Return a draft with the details of its form, and by their names those that can't be used.

    Of what can't be used, and without a title, it keeps its own.
    """
    given, unusable = usable(values)
    details = {name: getattr(given, name) for name in DETAILS if name not in unusable}
    return replace(draft, **details | {"title": given.title or draft.title}), unusable


def reason_in(values: Mapping[str, str]) -> str:
    """Return the reason that was entered, in one line."""
    return " ".join(values.get("why", "").split())


def _ask_when_and_where(form: Form, of: Draft | Article | None = None) -> None:
    date, url = (of.date, of.url) if of else (None, None)
    form.ask("date", DATE, DATE_LIMIT, date or "", hint=DATE_HINT)
    form.ask("url", URL, MAX_URL, url or "", hint=URL_HINT)


def _ask_text(form: Form, text: str = "") -> None:
    form.ask("text", TEXT, TEXT_LIMIT, text, explained=TEXT_HINT, required=True, long=True)


def _ask_why(form: Form, why: str) -> None:
    form.ask("why", WHY, WHY_LIMIT, why, hint=WHY_HINT)


def part_in(rest: str) -> str:
    """Read in a form's id for whom its text is to be; raises `IdUnknownError`."""
    if rest == EVERYBODY:
        return ""
    if not PART.fullmatch(rest):
        raise IdUnknownError
    return Audience.of(rest).part
