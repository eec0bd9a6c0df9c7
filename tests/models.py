"""Which model the tests' collections have, whatever else is installed."""

from index.config import EmbedderSettings

BUILTIN = EmbedderSettings(kind="builtin")

OF_COMMANDS = {"BELEGBOT_EMBEDDER__KIND": "builtin"}
"""The same for commands; those of a test that uses `any_model` go by their configuration."""
