"""The list of learners to sign on, and the same list with what was marked."""

from dataclasses import dataclass, field

from commune.papers.description import (
    Block,
    Column,
    Head,
    Page,
    Paper,
    Signature,
    Table,
    Text,
)

SESSIONS_A_TABLE = 8
BLANK_ROWS = 3
BLANK_ROWS_OF_AN_EMPTY_LIST = 20
LANDSCAPE = Page(landscape=True, margins=(20, 20, 30, 15))
MARKS = {"present": "x", "late": "M", "absent": "V", "excused": "P"}
LEGEND = "x: có mặt; M: đến muộn; V: vắng; P: vắng có phép; để trống: chưa điểm danh."


@dataclass(frozen=True, slots=True)
class Learner:
    """One line; `marks` are the values of the attendance by session number."""

    name: str
    gender: str = ""
    birth_year: int | None = None
    village: str = ""
    phone: str = ""
    marks: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meeting:
    no: int
    day: str


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """A class with its sessions; `when` and `place` are texts for the head."""

    title: str
    code: str
    when: str = ""
    place: str = ""
    trainer: str = ""
    meetings: tuple[Meeting, ...] = ()
    learners: tuple[Learner, ...] = ()


def paper(
    sheet: AttendanceSheet, *, head: Head, authority: str, filled: bool = False
) -> Paper:
    """Return the sheet: with columns to sign, or `filled` with the marks.

    More than eight sessions do not fit beside each other: the list is then repeated.
    """
    return Paper(
        title=f"Danh sách học viên {sheet.code}",
        head=head,
        kind="Bảng điểm danh" if filled else "Danh sách học viên",
        about=f"Lớp: {sheet.title} ({sheet.code})",
        blocks=(*_facts(sheet), *_tables(sheet, filled=filled), _closing(sheet)),
        signatures=(
            Signature("Người lập biểu", note="Ký, ghi rõ họ tên"),
            Signature("Giảng viên", note="Ký, ghi rõ họ tên"),
            Signature(f"Xác nhận của {authority}", note="Ký tên, đóng dấu"),
        ),
        page=LANDSCAPE,
    )


def _facts(sheet: AttendanceSheet) -> list[Block]:
    facts = [
        ("Thời gian:", sheet.when),
        ("Địa điểm:", sheet.place),
        ("Giảng viên:", sheet.trainer),
    ]
    return [Text(value or "………………", "fact", lead=lead) for lead, value in facts]


def _closing(sheet: AttendanceSheet) -> Text:
    count = str(len(sheet.learners)) if sheet.learners else "……"
    return Text(f"Danh sách có {count} học viên.", "closing")


def _tables(sheet: AttendanceSheet, *, filled: bool) -> list[Block]:
    groups = [
        sheet.meetings[start : start + SESSIONS_A_TABLE]
        for start in range(0, len(sheet.meetings), SESSIONS_A_TABLE)
    ] or [(Meeting(1, ""),)]
    tables: list[Block] = [_table(sheet, group, filled=filled) for group in groups]
    return [*tables, Text(LEGEND, "note")] if filled else tables


def _table(
    sheet: AttendanceSheet, meetings: tuple[Meeting, ...], *, filled: bool
) -> Table:
    rows = tuple(
        _row(number, learner, meetings, filled=filled)
        for number, learner in enumerate(sheet.learners, start=1)
    )
    blank = BLANK_ROWS if rows else BLANK_ROWS_OF_AN_EMPTY_LIST
    return Table(
        _columns(meetings), rows, blank_rows=0 if filled else blank, tall=not filled
    )


def _columns(meetings: tuple[Meeting, ...]) -> tuple[Column, ...]:
    session = 84 / len(meetings) if len(meetings) > 3 else 24
    return (
        Column("STT", 11, "center"),
        Column("Họ và tên", 44),
        Column("Nữ", 10.5, "center"),
        Column("Nam", 12.5, "center"),
        Column("Năm sinh", 14, "center"),
        Column("Thôn, đơn vị", 32),
        Column("Số điện thoại", 29, "center"),
        *(Column(_meeting_head(m), session, "center") for m in meetings),
        Column("Ghi chú", 18),
    )


def _meeting_head(meeting: Meeting) -> str:
    return f"Buổi {meeting.no}\n{meeting.day}" if meeting.day else f"Buổi {meeting.no}"


def _row(
    number: int, learner: Learner, meetings: tuple[Meeting, ...], *, filled: bool
) -> tuple[str, ...]:
    marks = [MARKS.get(learner.marks.get(m.no, ""), "") for m in meetings]
    return (
        str(number),
        learner.name,
        "x" if learner.gender == "female" else "",
        "x" if learner.gender == "male" else "",
        str(learner.birth_year or ""),
        learner.village,
        learner.phone.replace(" ", "\u00a0"),
        *(marks if filled else [""] * len(meetings)),
        "",
    )
