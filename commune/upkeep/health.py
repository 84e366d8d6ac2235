"""Is the house in order? Findings in words, for the administrators' page and card."""

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import Error, connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commune import conf, registry
from commune.accounts import review
from commune.models import OutboxMessage, ScheduleSlot
from commune.models.outbox import MessageState
from commune.outbox import beats, schedule

LATE = timedelta(minutes=15)
VERY_LATE = timedelta(hours=2)
LITTLE_SPACE, NO_SPACE = 0.15, 0.05
SLOW_SECONDS = 1.0


class Level(StrEnum):
    OK = "ok"
    LOOK = "look"
    ACT = "act"

    @property
    def label(self) -> str:
        return {
            Level.OK: pgettext("health", "In order"),
            Level.LOOK: pgettext("health", "Keep an eye on it"),
            Level.ACT: pgettext("health", "Act now"),
        }[self]


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and in words what to do about it."""

    subject: str
    level: Level
    text: str


@dataclass(frozen=True)
class WorkReport:
    """The last run of one piece of due work, and what went wrong last."""

    label: str
    last_run_at: datetime | None
    last_error: str
    is_given_up: bool


def findings(at: datetime) -> list[Finding]:
    """Return everything that is watched, in the order of the page."""
    return [
        *databases(),
        worker(at),
        oldest_waiting(at),
        failed(),
        maybe_sent(),
        due_work(at),
        *accounts(at),
        *disks(),
    ]


def troubles(at: datetime) -> list[Finding]:
    """Return what an administrator must act on now; cheap enough for a start page."""
    watched = [worker(at), oldest_waiting(at), failed(), maybe_sent(), due_work(at)]
    return [finding for finding in watched if finding.level == Level.ACT]


def worker(at: datetime) -> Finding:
    subject = _("Background worker")
    quiet = beats.silence(at)
    if quiet is None:
        text = _("It has never run: messages and reminders wait. Start it.")
        return Finding(subject, Level.ACT, text)
    if beats.is_silent(at):
        text = _("No sign of life for %(time)s: messages and reminders wait. Start it.")
        return Finding(subject, Level.ACT, text % {"time": in_words(quiet)})
    text = _("Last sign of life %(time)s ago.") % {"time": in_words(quiet)}
    return Finding(subject, Level.OK, text)


def oldest_waiting(at: datetime) -> Finding:
    """Judge how long the oldest message that is due has been waiting."""
    subject = _("Oldest waiting message")
    due = OutboxMessage.objects.due(at=at).order_by("due_at")
    first = due.values_list("due_at", flat=True).first()
    if first is None:
        return Finding(subject, Level.OK, _("Nothing waits."))
    waited = max(at - first, timedelta(0))
    level = _level(waited, look=LATE, act=VERY_LATE)
    text = _("%(count)d wait, the oldest for %(time)s.")
    return Finding(
        subject, level, text % {"count": due.count(), "time": in_words(waited)}
    )


def failed() -> Finding:
    count = OutboxMessage.objects.filter(state=MessageState.FAILED).count()
    text = ngettext(
        "%(n)d message could not be sent: send it again or set it aside.",
        "%(n)d messages could not be sent: send them again or set them aside.",
        count,
    )
    return _counted(_("Failed messages"), count, text)


def maybe_sent() -> Finding:
    count = OutboxMessage.objects.filter(state=MessageState.MAYBE).count()
    text = ngettext(
        "%(n)d message may have arrived: ask, then decide.",
        "%(n)d messages may have arrived: ask, then decide.",
        count,
    )
    return _counted(_("Maybe sent"), count, text)


def due_work(at: datetime) -> Finding:
    names = sorted(set(schedule.given_up(at).values_list("name", flat=True)))
    if not names:
        return Finding(_("Due work"), Level.OK, _("None was left half done."))
    labels = {work.name: str(work.label) for work in registry.due_work()}
    shown = ", ".join(labels.get(name, name) for name in names)
    text = _("Left half done twice: %(names)s.") % {"names": shown}
    return Finding(_("Due work"), Level.ACT, text)


def accounts(at: datetime) -> list[Finding]:
    """Judge whether all accounts were looked through within the year."""
    if not conf.keeps_accounts():
        return []
    subject = _("Yearly review of accounts")
    due_at = review.due_at(at)
    day = f"{timezone.localtime(due_at):%d/%m/%Y}"
    if due_at <= at:
        text = _("Due since %(day)s: look through all accounts.") % {"day": day}
        return [Finding(subject, Level.LOOK, text)]
    return [Finding(subject, Level.OK, _("Next due on %(day)s.") % {"day": day})]


def databases() -> list[Finding]:
    return [_database(alias) for alias in settings.DATABASES]


def _database(alias: str) -> Finding:
    subject = _database_name(alias)
    begun = time.monotonic()
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return Finding(subject, Level.ACT, _("It does not answer."))
    seconds = time.monotonic() - begun
    if seconds <= SLOW_SECONDS:
        return Finding(subject, Level.OK, _("It answers at once."))
    text = _("It answers slowly: after %(n)d ms.") % {"n": round(seconds * 1000)}
    return Finding(subject, Level.LOOK, text)


def _database_name(alias: str) -> str:
    """Return what people call a database; one of the host's own keeps its name."""
    return {
        "default": pgettext("health", "Main database"),
        "shared": pgettext("health", "Shared short-term store"),
        "replica": pgettext("health", "Copy of the database"),
    }.get(alias) or _("Database %(name)s") % {"name": alias}


