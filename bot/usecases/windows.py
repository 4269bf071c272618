"""Which redrawings of counters are known to stand in the outbox, so that not every answer asks for one."""

MANY = 1024  # rounds; what is forgotten is asked of the outbox again


class Windows:
    """For each round the latest stretch of time whose redrawing is durable. Told after the commit alone."""

    def __init__(self) -> None:
        self._latest: dict[int, int] = {}

    def holds(self, round: int, window: int) -> bool:
        return self._latest.get(round) == window

    def keep(self, round: int, window: int) -> None:
        if len(self._latest) >= MANY:
            self._latest.clear()
        self._latest[round] = window
