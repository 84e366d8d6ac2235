import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from training.attendance import AUTOMATIC, EXPLICIT, OFFICE, Mark, corrected_time, fold

START = datetime(2026, 11, 24, 1, tzinfo=UTC)
STATUSES = ["present", "late", "absent", "excused"]


def mark(name: str, **fields) -> Mark:
    defaults = {"rank": EXPLICIT, "corrected_at": START, "status": "present"}
    return Mark(name, **(defaults | fields))


marks = st.lists(
    st.builds(
        Mark,
        id=st.uuids().map(str),
        rank=st.sampled_from([AUTOMATIC, EXPLICIT, OFFICE]),
        corrected_at=st.integers(0, 3).map(lambda n: START + timedelta(minutes=n)),
        status=st.sampled_from(STATUSES),
        device_id=st.sampled_from("ab"),
        base_rev=st.integers(0, 3),
        rev=st.integers(1, 4),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda m: m.id,
)


@given(marks)
def test_fold_does_not_depend_on_the_order_of_arrival(found):
    wanted = fold(found)
    for order in itertools.islice(itertools.permutations(found), 24):
        assert fold(order) == wanted


def test_later_mark_holds():
    later = mark("a", corrected_at=START + timedelta(minutes=1), status="late")
    assert fold([later, mark("b")]).winner == later


def test_office_beats_a_later_mark_and_nothing_beats_it_by_filling_in():
    office = mark("a", rank=OFFICE, status="excused")
    later = mark("b", corrected_at=START + timedelta(hours=1))
    auto = mark("c", rank=AUTOMATIC, corrected_at=START + timedelta(days=1))
    assert fold([later, auto, office]).winner == office
    assert fold([later, auto]).winner == later


def test_two_phones_that_did_not_see_each_other_are_flagged():
    one = mark("a", device_id="one", rev=1)
    two = mark("b", device_id="two", rev=2, status="absent")
    assert fold([one, two]).is_conflict
    seen = mark("b", device_id="two", rev=2, base_rev=1, status="absent")
    assert not fold([one, seen]).is_conflict


def test_same_status_or_an_office_decision_is_no_conflict():
    one, two = mark("a", device_id="one"), mark("b", device_id="two", rev=2)
    assert not fold([one, two]).is_conflict
    other = mark("b", device_id="two", rev=2, status="absent")
    office = mark("c", rank=OFFICE, device_id="desk", rev=3)
    assert not fold([one, other, office]).is_conflict


def corrected(marked_at, offset_ms, seq=0):
    return corrected_time(
        marked_at,
        offset_ms=offset_ms,
        session_start=START,
        received_at=START + timedelta(hours=2),
        seq=seq,
    )


def test_offset_of_the_phone_is_taken_away():
    assert corrected(START, 60_000) == START + timedelta(minutes=1)


def test_time_stays_between_the_class_and_its_arrival():
    far = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    long_ago = datetime(1, 1, 1, tzinfo=UTC)
    assert corrected(far, 0) == START + timedelta(hours=2)
    assert corrected(long_ago, 0) == START - timedelta(hours=2)


def test_wrong_clock_leaves_the_order_of_the_phone():
    day = 24 * 3600 * 1000
    first, second = (corrected(START, day, seq=n) for n in (1, 2))
    assert first < second < START + timedelta(hours=2)
    assert corrected(START, None, seq=1) == first
