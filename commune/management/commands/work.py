import signal
import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from commune.outbox import worker

PAUSE_SECONDS = 5


class Command(BaseCommand):
    help = "Send messages, reminders and due work; the one background process."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Do what is due, then stop."
        )

    def handle(self, *, once, **options):
        if once:
            done = worker.tick(timezone.now())
            self.stdout.write(str(done))
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stop.set())
        while not stop.is_set():
            worker.tick(timezone.now())
            close_old_connections()
            stop.wait(PAUSE_SECONDS)
