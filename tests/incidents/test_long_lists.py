"""A list that is longer than its page says so and shows the way to the rest."""

import re

import pytest
from django.urls import reverse

from incidents import timeline
from incidents.desk import index
from incidents.models import EntryKind
from incidents.reports import gather

pytestmark = pytest.mark.django_db
LIST = reverse("incident:index")


@pytest.fixture
def busy(make_incident, responder):
    """Return an incident on which a hundred actions were noted: "việc số 000" on."""
    incident = make_incident(tlp="GREEN")
    for number in range(100):
        timeline.record(
            incident,
            f"việc số {number:03}",
            kind=EntryKind.ACTION,
            author=responder,
            visibility="reporter",
        )
    return incident


def read_on(client, url: str) -> list[str]:
    """Follow the link to the next page to the end; return the actions in order."""
    found, step = [], ""
    while True:
        page = client.get(url + step).content.decode()
        found += re.findall(r"việc số \d{3}", page)
        link = re.search(r'rel="next" href="(\?page=\d+)', page)
        if link is None:
            return found
        step = link[1]


ALL = [f"việc số {number:03}" for number in reversed(range(100))]


def test_the_desk_shows_the_whole_story_by_pages(client, lead, busy):
    client.force_login(lead)
    url = reverse("incident:inspect", args=[busy.pk])
    assert read_on(client, url) == ALL
    assert "Trang 1 / 2" in client.get(url).content.decode()
    assert client.get(f"{url}?page=999").status_code == 200
    assert client.get(f"{url}?page=x").status_code == 200


def test_the_phone_shows_the_whole_timeline_by_pages(client, lead, busy):
    client.force_login(lead)
    assert read_on(client, f"/lam-viec/su-co/{busy.ref}/") == ALL


def test_who_reported_reads_all_lines_too(client, team_leader, make_incident):
    incident = make_incident(actor=team_leader)
    for number in range(31):
        timeline.record(incident, f"việc số {number:03}", visibility="reporter")
    client.force_login(team_leader)
    assert len(read_on(client, f"/lam-viec/su-co/{incident.ref}/")) == 31


def test_a_report_tells_the_latest_measures_and_how_many_came_before(busy):
    paper = str(gather.quick_paper(busy))
    told = re.findall(r"việc số (\d{3})", paper)
    assert told == [f"{number:03}" for number in range(80, 100)]
    assert "Trước đó còn 80 biện pháp" in paper


def test_an_export_above_the_limit_is_refused_and_says_why(
    client, lead, make_incident, monkeypatch
):
    monkeypatch.setattr(index, "EXPORT_LIMIT", 2)
    client.force_login(lead)
    for _number in range(2):
        make_incident("máy báo virus")
    assert client.get(f"{LIST}?export=csv").status_code == 200
    make_incident("máy báo virus")
    refused = client.get(f"{LIST}?export=csv&q=virus")
    assert refused.url == f"{LIST}?q=virus"
    assert "nhiều hơn 2 dòng" in client.get(refused.url).content.decode()
