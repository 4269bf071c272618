"""The platforms that every talk is played on."""

from tests.adapters.discord.stage import DISCORD
from tests.adapters.slack.stage import SLACK
from tests.talks.page import PAGE
from tests.talks.stage import Theatre
from tests.talks.terminal import TERMINAL

THEATRES: tuple[Theatre, ...] = (TERMINAL, DISCORD, SLACK, PAGE)
