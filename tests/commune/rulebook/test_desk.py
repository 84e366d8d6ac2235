"""The rulebook in the admin: lists that warn, checking, files out and in."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from commune.access import roles
from commune.models import ConsentWording, Holiday, OfficeHours
from commune.rulebook.books import books
from commune.rulebook.exporting import export

pytestmark = pytest.mark.django_db
OVERVIEW = reverse("commune_rulebook")
IMPORT = reverse("commune_rulebook_import")
EXPORT = reverse("commune_rulebook_export")
NEW = """holiday:
- {code: tet-2027-1, label: Tết Nguyên đán 2027, day: 2027-02-06}
"""


@pytest.fixture
def administrator(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS))
    return client


def upload(client, text: str):
    file = SimpleUploadedFile("so.yaml", text.encode(), "application/yaml")
    return client.post(IMPORT, {"file": file})


def edit_form(client, row) -> dict:
    address = reverse(f"{row._meta.model_name}:edit", args=[row.pk])
    page = client.get(address).context
    form = page["form"]
    values = {name: form[name].value() for name in form.fields}
    values |= {page["as_read_name"]: page["as_read"]}
    return address, {
        k: v for k, v in values.items() if v is not None and v is not False
    }


def test_the_overview_names_each_book_that_one_may_read(user_in, client):
    client.force_login(user_in(roles.ADMINISTRATORS, roles.RESPONSE_LEADS))
    shown = {entry.name for entry in client.get(OVERVIEW).context["books"]}
    assert {"holiday", "retentionperiod", "deadlinerule", "recipient"} <= shown
    client.force_login(user_in(roles.RESPONDERS))
    shown = {entry.name for entry in client.get(OVERVIEW).context["books"]}
    assert "deadlinerule" in shown
    assert "holiday" not in shown


@pytest.mark.parametrize("role", [roles.EDITORS, roles.TRAINERS])
def test_who_may_read_none_gets_nothing(user_in, client, role):
    client.force_login(user_in(role))
    assert [client.get(url).status_code for url in (OVERVIEW, EXPORT)] == [302, 302]
    assert upload(client, NEW).status_code == 302
    assert not Holiday.objects.filter(code="tet-2027-1").exists()


@pytest.mark.parametrize("name", ["holiday", "speechabbreviation", "retentionperiod"])
def test_a_list_warns_of_what_was_not_checked(administrator, name):
    page = administrator.get(reverse(f"{name}:index")).content.decode()
    assert "Cần đối chiếu</span>" in page
    books()[name].objects.update(verified_on=timezone.localdate())
    page = administrator.get(reverse(f"{name}:index")).content.decode()
    assert "Cần đối chiếu</span>" not in page


def test_the_filter_finds_what_was_checked_too_long_ago(administrator):
    today = timezone.localdate()
    Holiday.objects.update(verified_on=today)
    old = Holiday.objects.first()
    old.verified_on = today - timedelta(days=181)
    old.save()
    page = administrator.get(reverse("holiday:index"), {"verification": "due"})
    assert [row.pk for row in page.context["object_list"]] == [old.pk]


def test_checking_is_one_press_and_says_who(administrator):
    row = Holiday.objects.first()
    address = reverse("holiday:verify", args=[row.pk])
    assert row.label in administrator.get(address).content.decode()
    row.refresh_from_db()
    assert row.verified_on is None
    administrator.post(address)
    row.refresh_from_db()
    assert row.verified_on == timezone.localdate()
    assert row.verified_by.username == "administrators"


def test_reading_alone_gives_no_right_to_check(user_in, client):
    rows = books()["deadlinerule"].objects
    address = reverse("deadlinerule:verify", args=[rows.first().pk])
    client.force_login(user_in(roles.RESPONDERS))
    assert client.post(address).status_code == 302
    assert not rows.exclude(verified_on=None).exists()


def test_an_edit_of_a_used_row_makes_its_successor(administrator):
    row = OfficeHours.objects.get(code="mon-am")
    address, form = edit_form(administrator, row)
    administrator.post(address, form | {"opens": "08:00"})
    old, new = OfficeHours.objects.filter(code="mon-am").order_by("valid_from")
    assert (old.pk, old.opens.hour, old.valid_to) == (row.pk, 7, timezone.localdate())
    assert (new.opens.hour, new.valid_to) == (8, None)


def test_a_stale_form_of_a_row_that_has_ended_is_refused_in_words(administrator):
    row = OfficeHours.objects.get(code="mon-am")
    address, form = edit_form(administrator, row)
    administrator.post(address, form | {"opens": "08:00"})
    page = administrator.post(address, form | {"opens": "09:00"})
    assert list(page.context["form"].errors) == ["opens"]
    newest = OfficeHours.objects.get(code="mon-am", valid_to=None)
    way = reverse("officehours:edit", args=[newest.pk])
    assert f'<a href="{way}" target="_blank">' in page.text
    assert page.context["form"]["opens"].value() == "09:00"
    assert OfficeHours.objects.filter(code="mon-am").count() == 2


def test_a_second_correction_of_a_day_says_that_it_waits(administrator):
    row = OfficeHours.objects.get(code="mon-am")
    for opens in ("08:00", "08:30"):
        newest = OfficeHours.objects.get(code=row.code, valid_to=None)
        address, form = edit_form(administrator, newest)
        page = administrator.post(address, form | {"opens": opens}, follow=True)
        newest = OfficeHours.objects.get(code=row.code, valid_to=None)
        assert f"{newest.valid_from:%d/%m/%Y}" in " ".join(
            str(message) for message in page.context["messages"]
        )
    assert newest.valid_from == timezone.localdate() + timedelta(days=1)


def test_the_first_day_of_a_used_row_stays(administrator):
    row = OfficeHours.objects.get(code="mon-am")
    address, form = edit_form(administrator, row)
    page = administrator.post(address, form | {"valid_from": "01/08/2025"})
    assert list(page.context["form"].errors) == ["valid_from"]
    assert OfficeHours.objects.filter(code="mon-am").count() == 1


def test_an_edit_of_an_unused_row_changes_it(administrator):
    row = ConsentWording.objects.first()
    address, form = edit_form(administrator, row)
    administrator.post(address, form | {"label": "Nhãn mới"})
    row.refresh_from_db()
    assert row.label == "Nhãn mới"


def test_a_version_that_overlaps_is_refused_beside_the_field(administrator):
    row = Holiday.objects.first()
    form = edit_form(administrator, row)[1] | {"valid_from": "01/01/2026"}
    page = administrator.post(reverse("holiday:add"), form)
    assert list(page.context["form"].errors) == ["valid_from"]
    assert page.context["form"]["label"].value() == row.label


def test_the_download_is_what_the_account_may_read(administrator):
    answer = administrator.get(EXPORT, {"so": "holiday"})
    assert answer.content.decode() == export([Holiday])
    assert "attachment" in answer["Content-Disposition"]
    whole = administrator.get(EXPORT).content.decode()
    assert "\nofficehours:\n" in whole
    assert "deadlinerule:" not in whole


def test_a_file_is_shown_first_and_taken_over_when_confirmed(administrator):
    page = upload(administrator, NEW)
    (step,) = page.context["steps"]
    assert (step["act"], step["book"], step["code"]) == (
        "new",
        "Các ngày nghỉ lễ",
        "tet-2027-1",
    )
    assert not Holiday.objects.filter(code="tet-2027-1").exists()
    answer = administrator.post(IMPORT, {"name": "so.yaml", "text": NEW})
    assert answer.status_code == 302
    assert Holiday.objects.filter(code="tet-2027-1").count() == 1
    again = administrator.post(IMPORT, {"name": "so.yaml", "text": NEW})
    assert again.status_code == 302
    assert Holiday.objects.filter(code="tet-2027-1").count() == 1


@pytest.mark.parametrize("is_final", [False, True])
def test_a_wrong_file_is_told_by_file_row_and_column(administrator, is_final):
    text = NEW + "- {code: x, label: x, day: mai}\n"
    page = (
        administrator.post(IMPORT, {"name": "so.yaml", "text": text})
        if is_final
        else upload(administrator, text)
    )
    (placed,) = page.context["faults"]
    fault = placed["fault"]
    assert (fault.file, fault.row, fault.column) == ("so.yaml", 2, "day")
    assert not Holiday.objects.filter(code="tet-2027-1").exists()


def test_a_book_that_one_may_not_change_is_refused(administrator):
    page = upload(administrator, "deadlinerule:\n- {code: x, label: x}\n")
    assert [f["fault"].book for f in page.context["faults"]] == ["deadlinerule"]


def test_the_preview_says_what_was_and_what_will_be(administrator):
    text = export([Holiday]).replace("Quốc khánh 2027", "Ngày Quốc khánh")
    (step,) = upload(administrator, text).context["steps"]
    assert step["changes"] == [("Nhãn", "Quốc khánh 2027", "Ngày Quốc khánh")]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"x" * 1_000_001])
def test_a_file_that_is_none_gets_a_message_beside_the_field(administrator, content):
    page = administrator.post(IMPORT, {"file": SimpleUploadedFile("a.yaml", content)})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["file"]


def test_the_start_page_counts_what_is_to_be_checked(administrator):
    assert "Quy định cần đối chiếu" in administrator.get("/lam-viec/").content.decode()
    for model in books().values():
        model.objects.update(verified_on=timezone.localdate())
    page = administrator.get("/lam-viec/").content.decode()
    assert "Quy định cần đối chiếu" not in page
