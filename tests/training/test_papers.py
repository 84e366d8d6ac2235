"""The attendance sheet: from the desk and from the trainer's phone."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from commune.access import roles
from tests.training.factories import a_class, enrol
from training import marks
from training.field.marking import posted_marks
from training.models import ClassState, ExportLog, TrainingClass

pytestmark = pytest.mark.django_db
ALL = [(kind, form) for kind in ("ky-nhan", "da-diem-danh") for form in ("pdf", "docx")]


@pytest.fixture
def trainer(user_in):
    return user_in(roles.TRAINERS, username="giangvien")


@pytest.fixture
def lop(trainer):
    made = a_class(lead_trainer=trainer, seat_count=3, session_count=2)
    enrol(made, "Nguyễn Thị Hường", phone="+842400000001", phone_of="self")
    return made


def desk(lop, kind="ky-nhan", form="pdf") -> str:
    return reverse("trainingclass:sheet", args=[lop.pk, kind, form])


def phone(lop, kind="ky-nhan", form="pdf") -> str:
    ref = lop.sessions.order_by("no").first().ref
    return reverse("training:session_sheet", args=[ref, kind, form])


def words(response) -> str:
    if response["Content-Type"] == "application/pdf":
        document = pypdfium2.PdfDocument(response.content)
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    document = Document(io.BytesIO(response.content))
    return "\n".join(
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    )


def mark(lop, trainer, status):
    session = lop.sessions.order_by("no").first()
    row = marks.roster(session)[0]
    posted = {f"m-{row['enrolment']}": status}
    now = timezone.now()
    new = posted_marks(posted, [row], trainer, now)
    marks.record(session.pk, new, actor=trainer, at=now)


@pytest.mark.parametrize(("kind", "form"), ALL)
@pytest.mark.parametrize("address", [desk, phone])
def test_trainer_gets_the_sheet_of_the_own_class(
    client, trainer, lop, kind, form, address
):
    client.force_login(trainer)
    response = client.get(address(lop, kind, form))

    assert response.status_code == 200
    assert "Nguyễn Thị Hường" in words(response)
    assert "no-store" in response["Cache-Control"]
    name = f"diem-danh-{lop.code.lower()}-{kind}.{form}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_marks_stand_on_the_filled_sheet_alone(client, trainer, lop):
    mark(lop, trainer, "late")
    client.force_login(trainer)

    cells = words(client.get(desk(lop, "da-diem-danh", "docx"))).split("\n")
    assert "M" in cells
    assert "M" not in words(client.get(desk(lop, "ky-nhan", "docx"))).split("\n")


def test_every_sheet_taken_is_written_down(client, trainer, lop):
    client.force_login(trainer)
    client.get(desk(lop))
    client.get(phone(lop, "da-diem-danh", "docx"))

    rows = ExportLog.objects.order_by("pk").values_list("format", "row_count", "by")
    assert list(rows) == [("pdf", 1, trainer.pk), ("docx", 1, trainer.pk)]


def test_phones_are_hidden_from_the_trainer_when_the_class_is_over(
    client, trainer, lop
):
    client.force_login(trainer)
    assert "0001" in words(client.get(desk(lop)))

    TrainingClass.objects.filter(pk=lop.pk).update(state=ClassState.LOCKED)
    text = words(client.get(desk(lop)))
    assert "0001" not in text.replace("\u00a0", " ")
    assert "001" in text


@pytest.mark.parametrize("address", [desk, phone])
def test_class_of_another_trainer_is_not_there(client, user_in, lop, address):
    client.force_login(user_in(roles.TRAINERS, username="khac"))

    assert client.get(address(lop)).status_code == 404
    assert not ExportLog.objects.exists()


@pytest.mark.parametrize("role", [roles.EDITORS, roles.RESPONDERS, roles.LEADERSHIP])
def test_other_roles_get_no_sheet(client, user_in, lop, role):
    client.force_login(user_in(role))

    assert client.get(phone(lop)).status_code == 403
    assert client.get(desk(lop)).status_code in {302, 403}
    assert not ExportLog.objects.exists()


@pytest.mark.parametrize(("kind", "form"), [("ky-nhan", "odt"), ("khac", "pdf")])
@pytest.mark.parametrize("address", [desk, phone])
def test_unknown_kind_or_format_is_not_there(client, trainer, lop, kind, form, address):
    client.force_login(trainer)

    assert client.get(address(lop, kind, form)).status_code == 404


def test_screens_lead_to_the_sheets(client, trainer, lop):
    client.force_login(trainer)
    people = client.get(reverse("trainingclass:participants", args=[lop.pk]))
    session = lop.sessions.order_by("no").first()
    marking = client.get(session.get_marking_url())

    for kind, form in ALL:
        assert f'href="{desk(lop, kind, form)}"' in people.text
        assert f'href="{phone(lop, kind, form)}"' in marking.text
