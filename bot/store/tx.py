"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.turns import TurnsTx, TurnsView


class StoreView(TurnsView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(TurnsTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
