"""Due times, around the clock or in office hours. Pure: rows are passed in.

Office time is counted in local wall-clock minutes of `zone`; the result is aware and
in the zone of `start`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ALWAYS = "24x7"
OFFICE = "office"
SEARCH_DAYS = 3650
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Office:
    """Opening half-days by weekday (0 Monday), closed days, and make-up days.

    A make-up day is worked by the hours of `make_up_weekday`.
    """

    hours: Mapping[int, Sequence[tuple[time, time]]]
    closed: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    make_up_weekday: int = 0
    zone: ZoneInfo = field(default=LOCAL)

    def intervals(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the opening times of one day, in order."""
        if day in self.closed and day not in self.make_up:
            return
        weekday = self.make_up_weekday if day in self.make_up else day.weekday()
        for opens, closes in sorted(self.hours.get(weekday, ())):
            yield (
                datetime.combine(day, opens, self.zone),
                datetime.combine(day, closes, self.zone),
            )


def office(
    hours: Iterable[tuple[int, time, time]],
    holidays: Iterable[tuple[date, bool]] = (),
) -> Office:
    """Return the office of rows (weekday, opens, closes) and (day, is worked)."""
    by_day: dict[int, list[tuple[time, time]]] = {}
    for weekday, opens, closes in hours:
        by_day.setdefault(weekday, []).append((opens, closes))
    days = list(holidays)
    return Office(
        hours=by_day,
        closed=frozenset(day for day, worked in days if not worked),
        make_up=frozenset(day for day, worked in days if worked),
    )


def add_minutes(
    start: datetime, minutes: int, *, calendar: str, open_hours: Office
) -> datetime:
    """Return the first moment at which `minutes` have passed since `start`.

    In office time that moment lies in opening hours, the closing minute included.
    Raises ValueError when the office never opens again within ten years.
    """
    if calendar == ALWAYS:
        return start + timedelta(minutes=minutes)
    left = timedelta(minutes=minutes)
    for opens, closes in _from(start, open_hours):
        begin = max(opens, start)
        if begin > closes:
            continue
        if closes - begin >= left:
            return (begin + left).astimezone(start.tzinfo)
        left -= closes - begin
    raise ValueError("The office has no opening hours.")


def minutes_between(
    start: datetime, end: datetime, *, calendar: str, open_hours: Office
) -> int:
    """Return the whole minutes that count between two moments."""
    if end <= start:
        return 0
    if calendar == ALWAYS:
        return int((end - start).total_seconds() // 60)
    passed = timedelta()
    for opens, closes in _from(start, open_hours):
        if opens >= end:
            break
        passed += max(timedelta(), min(closes, end) - max(opens, start))
    return int(passed.total_seconds() // 60)


def _from(start: datetime, open_hours: Office) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(open_hours.zone).date()
    for _count in range(SEARCH_DAYS):
        yield from open_hours.intervals(day)
        day += timedelta(days=1)


def applies(condition: Mapping[str, object], facts: Mapping[str, object]) -> bool:
    """Say whether every fact named in `condition` has one of the values there."""
    return all(
        facts.get(name) in (wanted if isinstance(wanted, list) else [wanted])
        for name, wanted in condition.items()
    )
