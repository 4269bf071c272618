"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.installations import InstallationsTx, InstallationsView
from bot.store.links import LinksTx, LinksView


class StoreView(LinksView, InstallationsView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(LinksTx, InstallationsTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
