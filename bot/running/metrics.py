"""Figures for Prometheus: questions and silences, how long answers take, what waits, what lags.

They name neither servers nor people. Served by prometheus-client, on this machine alone unless the
operator names another address.
"""

import logging
from typing import TYPE_CHECKING

from discord.ext import commands, tasks

from bot.client.client import Belegbot
from bot.config import MetricsSettings
from bot.running.errors import MetricsAddressError, MetricsPackageError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks at what lags."""

BUCKETS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
"""Seconds for an answer: fine where it should be, and up to where people give up."""


class Metrics(commands.Cog):
    """Counts what the desk does, looks at the rest now and then, and serves both."""

    def __init__(self, bot: Belegbot, settings: MetricsSettings) -> None:
        self.bot = bot
        self._settings = settings
        try:
            import prometheus_client as prometheus  # noqa: PLC0415 - only where it is wanted
        except ImportError as error:
            raise MetricsPackageError from error
        self.registry: CollectorRegistry = prometheus.CollectorRegistry()
        self._start = prometheus.start_http_server

        def gauge(name: str, said: str) -> "prometheus.Gauge":
            return prometheus.Gauge(f"belegbot_{name}", said, registry=self.registry)

        self._questions = prometheus.Counter(
            "belegbot_questions",
            "Questions by what came of them: answer, perhaps, silent, refused, failed.",
            ["outcome"],
            registry=self.registry,
        )
        self._seconds = prometheus.Histogram(
            "belegbot_answer_seconds",
            "Seconds from a question's turn to its answer, Discord aside.",
            buckets=BUCKETS,
            registry=self.registry,
        )
        for outcome in ("answer", "perhaps", "silent", "refused", "failed"):
            self._questions.labels(outcome)
        waiting = gauge("questions_waiting", "Questions that are on their way.")
        waiting.set_function(lambda: self.bot.desk.waiting)
        connected = gauge("connected", "1 while Discord hears the bot.")
        connected.set_function(lambda: self.bot.is_ready() and not self.bot.is_closed())
        servers = gauge("servers", "Servers that the bot is in.")
        servers.set_function(lambda: sum(bot.duties.covers(guild.id) for guild in bot.guilds))
        shards = gauge("shards", "Of the bot's shards those that this process has.")
        shards.set_function(lambda: len(bot.duties.shards))
        latency = gauge("discord_latency_seconds", "Of the connection to Discord.")
        latency.set_function(lambda: self.bot.latency)
        problem = gauge("index_problem", "1 while questions are answered in spite of something.")
        problem.set_function(lambda: self.bot.library.problem is not None)
        self._revision = gauge("revision", "The latest change to the articles.")
        self._lag = gauge("index_lag_changes", "Changes that the index hasn't followed yet.")

    async def cog_load(self) -> None:
        """Begin to count, and to serve.

        Raises:
            MetricsAddressError: the address can't be had.
        """
        settings = self._settings
        try:
            self._server, _ = self._start(settings.port, settings.host, self.registry)
        except OSError as error:
            reason = error.strerror or error
            address = f"{settings.host}:{settings.port}"
            raise MetricsAddressError(address=address, reason=reason) from error
        log.info("Metrics at http://%s:%d/metrics", settings.host, self.port)
        self.bot.desk.counted = self.count
        self.look.start()
        self.bot.before_close.append(self.look.cancel)

    async def cog_unload(self) -> None:
        """Stop."""
        self.look.cancel()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        """Where it is served; another one than was set where that is 0."""
        return int(self._server.server_port)

    def count(self, outcome: str, seconds: float | None) -> None:
        """Count a question, and how long its answer took if there is one."""
        self._questions.labels(outcome).inc()
        if seconds is not None:
            self._seconds.observe(seconds)

    @tasks.loop(seconds=EVERY)
    async def look(self) -> None:
        """See how far the articles are, and how far the index is."""
        library = self.bot.library
        try:
            revision = await self.bot.lanes.remember(library.corpus.revision)
        except Exception:
            log.debug("The revision can't be told for the metrics", exc_info=True)
            return
        self._revision.set(revision)
        self._lag.set(max(0, revision - library.indexer.revision))
