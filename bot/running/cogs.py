"""All that the bot can do: its cogs, in the order in which they are added."""

from bot.asking.sources import SourceList
from bot.asking.ways import Ways
from bot.client.client import Cogs
from bot.helping.channels import HelpChannels
from bot.insights.command import Figures
from bot.insights.feedback import Feedback
from bot.interactions.cog import Interactions
from bot.notices.loop import Collection
from bot.notices.renewal import Renewal
from bot.running.leasing import Leasing
from bot.running.vitals import SignsOfLife
from bot.server.departures import Servers
from bot.server.help import Help
from bot.server.help_channels import HelpChannelCommand
from bot.server.privacy import Privacy
from bot.server.settings import Admin
from bot.sources import Sources
from bot.sources.web.timer import WatchedPages

COGS: Cogs = (
    *(Interactions, Ways, SourceList, Help, Privacy, Admin, HelpChannelCommand, HelpChannels),
    *(Sources, Figures, Feedback, Servers, Collection, Renewal, WatchedPages),
    *(Leasing, SignsOfLife),
)
