"""Two workers, killed again and again while they send; then two that may finish.

Run as a program over DATABASE_URL: it fills the outbox, forks `manage.py
work` processes from one that has Django loaded already (a start takes three seconds
otherwise), and prints its findings as JSON.
"""

import argparse
import hashlib
import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

LONGEST_LIFE = 20.0
PAUSE = 3.0  # longer than a lease
DEADLINE = 240.0
TICK = 0.003


@dataclass
class Child:
    """A worker; `first_sign` is a pipe that it closes when it sends for the first time.

    From then on `life` and `pause_after` count, in seconds: who dies while it starts
    proves nothing.
    """

    pid: int
    first_sign: int
    life: float = float("inf")
    pause_after: float | None = None
    kill_at: float = float("inf")
    pause_at: float | None = None
    resume_at: float | None = None

    @property
    def name(self) -> str:
        from commune.outbox.worker import own_name

        return own_name(self.pid)

    def look_for_first_sign(self, now: float) -> None:
        if self.first_sign >= 0 and select.select([self.first_sign], [], [], 0)[0]:
            os.close(self.first_sign)
            self.first_sign = -1
            self.kill_at = now + self.life
            if self.pause_after is not None:
                self.pause_at = now + self.pause_after


@dataclass
class Drill:
    """The run: how many deaths are wanted and how many there have been."""

    kills: int
    pauses: int
    dice: random.Random
    log: Path
    is_careless: bool = False
    killed: int = 0
    paused: int = 0
    odd_ends: list[str] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)

    def run(self) -> None:
        until = time.monotonic() + DEADLINE
        while self.killed < self.kills and time.monotonic() < until:
            while len(self.children) < 2:
                self.children.append(self.doomed_child())
            self.watch()
            time.sleep(TICK)
        self.end_all(signal.SIGKILL)

    def finish(self) -> None:
        """Let two workers live until everything is final, and end them politely.

        A SIGTERM that comes before a worker listens for it is a plain death: only who
        has shown itself once is asked to end.
        """
        self.children = [self.fork("", 0) for _ in range(2)]
        names = {child.name for child in self.children}
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            if have_shown_themselves(names) and is_everything_final():
                break
            time.sleep(0.2)
        self.end_all(signal.SIGTERM)

    def doomed_child(self) -> Child:
        """Fork a worker that will die: by its own hand at a point, or by ours."""
        point = self.dice.choice(["before", "after", ""])
        child = self.fork(point, self.dice.randint(1, 20))
        child.life = LONGEST_LIFE if point else self.dice.uniform(0.0, 0.4)
        child.kill_at = time.monotonic() + LONGEST_LIFE
        if self.paused < self.pauses:
            self.paused += 1
            child.pause_after = self.dice.uniform(0.0, 0.2)
            child.life += PAUSE + 1
        return child

    def fork(self, point: str, sendings: int) -> Child:
        from django.db import connections

        connections.close_all()
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)
            self.live(point, sendings, theirs)
        os.close(theirs)
        return Child(pid, ours)

    def live(self, point: str, sendings: int, first_sign: int) -> None:
        """Be `manage.py work`; never returns."""
        from django.core.management import execute_from_command_line

        from tests.drills.careless import take_away_the_lease
        from tests.drills.sink import fate

        log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(log, 1)
        os.dup2(log, 2)
        fate.point, fate.sendings_left, fate.first_sign = point, sendings, first_sign
        if self.is_careless:
            take_away_the_lease()
        code = 1
        try:
            execute_from_command_line(["manage.py", "work", "--skip-checks"])
            code = 0
        finally:
            os._exit(code)

    def watch(self) -> None:
        """Kill, stop and wake whose time has come; bury the dead."""
        now = time.monotonic()
        for child in self.children:
            child.look_for_first_sign(now)
            if child.pause_at and now >= child.pause_at:
                os.kill(child.pid, signal.SIGSTOP)
                child.pause_at, child.resume_at = None, now + PAUSE
            elif child.resume_at and now >= child.resume_at:
                os.kill(child.pid, signal.SIGCONT)
                child.resume_at = None
            elif now >= child.kill_at:
                os.kill(child.pid, signal.SIGKILL)
        self.children = [child for child in self.children if not self.is_buried(child)]

    def is_buried(self, child: Child, options: int = os.WNOHANG) -> bool:
        pid, status = os.waitpid(child.pid, options)
        if pid == 0:
            return False
        if child.first_sign >= 0:
            os.close(child.first_sign)
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGKILL:
            self.killed += 1
        elif code != 0:
            self.odd_ends.append(f"exit {code}")
        return True

    def end_all(self, number: int) -> None:
        for child in self.children:
            os.kill(child.pid, number)
            self.is_buried(child, 0)
        self.children = []


def fill(count: int) -> None:
    """Put messages that are due: of ten, seven by the sink and three as files."""
    from django.db import transaction
    from django.utils import timezone

    from commune import outbox

    due_at = timezone.now() + timedelta(milliseconds=1)
    with transaction.atomic():
        for number in range(count):
            outbox.put(
                key=f"reminder-{number:04d}",
                channel="sms" if number % 10 < 7 else "zalo",
                recipient="+84900000000",
                subject="Nhắc lịch",
                body="Mẫu",
                due_at=due_at,
            )


def is_everything_final() -> bool:
    from commune.models import OutboxMessage

    return not OutboxMessage.objects.filter(state__in=["waiting", "sending"]).exists()


def have_shown_themselves(names: set[str]) -> bool:
    from commune.models import WorkerBeat

    return WorkerBeat.objects.filter(name__in=names).count() == len(names)


def findings(drill: Drill) -> dict:
    """Compare what the rows say with what is on the disk."""
    from django.conf import settings

    from commune.models import OutboxMessage

    states = {"sms": {}, "zalo": {}}
    for row in OutboxMessage.objects.all():
        states[row.channel][row.key] = row.state
    lines = settings.SINK.read_text().split() if settings.SINK.exists() else []
    sent = Counter(lines)
    files = {path.stem for path in (settings.OUTBOX_FILE_DIR / "zalo").glob("*.json")}
    marked = [key for key, state in states["sms"].items() if state == "sent"]
    return {
        "killed": drill.killed,
        "sms": Counter(states["sms"].values()),
        "zalo": Counter(states["zalo"].values()),
        "twice": sum(1 for count in sent.values() if count > 1),
        "lost": sum(1 for key in marked if not sent[key]),
        "maybe_that_arrived": sum(
            1 for key, state in states["sms"].items() if state == "maybe" and sent[key]
        ),
        "files_missing": sum(1 for key in states["zalo"] if named(key) not in files),
        "odd_ends": drill.odd_ends,
    }


def named(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--pauses", type=int, default=0)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--careless", action="store_true")
    options = parser.parse_args()

    import django

    django.setup()
    from django.conf import settings

    fill(options.messages)
    drill = Drill(
        kills=options.kills,
        pauses=options.pauses,
        dice=random.Random(options.seed),
        log=settings.VAR / "workers.log",
        is_careless=options.careless,
    )
    begun = time.monotonic()
    drill.run()
    drill.finish()
    found = findings(drill) | {"seconds": round(time.monotonic() - begun, 1)}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
