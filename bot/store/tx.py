"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.outbox import OutboxTx
from bot.store.practice import PracticeView


class StoreView(PracticeView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(OutboxTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
