import logging
import signal
import threading
from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connections

from commune.outbox import beats
from commune.outbox.worker import Worker

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Send messages, reminders and due work; the one background process."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Do what is due, then stop."
        )

    def handle(self, *, once, **options):
        stop = threading.Event()
        worker = Worker(stopped=stop.is_set)
        with told_by_signals(stop):
            if once:
                self.stdout.write(str(worker.tick() + worker.drain()))
            else:
                Loop(worker, stop).run()
        try:
            beats.stop(worker.name, at=worker.clock())
        except Error:
            logger.warning("work.stopped without a database")


@contextmanager
def told_by_signals(stop: threading.Event):
    """Let SIGTERM and SIGINT set `stop`: the message in hand is finished first."""
    before = {
        number: signal.signal(number, lambda *_args: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Loop:
    """Tick until told to stop; wait for a database that is away, and log it once."""

    def __init__(self, worker: Worker, stop: threading.Event):
        self.worker, self.stop = worker, stop
        self.is_away = False

    def run(self) -> None:
        while not self.stop.is_set():
            done = self.step()
            close_old_connections()
            if not done:
                self.stop.wait(PAUSE_SECONDS)

    def step(self) -> int:
        """Tick once and return what was done; 0 while the database is away."""
        try:
            done = self.worker.tick()
        except Error as error:
            if not self.is_away:
                logger.error("work.database_away %s", type(error).__name__)  # noqa: TRY400
            self.is_away = True
            connections.close_all()
            return 0
        if self.is_away:
            logger.warning("work.database_back")
        self.is_away = False
        return done
