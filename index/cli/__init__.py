"""The library's commands: `belegbot ask`, `chat`, `source …`, `index …` parse and print only."""

from index.cli import asking, models
from index.cli.base import Invocation, common_options, main_group, translated
from index.cli.index import calibrating, evaluating, indexing
from index.cli.serving import mcp, web
from index.cli.settings import config_group
from index.cli.source import (
    adding,
    backups,
    collection,
    details,
    moving,
    pinning,
    sites,
    watched_sites,
    watching,
)

__all__ = ["Invocation", "common_options", "config_group", "main", "main_group", "translated"]

groups = (indexing.index_group, collection.source_group, config_group)
for command in (asking.ask, asking.chat, models.models, web.web, mcp.mcp, moving.migrate, *groups):
    main_group.add_command(command)
indexing.index_group.add_command(evaluating.evaluate)
indexing.index_group.add_command(calibrating.calibrate)
for command in (adding.add, adding.replace, details.edit, backups.backup, backups.restore_backup):
    collection.source_group.add_command(command)
for command in (
    *(watching.watch, watching.unwatch, watching.reread, sites.add_site, watched_sites.sites),
    *(pinning.pin, pinning.pins, pinning.unpin),
):
    collection.source_group.add_command(command)


def main() -> None:
    """Run the library's commands alone (`python -m index`)."""
    main_group(prog_name="belegbot")
