"""Take a report in: number, clocks, guess, indicators, deadlines, note to the leads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commune import outbox
from commune.access import roles
from commune.access.idempotency import KeyReused, once
from commune.models import Village
from commune.models.outbox import Channel as Way
from commune.people import name_of
from commune.vietnamese import nfc
from incidents import conf, deadline_book, search, timeline, triage, writing
from incidents.indicators import book as indicator_book
from incidents.indicators.extract import Extract, extract
from incidents.intake import guess as guessing
from incidents.models import (
    TLP,
    Category,
    Channel,
    EntryKind,
    GuessRule,
    Incident,
    Kind,
    RefCounter,
    ReporterType,
)
from incidents.models.incident import SUMMARY_LENGTH, TITLE_LENGTH

SHORT_TITLE = 110


class IntakeError(Exception):
    """A report that cannot be taken; `field` and a text for people."""

    def __init__(self, field: str, message: str | Promise):
        super().__init__(str(message))
        self.field = field


@dataclass(frozen=True)
class Report:
    """What came in. Only `text` is needed; what is None or "" is guessed or now."""

    text: str
    title: str = ""
    channel: str = ""
    kind: str = Kind.INCIDENT
    tlp: str = TLP.AMBER
    village: Village | None = None
    reporter_type: str = ReporterType.STAFF
    reporter_name: str = ""
    wants_reply: bool = False
    occurred_at: datetime | None = None
    detected_at: datetime | None = None
    reported_at: datetime | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class _Checked(Report):
    """A report that can be taken; the two clocks that everything needs are known."""

    reported_at: datetime
    detected_at: datetime


@dataclass(frozen=True)
class Logged:
    ref: str
    masked_count: int
    is_repeat: bool


def log(
    report: Report,
    *,
    actor: User | None,
    key: str,
    same_words_within: timedelta | None = None,
) -> Logged:
    """Record one incident; the same `key` with the same report gives the first answer.

    So does, if asked for, the same report of the same person within that time.
    In one transaction: number, record, words, indicators, deadlines, timeline and the
    notes to the response leads. Raises IntakeError for an empty or overlong text and
    KeyReused for the same key with another report.
    """
    report = _checked(report)
    body = {
        "text": report.text,
        "channel": report.channel,
        "village": report.village.pk if report.village else None,
    }
    answer = once(
        scope=f"incident-log-{actor.pk if actor else 'system'}",
        key=key,
        body=body,
        make=lambda: _record(report, actor, key),
        same_words_within=same_words_within,
    )
    return Logged(answer.value["ref"], answer.value["masked_count"], answer.is_repeat)


def guess(text: str) -> guessing.Guess:
    """Guess by the rules that hold today; `category` is an RSIT value or ""."""
    today = timezone.localdate()
    categories = Category.objects.valid(on=today)
    rules = GuessRule.objects.valid(on=today).select_related("category")
    return guessing.guess(
        text,
        [_plain(rule) for rule in rules.order_by("pk")],
        usual_factors={c.rsit: c.default_factors for c in categories},
    )


def next_ref(at: datetime) -> str:
    """Take the next number of the year; the caller's transaction holds the counter."""
    year = timezone.localtime(at).year
    RefCounter.objects.get_or_create(year=year)
    counter = RefCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save()
    return f"SC-{year}-{counter.last:04}"


def category_of(rsit: str) -> Category:
    """Return the category that holds today for an RSIT value; undetermined if none."""
    rsit_class, _sep, rsit_type = rsit.partition(":")
    rows: QuerySet[Category] = Category.objects.valid(on=timezone.localdate())
    found = rows.filter(rsit_class=rsit_class, rsit_type=rsit_type).first()
    return found or rows.get(rsit_class="other", rsit_type="undetermined")


