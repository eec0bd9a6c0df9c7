"""Processes forked from one that has imported everything already: a server, one for all tests.

Python has one such server a process, so what it imports is said once, here.
"""

from multiprocessing import forkserver, get_context

import pytest

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "pytest",
        "tests.processes.first",
        # Not the commands themselves: they are worded in the language that they are started in.
        "click",
        "pydantic_settings",
        "rich.progress",
        "rich.table",
        "alembic.command",
        "numpy.ma",
        "safetensors.numpy",
        "tokenizers",
        "sentence_transformers",
        "index.library",
        "index.review.review",
        "index.evaluation.run",
        "index.articles.decoding.encodings",
        "index.articles.formats.pdf",
        "index.articles.formats.html.page.webpage",
        "index.corpus.exchange.transfer",
        "bot.memory.forgetting",
        "bot.running.doctor",
        "tests.processes.loaded",  # the last
    ]
)


def start() -> None:
    """Start the server, if it isn't running; what it imports is nothing that each must write."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("HF_HUB_OFFLINE", "1")
        forkserver.ensure_running()
