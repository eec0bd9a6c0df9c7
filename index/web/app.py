"""The page: questions are asked and articles read, and nothing is changed.

On Starlette and uvicorn, which the extra `mcp` needs anyway: Bottle would do with less, but leaves
the server, its limits and its end to whoever uses it.
"""

import logging
from collections.abc import Callable
from functools import wraps
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from index.asking.answers import Answer
from index.corpus.errors import ArticleUnknownError
from index.errors import BelegbotError
from index.i18n import LANGUAGES, TEXTS, Language, language_of, own_name
from index.library import Library
from index.models import Article
from index.scopes import Scope
from index.web.views import shown_answers, shown_article, shown_citation
from index.web.words import LABELS, labels

log = logging.getLogger(__name__)

HOST = "127.0.0.1"

HOSTS = [HOST, "localhost"]
"""Names that the page answers to; another is that of a page that wants to read this one."""

TITLES = 50
"""Articles that are listed."""

LONGEST_NUMBER = 9
"""Digits of an offset or a revision."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""With every answer: nothing from elsewhere is loaded, no script runs, nobody frames it."""

OURS = {None, "none", "same-origin"}
"""What a browser says of who asks (Sec-Fetch-Site) where that is a person, or the page itself."""

STYLE = files("index.web").joinpath("style.css").read_text("utf-8")

Handler = Callable[["Site", Request], Response]


def application(library: Library, scope: Scope, language: Language | None) -> Starlette:
    """Return the page for a library, as it is asked in a scope.

    `language` is that of its texts; None goes by what the browser wants.
    """
    site = Site(library, scope, language)
    return Starlette(
        routes=[
            Route("/", site.asking, methods=["GET"]),
            Route("/article/{article_id:str}", site.reading, methods=["GET"]),
            Route("/style.css", _style, methods=["GET"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
        exception_handlers={404: site.missing, Exception: site.failed},
    )


def _own(handler: Handler) -> Handler:
    """Refuse what a page from elsewhere asks for, so that none learns how long an answer takes."""

    @wraps(handler)
    def handle(site: "Site", request: Request) -> Response:
        if request.headers.get("Sec-Fetch-Site") not in OURS:
            return site.message(request, "foreign", 403)
        return handler(site, request)

    return handle


class Site:
    """What the page shows."""

    def __init__(self, library: Library, scope: Scope, language: Language | None) -> None:
        self._library = library
        self._scope = scope
        self._language = language
        self._templates = Environment(
            loader=PackageLoader("index.web", "."), autoescape=True, undefined=StrictUndefined
        )

    @_own
    def asking(self, request: Request) -> Response:
        """Answer a question, or show where one can be asked."""
        question = request.query_params.get("q", "").strip()
        language = self._language_of(request)
        problem, answer, code = "", None, 200
        if question:
            try:
                self._library.catch_up()
                answer = self._library.ask(question, self._scope)
            except BelegbotError as error:
                log.info("A question wasn't answered: %s", type(error).__name__)
                problem, code = error.text(language), 400
        return self._page(
            request,
            "asking.html",
            code,
            question=question,
            problem=problem,
            answers=[] if answer is None else shown_answers(answer, language),
            nearest=self._nearest(answer, language),
            doubtful=answer is not None and answer.doubtful,
            titles=[] if question else self._titles(),
        )

    @_own
    def reading(self, request: Request) -> Response:
        """Show an article that can be asked here, with a place in it marked."""
        article = self._article(request.path_params["article_id"])
        if article is None:
            return self.message(request, "not_found", 404)
        start, end, revision = (
            _number(request.query_params.get(name)) for name in ("start", "end", "revision")
        )
        wanted = start is not None and end is not None
        place = None
        if start is not None and end is not None and start < end <= len(article.text):
            place = (start, end)
        changed = wanted and revision != article.revision
        return self._page(
            request,
            "article.html",
            200,
            article=shown_article(
                article,
                None if changed else place,
                self._library.corpus.today(),
                self._language_of(request),
            ),
            changed=changed,
        )

    def missing(self, request: Request, _: Exception) -> Response:
        """Say that there is no such page."""
        return self.message(request, "not_found", 404)

    def failed(self, request: Request, _: Exception) -> Response:
        """Say that something went wrong; the server has logged what."""
        return self.message(request, "failed", 500)

    def message(self, request: Request, label: str, code: int) -> Response:
        """Show one sentence."""
        text = TEXTS.text(self._language_of(request), LABELS[label])
        return self._page(request, "message.html", code, text=text)

    def _page(self, request: Request, template: str, code: int, **values: Any) -> Response:  # noqa: ANN401 - a template's
        language = self._language_of(request)
        links = [
            (each, own_name(each), str(request.url.include_query_params(lang=each).query))
            for each in LANGUAGES
        ]
        text = self._templates.get_template(template).render(
            words=labels(language), language=language, links=links, **values
        )
        return HTMLResponse(text, code)

    def _language_of(self, request: Request) -> Language:
        """Return the language that somebody chose, the settings name, or their browser wants."""
        chosen = request.query_params.get("lang")
        if chosen in LANGUAGES:
            return str(chosen)
        wanted = request.headers.get("Accept-Language", "").partition(",")[0].strip()
        return self._language or language_of(wanted)

    def _article(self, article_id: str) -> Article | None:
        try:
            return self._library.corpus.readable(article_id, self._scope.visible)
        except ArticleUnknownError:
            return None

    def _titles(self) -> list[tuple[str, str]]:
        found = {
            title.article_id: title.title
            for title in self._library.catalogue.titles(self._scope)
            if not title.removed
        }
        return list(found.items())[:TITLES]

    def _nearest(self, answer: Answer | None, language: Language) -> list[Any]:
        """Return what comes nearest to several questions of which none was answered."""
        if answer is None or not answer.parts:
            return []
        return [shown_citation(citation, language, answers=False) for citation in answer.nearest]


def _style(_: Request) -> Response:
    return Response(STYLE, media_type="text/css")


def _number(text: str | None) -> int | None:
    """Return a number that somebody has put into an address; None for anything else."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER):
        return None
    return int(text)
