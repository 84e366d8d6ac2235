"""The one background process: run the apps' due work, then send what is due."""

import logging
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from commune import conf, registry
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.outbox import beats as signs
from commune.outbox import leases, schedule
from commune.outbox.channels import SENDERS, at_rest
from commune.outbox.outcomes import MaybeSent, Refused
from commune.outbox.privacy import described
from commune.outbox.pulse import PULSE, beating

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
BATCH = 100
BEAT_EVERY = timedelta(seconds=30)
_GOOD = {MessageState.SENT, MessageState.BY_HAND}


def own_name(pid: int | None = None) -> str:
    """Return the name that this process, or the one of `pid`, goes by."""
    return f"{socket.gethostname()[:40]}-{pid or os.getpid()}"


@dataclass
class Worker:
    """One process's round; `clock` is asked anew for every message.

    `pulse` is how often it renews what it holds while one thing takes long.
    """

    clock: Clock = timezone.now
    stopped: Callable[[], bool] = lambda: False
    name: str = field(default_factory=own_name)
    pulse: timedelta = PULSE
    _beat_at: datetime | None = None

    def tick(self) -> int:
        """Do due work and one batch of messages; return how many things were done."""
        self.beat()
        done = 0
        for work in registry.due_work():
            if not self.stopped():
                done += self._run(work)
        return done + self.drain(BATCH)

    def drain(self, most: int | None = None) -> int:
        """Send what is due, at most `most`; return the number of messages tried.

        Ends after the message in hand when it is told to stop.
        """
        leases.flag_maybe_sent(self.clock())
        count = 0
        while not self.stopped() and count != most:
            message = leases.lease(at=self.clock(), worker=self.name)
            if message is None:
                break
            deliver(message, self.clock, beats=[self._show], pulse=self.pulse)
            count += 1
            self.beat()
        return count

    def _show(self) -> None:
        signs.beat(self.name, at=self.clock())

    def beat(self) -> None:
        """Show that the process is alive, at most twice a minute."""
        now = self.clock()
        if self._beat_at is None or abs(now - self._beat_at) >= BEAT_EVERY:
            signs.beat(self.name, at=now)
            self._beat_at = now

    def _run(self, work: registry.DueWork) -> int:
        slot = schedule.claim(
            work.name, at=self.clock(), every=work.every, worker=self.name
        )
        if slot is None:
            return 0
        renew = partial(schedule.renew, slot, self.clock)
        with beating(renew, self._show, every=self.pulse):
            count, error = run_now(work, self.clock)
        if error:
            schedule.fail(slot, at=self.clock(), error=error)
        else:
            schedule.finish(slot, at=self.clock())
        return count


def run_now(work: registry.DueWork, clock: Clock) -> tuple[int, str]:
    """Run one piece of due work; return its count and where it failed, if it did."""
    try:
        return work.run(clock()) or 0, ""
    except Exception as error:  # noqa: BLE001 any app's work may fail in any way
        logger.error("Due work %s failed: %s", work.name, _where(error))  # noqa: TRY400
        return 0, _where(error)


def deliver(
    message: OutboxMessage,
    clock: Clock,
    *,
    beats: Sequence[Callable[[], object]] = (),
    pulse: timedelta = PULSE,
) -> bool:
    """Hand the message to its channel and record how it went; say whether it was sent.

    While that takes long the lease is renewed, and `beats` are called. A result that
    comes after somebody else took the message is not written.
    """
    renew = partial(leases.renew, message, clock)
    with beating(renew, *beats, every=min(pulse, conf.outbox_lease() / 4)):
        values = _attempt(message, clock)
    state = values["state"]
    is_ours = _record(message, values)
    logger.log(
        logging.INFO if is_ours and state in _GOOD else logging.WARNING,
        "message.%s id=%s channel=%s attempt=%s%s",
        state,
        message.pk,
        message.channel,
        message.attempt_count,
        "" if is_ours else " lease=lost",
    )
    return state == MessageState.SENT


def _record(message: OutboxMessage, values: dict) -> bool:
    """Write the result; one that the database refuses ends the message as failed."""
    try:
        with transaction.atomic():
            return leases.record(message, **values)
    except (DataError, IntegrityError) as error:
        refused = {"state": MessageState.FAILED, "last_error": described(error)}
        return leases.record(message, **refused)


def _attempt(message: OutboxMessage, clock: Clock) -> dict:
    try:
        if resting := at_rest(message.channel, at=clock()):
            return resting
        SENDERS[message.channel](message)
    except MaybeSent as error:
        return {"state": MessageState.MAYBE, "last_error": described(error)}
    except Refused as error:
        return {"state": MessageState.FAILED, "last_error": described(error)}
    except Exception as error:  # noqa: BLE001 a channel may fail in any way
        # What a job says may name people; what a mail server says helps to mend it.
        tell = _where if message.channel == Channel.JOB else described
        return leases.put_back(message, at=clock(), error=tell(error))
    return {"state": MessageState.SENT, "sent_at": clock(), "last_error": ""}


def deliver_now(message_pk: int, clock: Clock = timezone.now) -> bool:
    """Try one message in this process, unless a worker has it; say whether it went."""
    message = leases.lease(at=clock(), worker=own_name(), only=message_pk)
    return message is not None and deliver(message, clock)


def _where(error: Exception) -> str:
    """Name the error and the line it came from; its text may hold people's data."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    module = trace.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} at {module}:{trace.tb_lineno}"
