"""Logging of `belegbot run`: one line an event, to standard error; no question is ever in it."""

import logging
import time

FORMAT = "%(asctime)sZ %(levelname)-7s %(name)s: %(message)s"


def set_up(level: int = logging.INFO) -> None:
    """Send every logger's records, discord.py's included, to standard error, in UTC."""
    formatter = logging.Formatter(FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
