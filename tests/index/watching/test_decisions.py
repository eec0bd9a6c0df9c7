"""What is decided on a page's change: once, as it was shown, for the article as it stands."""

import pytest

from index.library import Library
from index.models import Draft
from index.watching.errors import (
    ArticleNothingProposedError,
)
from index.watching.watching import Watching
from tests.index.articles.web.web_server import Site
from tests.index.watching.pages import (
    CHEAPER,
    DOGS,
    HOURS,
    PRICE,
    RULES,
    Clock,
)
from tests.index.watching.watched import (
    ADA,
    FREE,
    LONGER,
    again,
    changed,
    pool,
    texts,
    told,
    waiting,
)


def test_a_change_that_is_taken_over_is_one_of_the_log_s_and_can_be_undone(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    changed(watching, clock, site, *LONGER)
    shown = waiting(watching, article)

    change = watching.decisions.take_over(article, shown, ADA)

    assert (change.operation, change.who) == ("replace", "operator:ada")
    assert library.ask("Was kostet der Eintritt?").citations[0].sentence.text == CHEAPER
    library.undo(None, ADA)
    [outcome] = again(watching, clock)
    assert outcome.reports == []
    assert PRICE in texts(library)[0]


def test_what_is_left_alone_isnt_proposed_again_but_the_next_change_is(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    changed(watching, clock, site, *LONGER)
    shown = waiting(watching, article)
    watching.decisions.keep(article, shown)
    assert told(watching) == []

    again(watching, clock)
    assert told(watching) == []
    changed(watching, clock, site, HOURS, FREE, DOGS, RULES)

    assert told(watching) == [("proposed", None)]
    assert PRICE in texts(library)[0]


def test_only_what_was_shown_can_be_decided_on_and_only_once(
    watching: Watching, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    changed(watching, clock, site, *LONGER)
    shown = waiting(watching, article)
    changed(watching, clock, site, HOURS, FREE, DOGS, RULES)

    with pytest.raises(ArticleNothingProposedError):
        watching.decisions.take_over(article, shown, ADA)
    shown = waiting(watching, article)
    watching.decisions.take_over(article, shown, ADA)
    with pytest.raises(ArticleNothingProposedError):
        watching.decisions.keep(article, shown)


def test_a_proposal_to_an_article_that_was_changed_since_can_be_taken_after_the_next_look(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    changed(watching, clock, site, *LONGER)
    library.replace(article, Draft(DOGS, "Freibad", "de"), ADA)
    again(watching, clock)

    shown = waiting(watching, article)
    watching.decisions.take_over(article, shown, ADA)
    assert CHEAPER in texts(library)[0]
    assert told(watching) == []


def test_a_text_that_somebody_put_in_place_by_hand_needs_no_decision(
    watching: Watching, library: Library, clock: Clock, site: Site
) -> None:
    article = pool(watching, site)
    changed(watching, clock, site, *LONGER)
    proposal, _ = watching.decisions.proposal(article) or pytest.fail("nothing waits")
    library.replace(article, proposal.draft, ADA)
    again(watching, clock)

    assert watching.decisions.proposal(article) is None
    assert told(watching) == []
