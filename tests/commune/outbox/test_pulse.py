"""Long work keeps its lease and shows that its worker lives; a dead one loses both.

The clock stands still; the work itself moves it, and waits each time until the pulse
has been asked for the time twice: by then its first writing is done.
"""

import threading
from datetime import timedelta

import pytest

from commune import conf, outbox, registry
from commune.models import OutboxMessage, ScheduleSlot, WorkerBeat
from commune.outbox import beats, pulse
from commune.outbox.worker import Worker
from tests.commune.outbox.clocks import NOON, Clock

pytestmark = pytest.mark.usefixtures("committed")
MINUTE = timedelta(minutes=1)
QUICK, NEVER = timedelta(milliseconds=40), timedelta(days=1)


class WatchedClock(Clock):
    """A clock that knows when another thread asks it."""

    def __init__(self):
        super().__init__(NOON)
        self.asked = threading.Semaphore(0)
        self.owner = threading.get_ident()

    def __call__(self):
        if threading.get_ident() != self.owner:
            self.asked.release()
        return self.now

    def let_time_pass(self, by: timedelta, *, has_pulse: bool) -> None:
        self.move(by)
        while self.asked.acquire(blocking=False):
            pass
        # Two beats a turn, each asks once; the fifth question ends a whole turn.
        for _question in range(5 if has_pulse else 0):
            assert self.asked.acquire(timeout=30)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Let two connections see each other's rows, and take those rows away again.

    A test marked as transactional would empty every table instead.
    """
    with django_db_blocker.unblock():
        yield
        for model in (OutboxMessage, ScheduleSlot, WorkerBeat):
            model.objects.all().delete()


@pytest.fixture
def clock():
    return WatchedClock()


@pytest.fixture
def runs(monkeypatch):
    monkeypatch.setattr(registry, "_due_work", {})
    monkeypatch.setattr(registry, "_jobs", {})
    return []


def long_run(clock, runs, step, *, has_pulse):
    """Take five steps; then a second worker looks for work."""
    runs.append("begun")
    if len(runs) > 1:
        return
    for _step in range(5):
        clock.let_time_pass(step, has_pulse=has_pulse)
    other = Worker(clock=lambda: clock.now, name="other", pulse=NEVER)
    runs.append(f"silent: {beats.is_silent(clock.now)}")
    other.tick()


@pytest.mark.parametrize(
    ("beat", "told"),
    [
        (QUICK, ["begun", "silent: False"]),
        (NEVER, ["begun", "silent: True", "begun"]),  # the control: it runs twice
    ],
)
def test_due_work_of_forty_minutes_runs_once_and_shows_itself(clock, runs, beat, told):
    def work(at):
        long_run(clock, runs, 8 * MINUTE, has_pulse=beat == QUICK)

    registry.register_due_work("long", work, every=timedelta(days=1))
    Worker(clock=clock, name="first", pulse=beat).tick()

    assert runs == told


@pytest.mark.parametrize(
    ("beat", "told"),
    [
        (QUICK, ["begun", "silent: False"]),
        (NEVER, ["begun", "silent: True", "begun"]),
    ],
)
def test_a_job_of_many_leases_runs_once(clock, runs, monkeypatch, beat, told):
    def work(values):
        long_run(clock, runs, 0.8 * conf.outbox_lease(), has_pulse=beat == QUICK)

    if beat == NEVER:  # deliver() beats four times in a lease on its own
        monkeypatch.setattr(pulse, "LONGEST_WORK", timedelta(0))
    registry.register_job("long", work)
    outbox.put(key="k", channel="job", recipient="long", subject="", body="{}")
    Worker(clock=clock, name="first", pulse=beat).drain()

    assert runs == told


def test_the_pulse_ends_with_the_work_and_gives_its_connection_back():
    before = threading.active_count()
    with pulse.beating(lambda: None, every=QUICK):
        assert threading.active_count() == before + 1

    assert threading.active_count() == before


def test_work_that_hangs_falls_silent_in_the_end(monkeypatch):
    monkeypatch.setattr(pulse, "LONGEST_WORK", 3 * QUICK)
    beaten, over = [], threading.Event()
    with pulse.beating(lambda: beaten.append(1), every=QUICK):
        [thread] = [t for t in threading.enumerate() if t.name.endswith("(_beat)")]
        thread.join(timeout=30)
        over.set()

    assert (len(beaten), over.is_set()) == (3, True)
