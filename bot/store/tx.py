"""The store's two faces, put together from the groups of verbs: the same for every database."""

from bot.store.privacy import PrivacyTx, PrivacyView


class StoreView(PrivacyView):
    """Every read: what `bot.ports.View` promises."""

    __slots__ = ()


class StoreTx(PrivacyTx):
    """Every read and write: what `bot.ports.Tx` promises."""

    __slots__ = ()
