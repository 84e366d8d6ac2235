import pytest

from commune.models import OutboxMessage
from tests.training.factories import a_class, a_room, enrol
from training import class_states, signals, timetable
from training.class_states import NEXT_STATES, ClassStateError
from training.models import ClassState, ResourceSlot, Status

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "to"),
    [(a, b) for a in ClassState for b in ClassState if b not in NEXT_STATES[a]],
)
def test_forbidden_move_is_refused(state, to):
    lop = a_class(state=state, session_count=1)
    with pytest.raises(ClassStateError):
        class_states.move(lop.pk, to, reason="x")
    lop.refresh_from_db()
    assert lop.state == state


def test_opening_freezes_the_syllabus_and_tells_once_after_commit(
    django_capture_on_commit_callbacks,
):
    heard = []

    def listen(sender, news, **kwargs):
        heard.append(news)

    signals.class_opened.connect(listen)
    lop = a_class(state=ClassState.DRAFT, session_count=2, seat_count=7)
    with django_capture_on_commit_callbacks(execute=True):
        class_states.move(lop.pk, ClassState.OPEN)
        assert heard == []
    signals.class_opened.disconnect(listen)
    lop.refresh_from_db()
    assert lop.syllabus_snapshot["outline"][0] == ["Làm quen điện thoại", "mở khóa"]
    assert [(n["code"], n["seats_total"], n["url"]) for n in heard] == [
        (lop.code, 7, f"/lop-hoc/{lop.slug}/")
    ]


def test_class_without_sessions_does_not_open():
    lop = a_class(state=ClassState.DRAFT)
    with pytest.raises(ClassStateError) as error:
        class_states.move(lop.pk, ClassState.OPEN)
    assert error.value.code == "unready"


def test_cancelling_needs_a_reason_ends_enrolments_and_frees_the_room(user_in):
    trainer = user_in("Trainers")
    lop = a_class(seat_count=1, session_count=2, lead_trainer=trainer)
    rows = [enrol(lop), enrol(lop)]
    with pytest.raises(ClassStateError):
        class_states.move(lop.pk, ClassState.CANCELLED)
    class_states.move(lop.pk, ClassState.CANCELLED, reason="bão")
    for row in rows:
        row.refresh_from_db()
        assert (row.status, row.seat) == (Status.CLASS_CANCELLED, None)
    assert OutboxMessage.objects.count() == 2
    assert not ResourceSlot.objects.exists()
    assert set(lop.sessions.values_list("state", flat=True)) == {"cancelled"}


def test_a_cancelled_session_that_is_edited_books_no_room():
    session = a_class(session_count=1).sessions.get()
    timetable.cancel(session)
    session.room = a_room()
    timetable.change(session)
    assert not ResourceSlot.objects.filter(session=session).exists()
