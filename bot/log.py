"""Logging of `belegbot run`: one line an event, to standard error, as text or as JSON.

What belongs to an event comes as `extra`; it ends the line as `name=value`, or becomes members of
the JSON object. A question's text is there only if `[discord] log_questions` says so.
"""

import json
import logging
import time

FORMAT = "%(asctime)sZ %(levelname)-7s %(name)s: %(message)s"
DATE = "%Y-%m-%dT%H:%M:%S"
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
"""What every record has."""


def facts(record: logging.LogRecord) -> dict[str, object]:
    """Return what was given as `extra`."""
    return {name: value for name, value in record.__dict__.items() if name not in STANDARD}


class TextFormatter(logging.Formatter):
    """For people."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line, without a traceback."""
        ends = [f"{name}={json.dumps(v, default=str)}" for name, v in facts(record).items()]
        return " ".join([super().formatMessage(record), *ends])


class JsonFormatter(logging.Formatter):
    """For programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON object."""
        event = {
            "time": f"{self.formatTime(record, self.datefmt)}Z",
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
            **facts(record),
        }
        if record.exc_info:
            event["error"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False, default=str)


def set_up(level: int = logging.INFO, *, as_json: bool = False) -> None:
    """Send every logger's records, discord.py's included, to standard error, in UTC."""
    formatter = JsonFormatter(FORMAT, DATE) if as_json else TextFormatter(FORMAT, DATE)
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
