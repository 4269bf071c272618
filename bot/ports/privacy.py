"""What is kept of somebody. Each docstring is a promise."""

from typing import Protocol

from bot.core.model import Member
from bot.core.records import Kept


class PrivacyView(Protocol):
    def kept_of(self, member: Member) -> Kept:
        """All that is kept of the member; empty: nothing is."""

    def is_hidden(self, member: Member) -> bool:
        """Whether the member asked to be named nowhere."""


class PrivacyTx(PrivacyView, Protocol):
    def erase(self, member: Member) -> bool:
        """Delete who the member is and all their words; False: they are not known.

        Their number stays in the ledger, so that the sums of all others stay, and nothing leads back from it.
        What waited to be sent to them is dropped.
        """
