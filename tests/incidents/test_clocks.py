from datetime import UTC, datetime, timedelta

import pytest

from incidents import clocks

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        ({"detected_at": at(-9), "reported_at": at(-5)}, []),
        ({"reported_at": at(1)}, []),
        ({"reported_at": at(3)}, [("reported_at", "future", "")]),
        (
            {"detected_at": at(-5), "reported_at": at(-9)},
            [("reported_at", "order", "detected_at")],
        ),
        (
            {"occurred_at": at(-1), "detected_at": at(-5), "reported_at": at(-3)},
            [
                ("detected_at", "order", "occurred_at"),
                ("reported_at", "order", "occurred_at"),
            ],
        ),
        ({"occurred_at": None, "closed_at": at(-1)}, []),
    ],
)
def test_faults_name_the_field_and_why(moments, found):
    assert clocks.faults(moments, now=NOW) == found


def test_backdating_is_limited_to_thirty_days():
    assert not clocks.is_backdated_too_far(NOW - timedelta(days=30), now=NOW)
    assert clocks.is_backdated_too_far(NOW - timedelta(days=31), now=NOW)


def test_durations_count_from_the_report_and_leave_out_the_holds():
    moments = {
        "occurred_at": at(-100),
        "detected_at": at(-70),
        "reported_at": at(-60),
        "recorded_at": at(-58),
        "acknowledged_at": at(-50),
        "resolved_at": at(0),
    }
    found = clocks.durations(moments, paused_minutes=15)
    assert found == (30, 2, 10, None, 45, 60, None)
