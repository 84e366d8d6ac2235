"""Tasks between rooms: tried at once after the commit, and again after a crash."""

import pytest
from django.db import transaction

from commune import outbox, registry
from commune.models import OutboxMessage
from commune.models.outbox import MessageState
from commune.outbox.worker import Worker
from tests.commune.outbox.clocks import NOON


@pytest.fixture
def done(monkeypatch):
    values = []
    monkeypatch.setattr(registry, "_jobs", {})
    registry.register_job("note", values.append)
    return values


@pytest.mark.django_db
def test_a_job_runs_once_right_after_the_commit(
    done, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        outbox.put_job("note", {"n": 1}, key="job-1")
        assert done == []

    assert done == [{"n": 1}]
    assert OutboxMessage.objects.get().state == MessageState.SENT
    assert Worker(clock=lambda: NOON).drain() == 0


@pytest.mark.django_db
def test_a_job_is_done_though_the_process_died_after_the_commit(done):
    outbox.put_job("note", {"n": 1}, key="job-1")  # no callback ever runs

    assert Worker(clock=lambda: NOON).drain() == 1
    assert done == [{"n": 1}]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_job_of_a_failed_transaction_never_runs(done):
    def fail():
        with transaction.atomic():
            outbox.put_job("note", {"n": 1}, key="job-1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert done == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_a_job_of_an_app_that_is_gone_waits_and_says_so(monkeypatch):
    monkeypatch.setattr(registry, "_jobs", {})
    outbox.put_job("note", {}, key="job-1")
    Worker(clock=lambda: NOON).drain()

    message = OutboxMessage.objects.get()
    assert message.state == MessageState.WAITING
    assert message.last_error.startswith("LookupError at commune.registry:")
