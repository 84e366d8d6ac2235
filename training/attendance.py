"""The fold of attendance marks: whatever order they arrive in, one result. Pure.

The winner is the greatest (rank, corrected time, id), so two phones that were offline
end in the same state whoever comes home first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

OFFICE, EXPLICIT, AUTOMATIC = 3, 2, 1
EARLIEST = timedelta(hours=2)
MOST = timedelta(hours=12)
TRUSTED_OFFSET_MS = MOST // timedelta(milliseconds=1)


@dataclass(frozen=True)
class Mark:
    """One stored mark; `rev` counts the marks of its row up to and with this one."""

    id: str
    rank: int
    corrected_at: datetime
    status: str
    device_id: str = ""
    base_rev: int = 0
    rev: int = 1

    @property
    def order(self) -> tuple:
        return (self.rank, self.corrected_at, self.id)


@dataclass(frozen=True)
class Folded:
    winner: Mark
    is_conflict: bool


def fold(marks: Iterable[Mark]) -> Folded:
    """Return the mark that holds, and whether two phones disagree unawares."""
    marks = list(marks)
    winner = max(marks, key=lambda mark: mark.order)
    rivals = _last_of_other_devices(marks, winner)
    return Folded(winner, any(_disagree(winner, rival) for rival in rivals))


def _last_of_other_devices(marks: list[Mark], winner: Mark) -> list[Mark]:
    last: dict[str, Mark] = {}
    for mark in sorted(marks, key=lambda mark: mark.order):
        if mark.rank == EXPLICIT and mark.device_id != winner.device_id:
            last[mark.device_id] = mark
    return list(last.values())


def _disagree(winner: Mark, rival: Mark) -> bool:
    unaware = winner.base_rev < rival.rev and rival.base_rev < winner.rev
    return winner.rank == EXPLICIT and winner.status != rival.status and unaware


def corrected_time(
    marked_at: datetime,
    *,
    offset_ms: int | None,
    session_start: datetime,
    received_at: datetime,
    seq: int = 0,
) -> datetime:
    """Return when a mark was made by the server's clock.

    A device's time plus its offset, kept between two hours before the session and the
    moment it arrived. A clock that is more than half a day wrong, or unknown, tells
    nothing: then the order of the device's own marks (`seq`) counts.
    """
    if offset_ms is None or abs(offset_ms) > TRUSTED_OFFSET_MS:
        behind = timedelta(seconds=1) - timedelta(microseconds=min(seq, 999_999))
        return received_at - behind
    earliest = session_start - EARLIEST
    sane = min(max(marked_at, earliest - MOST), received_at + MOST)
    moment = sane + timedelta(milliseconds=offset_ms)
    return min(max(moment, earliest), received_at)