def disks() -> list[Finding]:
    """Judge the free space of every disk that the house writes on, each once."""
    seen: dict[int, Path] = {}
    for folder in _folders():
        standing = next((p for p in [folder, *folder.parents] if p.is_dir()), None)
        if standing is not None:
            seen.setdefault(standing.stat().st_dev, standing)
    return [disk(folder, shutil.disk_usage(folder)) for folder in seen.values()]


def disk(folder: Path, usage) -> Finding:
    """Judge one disk from its `total` and `free` bytes."""
    share = usage.free / usage.total if usage.total else 0.0
    level = Level.OK
    if share < LITTLE_SPACE:
        level = Level.ACT if share < NO_SPACE else Level.LOOK
    text = _("%(free)s GB free of %(total)s GB (%(percent)d %%).") % {
        "free": f"{usage.free / 1e9:.1f}".replace(".", ","),
        "total": f"{usage.total / 1e9:.1f}".replace(".", ","),
        "percent": int(share * 100),
    }
    return Finding(_("Disk of %(folder)s") % {"folder": folder.name}, level, text)


def _folders() -> Iterable[Path]:
    for database in settings.DATABASES.values():
        if database["ENGINE"].endswith("sqlite3"):
            yield Path(database["NAME"]).absolute().parent
    named = [settings.MEDIA_ROOT, getattr(settings, "EVIDENCE_DIR", "")]
    yield from (Path(folder).absolute() for folder in named if folder)
    yield conf.outbox_file_dir().absolute()


def work_reports(at: datetime) -> list[WorkReport]:
    """Return each registered piece of due work with its last run and last error."""
    rows: dict[str, list[ScheduleSlot]] = {}
    for row in ScheduleSlot.objects.order_by("slot"):
        rows.setdefault(row.name, []).append(row)
    given_up = set(schedule.given_up(at).values_list("name", flat=True))
    return [
        _report(str(work.label), rows.get(work.name, []), work.name in given_up)
        for work in registry.due_work()
    ]


def _report(label: str, rows: list[ScheduleSlot], is_given_up: bool) -> WorkReport:
    finished = [row.finished_at for row in rows if row.finished_at]
    errors = [row.last_error for row in rows if row.last_error]
    return WorkReport(
        label,
        max(finished) if finished else None,
        errors[-1] if errors else "",
        is_given_up,
    )


def in_words(span: timedelta) -> str:
    """Return a span as people say it: seconds, minutes, hours or days."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = hours // 24
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _counted(subject: str, count: int, text: str) -> Finding:
    if not count:
        return Finding(subject, Level.OK, pgettext("messages", "None."))
    return Finding(subject, Level.ACT, text % {"n": count})


def _level(span: timedelta, *, look: timedelta, act: timedelta) -> Level:
    if span < look:
        return Level.OK
    return Level.LOOK if span < act else Level.ACT
