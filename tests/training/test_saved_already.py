"""The Save button under a list that taps have saved by themselves."""

import pytest
from django.contrib.messages import get_messages

from commune.access import roles
from tests.shown_form import as_shown
from tests.training.factories import a_class, enrol
from training.models import AttendanceEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def marking_page(client, user_in):
    """Return the address of the list of a class with two learners."""
    trainer = user_in(roles.TRAINERS)
    client.force_login(trainer)
    lop = a_class(lead_trainer=trainer, session_count=1)
    enrol(lop)
    enrol(lop)
    return lop.sessions.get().get_marking_url()


def save(client, url: str, **fields) -> list[str]:
    """Send the list as it is shown and return what is said then."""
    shown = as_shown(client.get(url).content.decode())
    response = client.post(url, shown | fields)
    told = [str(message) for message in get_messages(response.wsgi_request)]
    client.get(url)  # shows the messages, so that the next ones stand alone
    return told


def test_saving_again_says_that_all_is_saved(client, marking_page):
    row = client.get(marking_page).context["roster"][0]
    unmarked = save(client, marking_page)
    first = save(client, marking_page, **{f"m-{row['enrolment']}": "present"})
    again = save(client, marking_page)
    assert [len(told) for told in (unmarked, first, again)] == [1, 1, 1]
    assert len({*unmarked, *first, *again}) == 3
    assert AttendanceEvent.objects.count() == 1
