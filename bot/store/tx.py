"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.links import LinksTx, LinksView


class StoreView(LinksView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(LinksTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
