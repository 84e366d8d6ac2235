"""Two people merge two incidents into each other at the same moment.

The window is forced: one merge is done but not committed while the other one asks.
SQLite lets no second writer begin, so that is PostgreSQL's test; the one about a
target that was read earlier runs on both.
"""

from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction

from incidents import lifecycle, writing
from incidents.lifecycle import TransitionError
from incidents.models import Incident, Status

rows_are_locked = pytest.mark.postgres


def merge(incident: Incident, target: Incident, actor) -> None:
    lifecycle.transition(
        incident.pk, Status.MERGED, actor=actor, details={"target": target}
    )


def merge_apart(incident: Incident, target: Incident, actor, errors: list) -> None:
    """Merge over a connection of its own, as another process would."""
    try:
        merge(incident, target, actor)
    except (TransitionError, OperationalError) as error:
        errors.append(type(error))
    finally:
        connection.close()


def both_at_once(one: Incident, two: Incident, actor) -> list[type[Exception]]:
    """Merge each into the other; return what the two of them met."""
    errors: list[type[Exception]] = []
    other = Thread(target=merge_apart, args=(two, one, actor, errors))
    try:
        with transaction.atomic():
            merge(one, two, actor)
            other.start()
            other.join(timeout=2)  # without the lock it stands before its commit now
    except OperationalError as error:
        errors.append(type(error))
    other.join(timeout=30)
    return errors


def merged_count() -> int:
    return Incident.objects.filter(status=Status.MERGED).count()


@pytest.mark.django_db
def test_a_target_read_before_its_own_merge_is_looked_at_anew(make_incident, lead):
    one, two = make_incident("một"), make_incident("hai")
    read_earlier = Incident.objects.get(pk=one.pk)
    merge(one, two, lead)
    with pytest.raises(TransitionError):
        merge(two, read_earlier, lead)
    assert merged_count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@rows_are_locked
def test_of_two_merges_at_once_one_is_refused(make_incident, lead):
    met = both_at_once(make_incident("một"), make_incident("hai"), lead)
    assert met == [TransitionError]
    assert merged_count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@rows_are_locked
def test_control_with_one_lock_each_they_kill_each_other(
    make_incident, lead, monkeypatch
):
    def lock_one(incident_id, other_id, *, actor):
        incident = writing.lock(incident_id, actor=actor)
        return incident, Incident.objects.get(pk=other_id)

    monkeypatch.setattr(writing, "lock_pair", lock_one)
    met = both_at_once(make_incident("một"), make_incident("hai"), lead)
    assert met == [OperationalError]
