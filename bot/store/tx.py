"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.decks import DecksTx, DecksView


class StoreView(DecksView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(DecksTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
