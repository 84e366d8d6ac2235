"""`manage.py work`: polite ends, and a database that is away for a while."""

import os
import signal

import pytest
from django.db import OperationalError

from commune.management.commands import work
from commune.management.commands.work import Loop, told_by_signals
from commune.models import WorkerBeat
from commune.outbox.worker import Worker
from tests.commune.outbox.clocks import NOON


class Stop:
    """A stop flag whose every pause is counted and cuts the loop off in the end."""

    def __init__(self, pauses: int):
        self.pauses, self.is_on = pauses, False

    def is_set(self):
        return self.is_on or self.pauses <= 0

    def set(self):
        self.is_on = True

    def wait(self, seconds):
        self.pauses -= 1


def test_a_database_away_is_waited_for_and_logged_once(monkeypatch, caplog):
    answers = [OperationalError(), OperationalError(), OperationalError(), 0]

    def tick(self):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Worker, "tick", tick)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)
    monkeypatch.setattr(work.connections, "close_all", lambda: None)
    Loop(Worker(), Stop(4)).run()

    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["work.database_away OperationalError", "work.database_back"]


def test_sigterm_sets_the_flag_and_the_old_handler_comes_back():
    before = signal.getsignal(signal.SIGTERM)
    stop = Stop(1)
    with told_by_signals(stop):
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.is_set()
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.django_db
def test_a_busy_worker_shows_itself_twice_a_minute_at_most(django_assert_num_queries):
    worker = Worker(clock=lambda: NOON, name="w")
    worker.beat()
    with django_assert_num_queries(0):
        worker.beat()

    assert WorkerBeat.objects.get().last_tick_at == NOON
