"""Many people enrol in one class at once, through two server processes.

The parts of the drill; `test_seat_race.py` runs them. The database is a copy of the
tests' own, so nothing is migrated twice and nothing has to be cleaned up.
"""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
SLUG = "lop-dua"
START_SECONDS = 60


@dataclass
class Outcome:
    """How the requests were answered, how long they took, and what is stored."""

    answers: Counter
    seconds: float
    slowest: float
    stored: Counter
    seats: int
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{dict(self.answers)} in {self.seconds:.1f} s, slowest"
            f" {self.slowest:.1f} s; stored {dict(self.stored)}, {self.seats} seats"
        )


@dataclass
class Site:
    """Two gunicorn processes over one database."""

    database_url: str
    folder: Path
    wsgi: str = "config.wsgi:application"
    ports: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
            "TRUSTED_PROXIES": "127.0.0.1/32",
            "XASO_VAR": str(self.folder),
        }

    def prepare(self, *, seats: int, waiting: int) -> None:
        command = [sys.executable, "-m", "tests.drills.prepare_race", SLUG]
        subprocess.run(
            [*command, str(seats), str(waiting)],
            cwd=ROOT,
            env=self.environment,
            check=True,
        )

    def start(self) -> None:
        for _ in range(2):
            port = free_port()
            command = [
                sys.executable, "-m", "gunicorn", self.wsgi, "--workers", "1",
                "--threads", "8", "--bind", f"127.0.0.1:{port}",
                "--log-level", "critical", "--timeout", "90",
            ]  # fmt: skip
            with (self.folder / f"{port}.log").open("wb") as log:
                process = subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
                )
            self.processes.append(process)
            self.ports.append(port)
        for port in self.ports:
            wait_until_ready(port)

    def stop(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=30)


@contextmanager
def running(site: Site):
    try:
        site.start()
        yield site
    finally:
        site.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if get(port, "/readyz") == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"port {port} did not answer")


def get(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
        link.request("GET", path)
        return link.getresponse().status


def enrol(port: int, number: int, barrier: Barrier) -> tuple[int, float]:
    """Post one person's form from an address of its own; return status and seconds."""
    body = urlencode(
        {
            "full_name": f"Người dân mẫu thứ {spelled(number)}",
            "birth_year": 1950 + number % 50,
            "village": "TH01",
            "request_key": str(uuid4()),
        }
    )
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://127.0.0.1:{port}",
        "Host": f"127.0.0.1:{port}",
        "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}",
    }
    barrier.wait()
    begun = time.monotonic()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=90)) as link:
        link.request("POST", f"/lop-hoc/{SLUG}/dang-ky/", body, headers)
        status = link.getresponse().status
    return status, time.monotonic() - begun


def spelled(number: int) -> str:
    """Return a name for a number: names hold no long rows of digits."""
    words = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
    return " ".join(words[int(digit)] for digit in str(number))


def race(site: Site, people: int) -> Outcome:
    """Let so many people press the button at the same moment."""
    barrier = Barrier(people)
    with ThreadPoolExecutor(people) as pool:
        begun = time.monotonic()
        sent = [
            pool.submit(enrol, site.ports[number % 2], number, barrier)
            for number in range(people)
        ]
        done = [future.result() for future in sent]
    stored, seats = what_is_stored(site.database_url)
    return Outcome(
        answers=Counter(status for status, _seconds in done),
        seconds=time.monotonic() - begun,
        slowest=max(seconds for _status, seconds in done),
        stored=stored,
        seats=seats,
        errors=logged_errors(site.folder),
    )


def logged_errors(folder: Path) -> list[str]:
    lines = [
        line
        for log in folder.glob("*.log")
        for line in log.read_text(errors="replace").splitlines()
    ]
    return [line for line in lines if "Error" in line]


@contextmanager
def connected(database_url: str):
    """Open the database with its bare driver, outside Django."""
    if database_url.startswith("sqlite"):
        path = database_url.removeprefix("sqlite:///")
        link = sqlite3.connect(path, timeout=30, isolation_level=None)
    else:
        import psycopg

        link = psycopg.connect(
            database_url.replace("postgres://", "postgresql://"), autocommit=True
        )
    try:
        yield link
    finally:
        link.close()


def what_is_stored(database_url: str) -> tuple[Counter, int]:
    """Return the number of enrolments by status, and of different seats taken."""
    with connected(database_url) as link:
        rows = link.execute("SELECT status, seat_id FROM training_enrolment").fetchall()
    taken = {seat for _status, seat in rows if seat is not None}
    return Counter(status for status, _seat in rows), len(taken)


def count_then_insert(database_url: str, *, people: int, seats: int) -> int:
    """Sell seats as the peers do, on a table without constraint; return how many.

    Everybody counts before anybody inserts: the window that a busy server opens by
    itself is held open here, so that the control does not depend on luck.
    """
    with connected(database_url) as link:
        link.execute("CREATE TABLE scratch_seat (person integer)")
    barrier = Barrier(people)

    def sell(person: int) -> None:
        with connected(database_url) as link:
            taken = link.execute("SELECT count(*) FROM scratch_seat").fetchone()[0]
            barrier.wait()
            if taken < seats:
                link.execute(f"INSERT INTO scratch_seat VALUES ({person:d})")

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(sell, range(1, people + 1)))
    with connected(database_url) as link:
        return link.execute("SELECT count(*) FROM scratch_seat").fetchone()[0]
