"""The platforms that every talk is played on."""

from tests.talks.stage import Theatre
from tests.talks.terminal import TERMINAL

THEATRES: tuple[Theatre, ...] = (TERMINAL,)
