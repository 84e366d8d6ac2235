"""Many made-up incidents, for measuring; written in bulk with their history."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from commune.models import Village
from commune.people import name_of
from incidents import deadline_book, search, triage
from incidents.models import (
    TLP,
    Category,
    Channel,
    Deadline,
    Incident,
    RefCounter,
    SearchWord,
    Status,
)

BATCH = 500
DAYS = 365
TEXTS = (
    ("fraud:phishing", "Tin nhắn giả ngân hàng kèm liên kết http://thu{n}.example/otp"),
    ("information-gathering:social-engineering", "Cuộc gọi xưng công an, lần {n}"),
    ("malicious-code:infected-system", "Máy quầy {n} báo mã độc trên USB của khách"),
    ("availability:outage", "Mất đường truyền số liệu, lần {n}"),
    ("intrusions:unprivileged-account-compromise", "Zalo của cán bộ {n} bị chiếm"),
    ("abusive-content:spam", "Cuộc gọi rác quảng cáo cho vay, lần {n}"),
)
STATES = (Status.CLOSED, Status.CLOSED, Status.CLOSED, Status.RESPONDING, Status.NEW)


@transaction.atomic
def fill(count: int, *, actor) -> int:
    """Bring the number of made-up incidents to `count`; return how many were added."""
    present = Incident.objects.filter(request_key__startswith="scale:").count()
    numbers = range(present, max(count, present))
    chooser = random.Random(present)  # noqa: S311 made-up data, the same each time
    makers = _Makers(actor, chooser)
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = [makers.make(n) for n in range(start, min(start + BATCH, count))]
        _number(batch)
        _write(batch, makers.book)
    return len(numbers)


class _Makers:
    """What every made-up incident is drawn from, read once."""

    def __init__(self, actor, chooser: random.Random):
        self.actor, self.chooser = actor, chooser
        self.name = name_of(actor)
        self.now = timezone.now().replace(second=0, microsecond=0)
        self.villages = list(Village.objects.all())
        self.categories = {c.rsit: c for c in Category.objects.all()}
        self.book = deadline_book.read_book(self.now)

    def make(self, number: int) -> Incident:
        rsit, text = self.chooser.choice(TEXTS)
        reported = self.now - timedelta(minutes=self.chooser.randrange(DAYS * 1440))
        state = self.chooser.choice(STATES)
        incident = Incident(
            title=text.format(n=number),
            summary=f"{text.format(n=number)}. Dữ liệu mẫu để đo tốc độ.",
            category=self.categories[rsit],
            status=state,
            tlp=self.chooser.choice((TLP.GREEN, TLP.AMBER, TLP.AMBER, TLP.RED)),
            channel=self.chooser.choice(Channel.values),
            village=self.chooser.choice(self.villages) if self.villages else None,
            opened_by=self.actor,
            opened_by_name=self.name,
            lead=self.actor,
            detected_at=reported,
            reported_at=reported,
            recorded_at=reported,
            request_key=f"scale:{number}",
        )
        triage.set_factors(incident, self.categories[rsit].default_factors)
        triage.assess(incident)
        _stamp(incident, state, self._end(reported))
        return incident

    def _end(self, reported: datetime) -> datetime:
        return min(self.now, reported + timedelta(hours=self.chooser.randrange(1, 90)))


def _stamp(incident: Incident, state: Status, end: datetime) -> None:
    if state == Status.NEW:
        return
    incident.acknowledged_at = incident.triaged_at = incident.reported_at
    incident.responding_at = incident.reported_at
    if state == Status.CLOSED:
        incident.contained_at = incident.resolved_at = incident.closed_at = end


def _number(batch: list[Incident]) -> None:
    counters: dict[int, RefCounter] = {}
    for incident in batch:
        year = timezone.localtime(incident.reported_at).year
        if year not in counters:
            counters[year], _new = RefCounter.objects.get_or_create(year=year)
        counters[year].last += 1
        incident.ref = f"SC-{year}-{counters[year].last:04}"
    for counter in counters.values():
        counter.save()


def _write(batch: list[Incident], book: deadline_book.Book) -> None:
    created = bulk_create_with_history(batch, Incident, batch_size=BATCH)
    rows = [row for incident in created for row in _deadlines(incident, book)]
    bulk_create_with_history(rows, Deadline, batch_size=BATCH)
    SearchWord.objects.bulk_create(
        [
            SearchWord(incident=incident, word=word)
            for incident in created
            for word in search.words_of(incident)
        ],
        batch_size=BATCH,
    )


def _deadlines(incident: Incident, book: deadline_book.Book) -> Iterator[Deadline]:
    for row in deadline_book.due_rows(incident, book):
        if incident.status == Status.CLOSED:
            row.met_at = incident.closed_at
        elif row.code == Deadline.Code.ACKNOWLEDGE:
            row.met_at = incident.acknowledged_at
        yield row
