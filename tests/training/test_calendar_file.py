from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.training.factories import a_class, a_village, times
from training import timetable
from training.calendar_file import Event, calendar, escape, fold_line
from training.timetable import slots_of

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_folded_line_is_short_and_unfolds_to_itself(text):
    folded = fold_line(text)
    pieces = folded.split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert folded.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == text


def test_text_is_escaped():
    assert escape("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"


def test_event_says_place_and_local_time():
    event = Event("u@x", 2, NOW, NOW + timedelta(hours=2), NOW, "Lớp, một", "Thôn 05")
    text = calendar("Lịch", [event]).decode()
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T143000\r\n" in text
    assert "SUMMARY:Lớp\\, một\r\n" in text
    assert "SEQUENCE:2\r\n" in text
    assert "STATUS:CONFIRMED\r\n" in text


def test_feed_keeps_a_cancelled_session_under_its_uid(client, db):
    lop = a_class(session_count=2, village=a_village())
    before = client.get("/lop-hoc/lich.ics?thon=TH01").content.decode()
    timetable.cancel(lop.sessions.first())
    after = client.get("/lop-hoc/lich.ics?thon=TH01").content.decode()
    assert before.count("BEGIN:VEVENT") == after.count("BEGIN:VEVENT") == 2
    assert after.count("STATUS:CANCELLED") == 1
    assert uids(before) == uids(after)
    assert client.get("/lop-hoc/lich.ics?thon=TH02").content.count(b"VEVENT") == 0


def uids(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("UID:")]


def test_slots_cover_the_time_and_not_the_end(db):
    starts = datetime(2026, 12, 1, 14, 10, tzinfo=UTC)
    found = slots_of(starts, starts + timedelta(minutes=35))
    assert [slot.minute for slot in found] == [0, 15, 30]
    assert len(times(3)) == 3
