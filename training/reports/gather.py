"""The values of a class's sheets from its records."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from commune.papers import office
from commune.papers.answer import download, known_format
from commune.papers.description import Paper
from commune.people import name_of
from commune.vietnamese import format_date
from training.desk.rows import PersonRow, person_rows
from training.models import AttendanceRecord, ExportLog, SessionState, TrainingClass
from training.reports import attendance_sheet
from training.reports.attendance_sheet import AttendanceSheet, Learner, Meeting

KINDS = {"ky-nhan": False, "da-diem-danh": True}


def sheet_paper(training_class: TrainingClass, user, *, filled: bool) -> Paper:
    """Return the sheet of a class that `user` may open: to sign, or with the marks.

    Phones are hidden from whom the desk hides them too.
    """
    return attendance_sheet.paper(
        _sheet(training_class, user, filled=filled),
        head=office.head(year=timezone.localdate(timezone.now()).year),
        authority=office.authority(),
        filled=filled,
    )


def sheet_download(
    training_class: TrainingClass, user, kind: str, form: str
) -> HttpResponse:
    """Return the sheet as a file and write down who took it.

    Raises Http404 for a kind or a format that there is not.
    """
    if kind not in KINDS:
        raise Http404
    form = known_format(form)
    paper = sheet_paper(training_class, user, filled=KINDS[kind])
    _note_export(training_class, user, form)
    return download(paper, form, f"diem-danh-{training_class.code}-{kind}")


def _note_export(training_class: TrainingClass, user, form: str) -> None:
    ExportLog.objects.create(
        what=f"attendance sheet {training_class.code}",
        format=form,
        row_count=training_class.enrolments.seated().count(),
        by=user,
    )


def _sheet(training_class: TrainingClass, user, *, filled: bool) -> AttendanceSheet:
    sessions = list(
        training_class.sessions.exclude(state=SessionState.CANCELLED)
        .select_related("room__venue")
        .order_by("no")
    )
    rows = person_rows(training_class, user, training_class.enrolments.seated())
    marks = _marks(training_class) if filled else {}
    return AttendanceSheet(
        title=training_class.title,
        code=training_class.code,
        when=_when(sessions),
        place="; ".join(dict.fromkeys(str(s.room) for s in sessions if s.room)),
        trainer=name_of(training_class.lead_trainer),
        meetings=tuple(
            Meeting(s.no, f"{timezone.localtime(s.starts_at):%d/%m}") for s in sessions
        ),
        learners=tuple(_learner(row, marks) for row in rows),
    )


def _marks(training_class: TrainingClass) -> dict[int, dict[int, str]]:
    """Return what holds, by enrolment and by number of the session; one query."""
    records = AttendanceRecord.objects.filter(session__training_class=training_class)
    found: dict[int, dict[int, str]] = {}
    for enrolment, no, status in records.values_list(
        "enrolment_id", "session__no", "status"
    ):
        found.setdefault(enrolment, {})[no] = status
    return found


def _learner(row: PersonRow, marks: dict[int, dict[int, str]]) -> Learner:
    person = row.enrolment.person
    return Learner(
        name=person.full_name,
        gender=person.gender,
        birth_year=person.birth_year,
        village=person.village.name,
        phone=row.phone,
        marks=marks.get(row.enrolment.pk, {}),
    )


def _when(sessions: list) -> str:
    """Return "14:00–16:30, từ ngày 01/12/2026 đến ngày 05/12/2026"."""
    if not sessions:
        return ""
    first, last = sessions[0], sessions[-1]
    begins, ends = (
        timezone.localtime(first.starts_at),
        timezone.localtime(first.ends_at),
    )
    hours = f"{date_format(begins, 'H:i')}–{date_format(ends, 'H:i')}"
    first_day, last_day = format_date(first.starts_at), format_date(last.starts_at)
    if first_day == last_day:
        return f"{hours}, ngày {first_day}"
    return f"{hours}, từ ngày {first_day} đến ngày {last_day}"