def title_from(text: str) -> str:
    """Return the first line of a text, cut at a word, as a title."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    line = " ".join(line.split())
    if len(line) <= SHORT_TITLE:
        return line
    return line[:SHORT_TITLE].rsplit(" ", 1)[0].rstrip(",;:.-") + "…"


def _plain(rule: GuessRule) -> guessing.Rule:
    return guessing.Rule(
        category=rule.category.rsit if rule.category else "",
        patterns=guessing.read_patterns(rule.phrases),
        weight=rule.weight,
        factors=rule.factors,
        channel=rule.channel,
    )


def _checked(report: Report) -> _Checked:
    text = nfc(report.text).strip()
    if not text:
        raise IntakeError("text", _("Write or paste what happened."))
    if len(text) > SUMMARY_LENGTH:
        raise IntakeError("text", _("At most 20,000 characters, please."))
    # Clocks of law and office run from the minute.
    now = timezone.now().replace(second=0, microsecond=0)
    reported = report.reported_at or now
    checked = {
        "text": text,
        "title": " ".join(nfc(report.title).split())[:TITLE_LENGTH],
        "reported_at": reported,
        "detected_at": report.detected_at or reported,
    }
    return _Checked(**vars(report) | checked)


@transaction.atomic
def _record(report: _Checked, actor: User | None, key: str) -> dict:
    request_key = f"{actor.pk if actor else 0}:{key}"[:80]
    found = extract(report.text)
    if known := Incident.objects.filter(request_key=request_key).first():
        if known.summary != found.masked_text:  # the key outlived its day
            raise KeyReused
        return {"ref": known.ref, "masked_count": 0}
    guessed = guess(report.text)
    incident = _build(report, found, guessed, actor)
    incident.request_key = request_key
    incident._history_user = actor  # noqa: SLF001 simple-history names it so
    incident.save()
    search.index(incident)
    indicator_book.suggest(incident, found.found)
    deadline_book.draw_up(incident)
    timeline.record(
        incident,
        format_lazy(
            _("Recorded. Guessed: {category}, {severity}."),
            category=incident.category.label,
            severity=incident.severity,
        ),
        kind=EntryKind.SYSTEM,
        author=actor,
        at=incident.recorded_at,
    )
    _tell_leads(incident)
    return {"ref": incident.ref, "masked_count": found.masked_count}


def _build(
    report: _Checked, found: Extract, guessed: guessing.Guess, actor: User | None
) -> Incident:
    title = extract(report.title).masked_text or title_from(found.masked_text)
    incident = Incident(
        ref=next_ref(report.reported_at),
        title=title,
        summary=found.masked_text,
        kind=report.kind,
        category=category_of(guessed.category),
        tlp=report.tlp,
        channel=report.channel or guessed.channel or _usual_channel(actor),
        village=report.village,
        reporter_type=report.reporter_type,
        reporter_name=writing.clean(report.reporter_name),
        wants_reply=report.wants_reply,
        opened_by=actor,
        opened_by_name=name_of(actor) or str(_("The system")),
        occurred_at=report.occurred_at,
        detected_at=report.detected_at,
        reported_at=report.reported_at,
        recorded_at=report.recorded_at or timezone.now(),
    )
    triage.set_factors(incident, guessed.factors)
    triage.assess(incident)
    return incident


def _usual_channel(actor: User | None) -> str:
    if actor is None:
        return Channel.API
    if roles.has_role(actor, roles.COMMUNITY_TEAMS):
        return Channel.TEAM21
    return Channel.PHONE


def _tell_leads(incident: Incident) -> None:
    """Write a note to each response lead; title and text stay in the house."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = str(_("New incident %(ref)s, %(severity)s")) % {
            "ref": incident.ref,
            "severity": incident.severity,
        }
        body = str(
            _(
                "Number: %(ref)s\nLevel: %(severity)s\n"
                "Category: %(category)s\nOpen: %(url)s"
            )
        ) % {
            "ref": incident.ref,
            "severity": incident.get_severity_display(),
            "category": incident.category.label,
            "url": f"{conf.base_url()}/lam-viec/su-co/{incident.ref}/",
        }
    for lead in roles_members(roles.RESPONSE_LEADS):
        outbox.put(
            key=f"incident-{incident.ref}-new-{lead.pk}",
            channel=Way.EMAIL if lead.email else Way.IN_APP,
            recipient=lead.email or lead.get_username(),
            subject=subject,
            body=body,
            about=incident.ref,
        )


def roles_members(role: str) -> QuerySet[User]:
    """Return the active accounts of one group."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(groups__name=role, is_active=True)
