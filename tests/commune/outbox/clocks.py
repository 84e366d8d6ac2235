"""Clocks that stand still until they are told otherwise."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2030, 3, 1, 5, 0, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime):
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by
