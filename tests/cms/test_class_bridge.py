import pytest

from cms import page_cache
from tests.training.factories import a_class
from training import class_states, timetable
from training.models import ClassState

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site]


def test_a_cancelled_class_or_session_leaves_the_stored_pages():
    lop = a_class(session_count=2)
    versions = [page_cache._shared_version()]
    timetable.cancel(lop.sessions.first())
    versions.append(page_cache._shared_version())
    class_states.move(lop.pk, ClassState.CANCELLED, reason="Thiếu người dạy")
    versions.append(page_cache._shared_version())
    assert len(set(versions)) == 3
