"""A colleague decides while the edit form is being read: both changes stand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views import generic

from commune.access import roles
from commune.desk.as_read import NAME
from tests.training.factories import a_class
from training import class_states, timetable
from training.desk.gates import OwnEditView
from training.models import ClassState, ResourceSlot

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(user_in, client):
    client.force_login(user_in(roles.TRAINING_MANAGERS))


@pytest.fixture
def meanwhile(monkeypatch):
    """Return how to slip something in between the sending of a form and its lock."""

    def slip_in(act):
        save = OwnEditView.post

        def post(view, request, *args, **kwargs):
            act()
            return save(view, request, *args, **kwargs)

        monkeypatch.setattr(OwnEditView, "post", post)

    return slip_in


def edit_title(client, lop):
    data = {
        "course": lop.course_id, "code": lop.code, "title": "Tên mới", "slug": lop.slug,
        "policy": "open", "min_age": 0, "wait_capacity": 3,
    }  # fmt: skip
    return client.post(reverse("trainingclass:edit", args=[lop.pk]), data)


def cancel(lop):
    class_states.move(lop.pk, ClassState.CANCELLED, reason="bão")


def test_class_cancelled_meanwhile_stays_cancelled(client, manager, meanwhile):
    lop = a_class()
    meanwhile(lambda: cancel(lop))
    assert edit_title(client, lop).status_code == 302
    lop.refresh_from_db()
    assert (lop.title, lop.state) == ("Tên mới", ClassState.CANCELLED)


def test_a_row_read_before_the_lock_would_undo_it(client, manager, monkeypatch):
    """Negative control: the window is real."""
    lop = a_class()

    def post(view, request, *args, **kwargs):
        view.object = view.get_object()
        cancel(lop)
        return generic.EditView.post(view, request, *args, **kwargs)

    monkeypatch.setattr(OwnEditView, "post", post)
    edit_title(client, lop)
    lop.refresh_from_db()
    assert lop.state == ClassState.OPEN


def test_session_cancelled_meanwhile_books_nothing(client, manager, meanwhile, user_in):
    trainer = user_in(roles.TRAINERS)
    session = a_class(session_count=1, lead_trainer=trainer).sessions.get()
    meanwhile(lambda: timetable.cancel(session))
    assert move(client, session, ends_at=session.ends_at).status_code == 302
    session.refresh_from_db()
    assert (session.topic, session.state) == ("Chủ đề mới", "cancelled")
    assert not ResourceSlot.objects.exists()


def move(client, session, **moments):
    data = {"topic": "Chủ đề mới", "periods": 3, "trainer": session.trainer_id or ""}
    for name in ("starts_at", "ends_at"):
        moment = timezone.localtime(moments.get(name, getattr(session, name)))
        data[name] = f"{moment:%d/%m/%Y %H:%M}"
    address = reverse("session:edit", args=[session.pk])
    data[NAME] = client.get(address).context["as_read"]
    return client.post(address, data)


def test_two_halves_of_a_time_are_not_put_together(client, manager, meanwhile):
    session = a_class(session_count=1).sessions.get()
    later = session.ends_at + timedelta(hours=1)

    def postpone():
        rows = type(session).objects.filter(pk=session.pk)
        rows.update(starts_at=later, ends_at=later + timedelta(hours=2))

    meanwhile(postpone)
    page = move(client, session, ends_at=session.ends_at + timedelta(minutes=30))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["ends_at"]
    session.refresh_from_db()
    assert (session.starts_at, session.topic != "Chủ đề mới") == (later, True)
