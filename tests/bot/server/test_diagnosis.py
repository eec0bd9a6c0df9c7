"""What `/diagnose` tells moderators of the collection, and `belegbot doctor` the operator."""

from dataclasses import replace

from bot.server.diagnosis import library_findings
from index.indexing.status import Status

STATUS = Status(
    articles=3,
    sentences=9,
    revision=5,
    indexed_revision=5,
    embedder="/srv/models/e5",
    dimension=384,
    backend="faiss",
)


def lines(status: Status, *, operator: bool) -> list[str]:
    return [finding.text for finding in library_findings(status, "en", operator=operator)]


def test_moderators_are_told_what_they_can_do_themselves() -> None:
    empty, behind = replace(STATUS, articles=0), replace(STATUS, indexed_revision=2)

    assert lines(empty, operator=False) == [
        "There are no sources yet. **/source add** adds the first."
    ]
    assert lines(behind, operator=False)[0].endswith("within seconds; if not, tell the operator.")


def test_the_operator_is_told_of_settings_folders_and_the_log() -> None:
    empty, behind = replace(STATUS, articles=0), replace(STATUS, indexed_revision=2)

    assert lines(empty, operator=True) == [
        "There are no articles. Add some, or set seeds_dir in the configuration.",
        "Model: /srv/models/e5 (384 dimensions), search: faiss.",
    ]
    assert lines(behind, operator=True)[0].endswith("within seconds; if not, see the log.")
