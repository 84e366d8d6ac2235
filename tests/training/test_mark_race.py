"""One mark's id for two sessions at the same moment: the loser is answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commune.access import roles
from tests.training.factories import a_class, enrol, times
from training import marks, timetable
from training.models import AttendanceEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def race(user_in, monkeypatch):
    """Return trainer, a mark and a batch that another session overtakes once."""
    trainer = user_in(roles.TRAINERS)
    lop = a_class(lead_trainer=trainer)
    row = enrol(lop)
    first, second = timetable.plan(lop, times(2))
    mark = marks.NewMark(uuid4(), row.uuid, "present", timezone.now())
    at = first.ends_at + timedelta(minutes=1)
    read = marks._Batch.__init__
    overtaken = []

    def read_and_be_overtaken(self, session, given, actor, moment):
        read(self, session, given, actor, moment)
        if session.pk == second.pk and not overtaken:
            overtaken.append(session)
            marks.record(first.pk, [mark], actor=trainer, at=at)

    monkeypatch.setattr(marks._Batch, "__init__", read_and_be_overtaken)
    return second, [mark], trainer, at


def test_overtaken_mark_is_rejected_with_its_reason(race):
    session, given, trainer, at = race
    answers = marks.record(session.pk, given, actor=trainer, at=at)
    assert [(a.result, a.code) for a in answers] == [("rejected", "mismatch")]
    assert AttendanceEvent.objects.count() == 1


def test_without_the_second_try_the_database_refuses(race):
    """Negative control: the window is real."""
    batch = marks._Batch(*race)
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.record()
