"""A key that cannot be used keeps nobody from sending what was typed."""

import re

import pytest

from cms import site_tree
from cms.pages import WarningPage
from commune.access import roles
from incidents.intake.log import Report, log
from incidents.models import Incident
from tests.training.factories import a_class, a_village
from training.models import Enrolment

pytestmark = [pytest.mark.whole_site, pytest.mark.django_db]
OWN = {"Sec-Fetch-Site": "same-origin"}
USED, UNUSABLE = "đã được gửi trước đó", "mở quá lâu"


@pytest.fixture
def person(client, user_in, team_leader):
    """Return an account with all screens that carry a key, logged in."""
    site_tree.create()
    user = user_in(
        *(roles.RESPONSE_LEADS, roles.TRAINING_MANAGERS, roles.WARNING_OFFICERS),
        *(roles.COMMUNITY_TEAMS, roles.RESPONDERS),
        username="tat-ca",
    )
    team_leader.team_member.user = user
    team_leader.team_member.save()
    client.force_login(user)
    return user


def learner(**fields) -> dict:
    village = a_village().code
    return {"full_name": "Bác Một (mẫu)", "birth_year": "1970", "village": village} | (
        fields
    )


def public(person):
    return f"/lop-hoc/{a_class(seat_count=9).slug}/dang-ky/", "full_name", learner()


def team(person):
    lop = a_class(seat_count=9)
    return (
        "/lam-viec/lop-hoc/dang-ky-ho/",
        "full_name",
        learner(training_class=lop.code),
    )


def office(person):
    lop = a_class(seat_count=9)
    return f"/quan-tri/trainingclass/{lop.pk}/enrol/", "full_name", learner()


def quick(person):
    return "/lam-viec/su-co/moi/", "text", {"text": "Máy báo virus"}


def incident(person) -> Incident:
    logged = log(Report("Máy tính báo virus"), actor=person, key="for-a-note")
    return Incident.objects.get(ref=logged.ref)


NOTE = {"text": "Đã gọi lại", "kind": "comment", "visibility": "team"}


def note_on_a_phone(person):
    return f"/lam-viec/su-co/{incident(person).ref}/ghi-chu/", "text", NOTE


def note_in_the_office(person):
    return f"/quan-tri/incident/note/{incident(person).pk}/", "text", NOTE


def warning(person):
    return "/lam-viec/canh-bao/moi/", "message", {
        "title": "Giả danh điện lực", "kind": "fraud", "level": "2",
        "message": "Có người gọi đòi tiền điện.", "do_now": "Dập máy.",
    }  # fmt: skip


FORMS = [public, team, office, quick, note_on_a_phone, note_in_the_office, warning]


def key_in(page: str) -> tuple[str, str]:
    """Return name and value of the hidden key of a page."""
    for tag in re.findall(r"<input[^>]+>", page):
        name = re.search(r'name="(key|request_key)"', tag)
        if name:
            return name[1], re.search(r'value="([^"]*)"', tag)[1]
    raise AssertionError("no key")


def opened(client, made) -> tuple[str, str, dict, str]:
    """Open a form; return its address, its text field, what to send, its key's name."""
    url, text, data = made
    name, value = key_in(client.get(url).content.decode())
    end = re.search(
        r'name="ends_at[^>]*value="([^"]*)"', client.get(url).content.decode()
    )
    more = {"ends_at": end[1]} if end else {}
    return url, text, data | more | {name: value}, name


def count() -> int:
    counted = (Enrolment, Incident, WarningPage)
    notes = Incident.timeline.rel.related_model.objects.filter(kind="comment")
    return sum(model.objects.count() for model in counted) + notes.count()


@pytest.mark.parametrize("form", FORMS)
def test_used_key_is_explained_and_replaced(client, person, form):
    url, text, data, key = opened(client, form(person))
    client.post(url, data, headers=OWN)
    before = count()
    again = client.post(url, data | {text: "Bác Hai mẫu"}, headers=OWN)
    page = again.content.decode()
    assert (again.status_code, count()) == (422, before)
    assert USED in page or "Nội dung trước đã được ghi nhận" in page
    assert "Bác Hai mẫu" in page
    fresh = {key: key_in(page)[1], text: "Bác Hai mẫu"}
    assert fresh[key] != data[key]
    client.post(url, data | fresh, headers=OWN)
    assert count() == before + 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("bad", ["x", "\x00", "9" * 5000])
def test_unusable_key_is_explained_and_replaced(client, person, form, bad):
    url, text, data, key = opened(client, form(person))
    before = count()
    answer = client.post(url, data | {key: bad}, headers=OWN)
    page = answer.content.decode()
    assert (answer.status_code, count()) == (422, before)
    assert UNUSABLE in page
    assert data[text] in page
    client.post(url, data | {key: key_in(page)[1]}, headers=OWN)
    assert count() == before + 1
