from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commune.rulebook import seeds
from commune.vietnamese import LOCAL_ZONE
from incidents import deadlines, severity
from incidents.seeds import DATA

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))
WEEK = [(day, *half) for day in range(5) for half in (MORNING, AFTERNOON)]
TET = [(date(2027, 2, day), False) for day in range(5, 12)]
MADE_UP = [(date(2027, 2, 13), True), (date(2026, 12, 31), False)]
OFFICE = deadlines.office(WEEK, TET + MADE_UP)
PLAIN = deadlines.office(WEEK)
CASES = seeds.read(DATA / "incident-cases.yaml")
TARGETS = {
    row["severity"]: row
    for row in seeds.read(DATA / "deadlines.yaml")["internal_targets"]
}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_ZONE)


def brute_force(start: datetime, minutes: int) -> datetime:
    """Count minute by minute."""
    now, left = start, minutes
    step = timedelta(minutes=1)
    while left:
        if is_open(now):
            left -= 1
        now += step
    return now


def is_open(moment: datetime) -> bool:
    return any(a <= moment < b for a, b in OFFICE.intervals(moment.date()))


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-13T16:50", 240, "2026-11-16T11:20"),
        ("2026-11-14T09:00", 240, "2026-11-16T11:30"),
        ("2026-11-16T10:40", 450, "2026-11-17T10:40"),
        ("2026-11-13T18:00", 0, "2026-11-16T07:30"),
        ("2027-02-04T16:59", 2, "2027-02-12T07:31"),
        ("2027-02-12T17:00", 1, "2027-02-13T07:31"),
    ],
)
def test_office_time_at_its_edges(start, minutes, due):
    found = deadlines.add_minutes(
        local(start), minutes, calendar="office", open_hours=OFFICE
    )
    assert found == local(due)


@settings(max_examples=300, deadline=None)
@given(start=st.integers(0, 90 * 1440), minutes=st.integers(1, 4 * 450))
def test_office_time_equals_a_minute_counter(start, minutes):
    begin = local("2026-12-20T00:00") + timedelta(minutes=start)
    due = deadlines.add_minutes(begin, minutes, calendar="office", open_hours=OFFICE)
    assert due == brute_force(begin, minutes)
    assert is_open(due - timedelta(minutes=1))
    counted = deadlines.minutes_between(
        begin, due, calendar="office", open_hours=OFFICE
    )
    assert counted == minutes


@given(minutes=st.integers(0, 5000), more=st.integers(0, 500))
def test_due_times_are_monotone_in_minutes(minutes, more):
    start = local("2026-12-30T16:00")
    for calendar in ("24x7", "office"):
        early, late = (
            deadlines.add_minutes(start, m, calendar=calendar, open_hours=OFFICE)
            for m in (minutes, minutes + more)
        )
        assert early <= late


@pytest.mark.parametrize("case", CASES, ids=[c["ref"] for c in CASES])
def test_internal_due_times_of_the_eight_cases(case):
    level = severity.assess(case["factors"], floor=case.get("floor", "")).severity
    target = TARGETS[level]
    for name, field in (("ack", "acknowledge"), ("contain",) * 2, ("resolve",) * 2):
        due = deadlines.add_minutes(
            local(str(case["reported_at"])),
            target[f"{field}_minutes"],
            calendar=target["calendar"],
            open_hours=PLAIN,
        )
        assert due == local(str(case["expect"][f"{name}_due"])), name


def test_due_time_comes_in_the_zone_of_its_start():
    start = datetime(2026, 11, 13, 9, 50, tzinfo=UTC)
    due = deadlines.add_minutes(start, 240, calendar="office", open_hours=OFFICE)
    assert (due, due.tzinfo) == (datetime(2026, 11, 16, 4, 20, tzinfo=UTC), UTC)


def test_an_office_that_never_opens_is_refused():
    empty = deadlines.office([])
    with pytest.raises(ValueError, match="opening"):
        deadlines.add_minutes(
            local("2026-11-13T10:00"), 1, calendar="office", open_hours=empty
        )


def test_no_minutes_pass_backwards():
    later, earlier = local("2026-11-13T10:00"), local("2026-11-12T10:00")
    for calendar in ("24x7", "office"):
        assert (
            deadlines.minutes_between(
                later, earlier, calendar=calendar, open_hours=OFFICE
            )
            == 0
        )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({}, True),
        ({"kind": ["incident"]}, True),
        ({"kind": ["event"]}, False),
        ({"kind": ["incident"], "severity": ["P1", "P2"]}, False),
        ({"serious_disruption": True}, False),
        ({"no_such_fact": ["x"]}, False),
    ],
)
def test_conditions_hold_when_every_fact_fits(condition, expected):
    facts = {"kind": "incident", "severity": "P3", "serious_disruption": False}
    assert deadlines.applies(condition, facts) is expected
