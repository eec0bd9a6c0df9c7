"""`belegbot models`: what can turn texts into vectors here, re-rank and read."""

from typing import TYPE_CHECKING, Any

import click

from index.cli.base import Invocation, common_options, json_option, print_json, translated
from index.i18n import N_

if TYPE_CHECKING:
    from index.config import Settings
    from index.embedders.available.inventory import Listed
    from index.embedders.available.known import Role


@click.command(
    help=translated(
        N_(
            "List the models that can be used, whether they are here, and what is known of them. "
            "The index's is marked; “belegbot index rebuild --embedder NAME” changes it."
        )
    )
)
@json_option
@common_options
@click.pass_obj
def models(invocation: Invocation, *, as_json: bool) -> None:
    """Look at the index's manifest, the packages and the hub's cache; ask nobody."""
    # As in `base`.
    from index.cli.models_table import as_table  # noqa: PLC0415
    from index.embedders import create_embedder  # noqa: PLC0415
    from index.embedders.available.inventory import inventory  # noqa: PLC0415

    settings, terminal = invocation.settings, invocation.terminal
    used = _used(settings)
    listed = inventory(used)
    if as_json:
        print_json([_values(each) for each in listed])
        return
    terminal.show(as_table(listed, terminal.language))
    if "embedder" not in used:
        name = create_embedder(settings.embedder).name
        terminal.say(N_("There is no index yet; a new one gets {model}."), model=name)


def _used(settings: "Settings") -> "dict[Role, str]":
    from index.indexing.files import INDEX_FOLDER  # noqa: PLC0415
    from index.indexing.generations import Generations  # noqa: PLC0415
    from index.indexing.model.choice import in_use  # noqa: PLC0415 - as in `base`

    used: dict[Role, str] = {}
    generation = in_use(Generations(settings.data_dir / INDEX_FOLDER))
    if generation is not None:
        used["embedder"] = generation.manifest.embedder
    if settings.reranker.model:
        used["reranker"] = settings.reranker.model
    if settings.reader.model:
        used["reader"] = settings.reader.model
    return used


def _values(listed: "Listed") -> dict[str, Any]:
    model = listed.model
    return {
        "name": model.name,
        "kind": model.kind,
        "used": listed.used,
        "state": listed.state,
        "bytes": listed.size,
        "parameters": None if model.parameters is None else round(1e6 * model.parameters),
        "licence": model.licence or None,
        "languages": model.languages or None,
        "gated": model.gated,
        "silent": model.silent,
        "public": dict(model.public),
        "ours": dict(model.ours),
    }
