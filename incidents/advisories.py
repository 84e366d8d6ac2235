"""From an incident to a warning of the public: ask for it, and hear what became of it.

The app knows no site. It sends plain values; whoever listens makes a draft and calls
`record_state` when the draft is published or withdrawn.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune import outbox
from commune.access import roles
from commune.models import OutboxMessage
from commune.models.outbox import Channel, MessageState
from commune.people import name_of
from commune.vietnamese import find_phones, fold, mask_identity_numbers
from incidents import signals, timeline, writing
from incidents.indicators.defang import defang
from incidents.indicators.extract import find
from incidents.models import TLP, EntryKind, Incident, WarningRequest, WarningState

CONTRACT = 1
WARNING_JOB = "incidents-warning-request"
LESSON_JOB = "incidents-lesson"
USUAL_HOURS = 72
PENDING = (WarningState.REQUESTED, WarningState.UNHEARD)
SETTLED = (WarningState.DRAFT, WarningState.PUBLISHED)
CONFIRM = gettext_lazy("The text holds personal data: confirm each item or remove it.")
_PLATE = re.compile(r"(?<!\w)\d{2}[A-Z]{1,2}\d?[\s\-.]?\d{3}[.\s]?\d{2}(?!\w)")


class AdvisoryError(Exception):
    """A warning that cannot be asked for; `hits` are personal data to be confirmed."""

    def __init__(self, message: str, hits: Iterable[str] = ()):
        super().__init__(message)
        self.hits = list(hits)


@dataclass(frozen=True)
class WarningText:
    """What a responder wrote for the public; lists are one item a line."""

    title: str
    summary: str
    what_to_do: str
    signs: str = ""
    hotlines: str = ""

    def all_text(self) -> str:
        return "\n".join([self.title, self.summary, self.what_to_do, self.signs])


def personal_data_in(text: WarningText, incident: Incident) -> list[str]:
    """Return what looks personal in the public text, each once, in its order.

    Hotlines stand in a field of their own and are not looked at.
    """
    whole = text.all_text()
    hits = [phone.written for phone in find_phones(whole)]
    hits += [f.raw for f in find(whole) if f.type in {"email", "bank_account"}]
    masked, count = mask_identity_numbers(whole)
    if count:
        hits += re.findall(r"\d{3}\*{6}\d{3}", masked)
    hits += _PLATE.findall(whole)
    names = [incident.reporter_name, name_of(incident.lead)]
    folded = f" {fold(whole)} "
    hits += [name for name in names if name and f" {fold(name)} " in folded]
    return list(dict.fromkeys(hits))


@transaction.atomic
def request_warning(
    incident_id: int, text: WarningText, *, actor, confirmed: Iterable[str] = ()
) -> WarningRequest:
    """Ask for a public warning; a second call returns the first request.

    Listeners hear of it after the commit, even if the process dies there. Raises
    AdvisoryError when the text holds personal data that is not in `confirmed`, or the
    TLP asks for a response lead.
    """
    incident = writing.lock(incident_id, actor=actor)
    _check_actor(incident, actor)
    present = WarningRequest.objects.filter(incident=incident).first()
    if present and (present.state in SETTLED or delivery(present) == "waiting"):
        return present
    hits = set(personal_data_in(text, incident)) - set(confirmed)
    if hits:
        raise AdvisoryError(str(CONFIRM), hits)
    row = present or WarningRequest(incident=incident)
    if row.state == WarningState.WITHDRAWN or not present:
        row.key = uuid.uuid4()  # the listener knows the old key as the old page's
    for name in ("title", "summary", "what_to_do", "signs", "hotlines"):
        setattr(row, name, getattr(text, name).strip())
    row.state, row.stated_at = WarningState.REQUESTED, timezone.now()
    row.requested_by = actor
    row.confirmed_personal = sorted(confirmed)
    row.save()
    timeline.record(
        incident,
        format_lazy(gettext_lazy("Public warning asked for: {title}"), title=row.title),
        kind=EntryKind.ACTION,
        author=actor,
    )
    outbox.put_job(
        WARNING_JOB,
        {"request": row.pk},
        key=f"warning-{uuid.uuid4().hex}",
        about=incident.ref,
    )
    return row


def payload(row: WarningRequest) -> dict:
    """Return the plain values that listeners get; see `incidents.signals`."""
    expiry = timezone.now() + timedelta(hours=USUAL_HOURS)
    return {
        "contract": CONTRACT,
        "source_ref": row.incident.ref,
        "idempotency_key": str(row.key),
        "title": row.title,
        "summary": harmless(row.summary),
        "what_to_do": _lines(row.what_to_do),
        "signs": [harmless(line) for line in _lines(row.signs)],
        "hotlines": _lines(row.hotlines),
        "audience": "cu_dan",
        "localities": [],
        "suggested_expiry": expiry.isoformat(),
        "locale": settings.LANGUAGE_CODE,
        "requested_by_id": row.requested_by_id,
    }


def harmless(text: str) -> str:
    """Return `text` with its web and mail addresses defanged."""
    for item in sorted(find(text), key=lambda f: -len(f.raw)):
        if item.type in {"url", "domain", "email"}:
            shown = defang(item.type, item.value) if "://" in item.raw else ""
            text = text.replace(item.raw, shown or item.raw.replace(".", "[.]"))
    return text


@transaction.atomic
def record_state(
    source_ref: str,
    *,
    state: str,
    url: str = "",
    page_ref: str = "",
    at: datetime | None = None,
) -> bool:
    """Note what became of a warning: `draft`, `published` or `withdrawn`.

    Called by the bridge with plain values; `at` is when it happened. The earliest
    publication stamps `first_public_warning_at`. A repeat changes nothing, and news
    older than what is known is only told in the story. Returns whether the number is
    known.
    """
    incident = Incident.objects.select_for_update().filter(ref=source_ref).first()
    row = WarningRequest.objects.filter(incident=incident).first() if incident else None
    if row is None:
        return incident is not None
    moment = at or timezone.now()
    news = format_lazy(
        gettext_lazy("Public warning: {state}. {url}"),
        state=WarningState(state).label,
        url=url,
    )
    same = (row.state, row.public_url or url) == (state, url or row.public_url)
    is_older = _is_older(row, moment)
    if timeline.is_told(incident, news, at=moment) or (same and not is_older):
        return True
    if not is_older:
        row.state, row.stated_at = WarningState(state), moment
        row.public_url = url or row.public_url
        row.page_ref = page_ref or row.page_ref
        row.save()
    if state == WarningState.PUBLISHED:
        _stamp_publication(incident, row.public_url, moment)
    timeline.record(incident, news, at=moment)
    return True


def _is_older(row: WarningRequest, moment: datetime) -> bool:
    """Say whether something newer is known; what is ahead of the clock is not newer."""
    return row.stated_at is not None and moment < row.stated_at <= timezone.now()


def _stamp_publication(incident: Incident, url: str, moment: datetime) -> None:
    first = incident.first_public_warning_at
    incident.public_ref = url[:300] or incident.public_ref
    incident.first_public_warning_at = min(first, moment) if first else moment
    writing.save(incident, actor=None, reason="")


@transaction.atomic
def publish_lesson(incident_id: int, *, topic_slug: str, text: str, actor) -> None:
    """Send a lesson to whoever listens (the training side), at least once.

    Raises AdvisoryError when the actor may not, or the text holds personal data.
    """
    incident = writing.lock(incident_id, actor=actor)
    _check_actor(incident, actor)
    hits = personal_data_in(WarningText("", text, ""), incident)
    if hits:
        raise AdvisoryError(_("The lesson holds personal data: remove it."), hits)
    timeline.record(
        incident,
        format_lazy(gettext_lazy("Lesson sent: {topic}"), topic=topic_slug),
        kind=EntryKind.ACTION,
        author=actor,
    )
    key = f"lesson-{uuid.uuid4().hex}"
    values = {"idempotency_key": key, "topic_slug": topic_slug, "text": text}
    outbox.put_job(LESSON_JOB, values, key=key)


def _check_actor(incident: Incident, actor) -> None:
    if not roles.has_role(actor, roles.RESPONDERS, roles.RESPONSE_LEADS):
        raise AdvisoryError(_("Only responders may ask for a warning."))
    secret = incident.tlp in {TLP.RED, TLP.AMBER_STRICT}
    if secret and not roles.has_role(actor, roles.RESPONSE_LEADS):
        raise AdvisoryError(
            _("Only a response lead may ask for a warning from this incident.")
        )


def send_request(values: dict) -> None:
    """Send the request as it reads now and keep the answer; a job of the outbox.

    Nobody listening is an answer too. A listener that failed is asked again by the
    outbox: see `delivery`. A repeat after an answer does nothing.
    """
    row = WarningRequest.objects.select_related("incident").get(pk=values["request"])
    if row.state not in PENDING:
        return
    answers = signals.warning_requested.send_robust(
        sender=Incident, request=payload(row)
    )
    taken = [answer for _receiver, answer in answers if isinstance(answer, dict)]
    has_failed = any(isinstance(answer, Exception) for _receiver, answer in answers)
    if taken or not has_failed:
        _keep_answer(row, taken)
    _raise_first_error(answers)


@transaction.atomic
def _keep_answer(sent: WarningRequest, taken: list[dict]) -> None:
    """Write what the listeners answered; a state that came meanwhile is newer.

    Somebody may publish the draft before we know that it is there.
    """
    Incident.objects.select_for_update().get(pk=sent.incident_id)
    row = WarningRequest.objects.get(pk=sent.pk)
    if row.key != sent.key:
        return
    for answer in taken:
        row.page_ref = str(answer.get("page_ref", ""))[:100]
        row.edit_url = str(answer.get("edit_url", ""))[:300]
    if row.state in PENDING:
        row.state = WarningState.DRAFT if taken else WarningState.UNHEARD
    row.save(update_fields=["page_ref", "edit_url", "state"])


def delivery(row: WarningRequest) -> str:
    """Say how the request stands on its way: "", `waiting` or `failed`."""
    if row.state != WarningState.REQUESTED:
        return ""
    job = OutboxMessage.objects.filter(
        channel=Channel.JOB, recipient=WARNING_JOB, about=row.incident.ref
    ).last_written()
    on_its_way = (MessageState.WAITING, MessageState.SENDING)
    return "waiting" if job and job.state in on_its_way else "failed"


def send_lesson(values: dict) -> None:
    """Send a lesson to the listeners; a job of the outbox."""
    _raise_first_error(signals.lesson_published.send_robust(sender=Incident, **values))


def _raise_first_error(answers) -> None:
    for _receiver, answer in answers:
        if isinstance(answer, Exception):
            raise answer


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
