"""The demo's incidents, played through the same code that people use.

Severities and due times are computed on the way; the file's `expect` is for tests.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from commune.demo_accounts import ACCOUNTS
from commune.models import Village
from commune.rulebook import seeds
from commune.vietnamese import parse_datetime
from incidents import advisories, deadline_book, demo_scale, editing, lifecycle, people
from incidents import timeline as story
from incidents.indicators import book as indicator_book
from incidents.intake.log import Report, category_of, log
from incidents.models import (
    EntryKind,
    Incident,
    IncidentLink,
    LinkType,
    RootCause,
    Status,
    WarningRequest,
)
from incidents.seeds import DATA

FACTS = ("affected_people", "data_subjects", "exceeds_capacity")
WEEK = timedelta(days=7)


def load(*, write: Callable[[str], object], scale: int = 0) -> None:
    """Add what is missing; incidents that are there stay as people left them."""
    cases: Any = seeds.read(DATA / "incident-cases.yaml")
    words: Any = seeds.read(DATA / "demo_words.yaml")
    shift = shift_for(cases)
    for case in cases:
        play(case, words, shift=shift)
    for case in cases:
        _link(case)
    for other in words["others"]:
        _play_other(other)
    added = demo_scale.fill(scale * 1000, actor=account("ungcuu")) if scale else 0
    write(f"{len(cases) + len(words['others'])} incidents, {added} for scale")


def account(username: str):
    assert username in ACCOUNTS  # noqa: S101 a slip in this file
    return get_user_model().objects.get(username=username)


def shift_for(cases: list[dict]) -> timedelta:
    """Return by how many whole weeks the cases must go back so that all are past."""
    latest = max(moment(case["reported_at"]) for case in cases) + timedelta(days=5)
    late = latest - timezone.now()
    return -WEEK * (late // WEEK + 1) if late > timedelta() else timedelta()


def moment(text: str | datetime, shift: timedelta = timedelta()) -> datetime:
    """Return a time of the files, which are Viet Nam's wall clock without seconds."""
    return parse_datetime(str(text)).astimezone(UTC) + shift


@transaction.atomic
def play(case: dict, words: dict, *, shift: timedelta = timedelta()) -> Incident:
    """Play one case from report to its end and return the incident; once only."""
    key = f"demo-{case['ref']}"
    opener = account("truongungcuu" if case["tlp"] == "RED" else "ungcuu")
    if known := _known(opener, key):
        return known
    clocks = {n: moment(at, shift) for n, at in case["clocks"].items()}
    incident = _report(case, opener, key, shift)
    _triage(case, incident, clocks)
    _respond(case, incident, clocks, words, shift)
    _settle_law(case, incident, words, shift)
    if "closed_at" in clocks:
        _close(case, incident, clocks["closed_at"], words)
    if "first_public_warning_at" in clocks:
        _warn(case, incident, clocks["first_public_warning_at"])
    _date_the_story(incident, clocks["acknowledged_at"])
    incident.refresh_from_db()
    return incident


def _date_the_story(incident: Incident, at: datetime) -> None:
    """Give the lines that the program wrote just now a time in the story."""
    just_now = timezone.now() - timedelta(minutes=30)
    incident.timeline.filter(happened_at__gt=just_now).update(happened_at=at)


def _known(actor, key: str) -> Incident | None:
    return Incident.objects.filter(request_key=f"{actor.pk}:{key}").first()


def _report(case: dict, opener, key: str, shift: timedelta) -> Incident:
    reporter = case.get("reporter", {"type": "system"})
    at = {
        name: moment(case[name], shift)
        for name in ("occurred_at", "detected_at", "reported_at")
        if name in case
    }
    report = Report(
        text=case["summary"],
        title=case["title"],
        channel=case["channel"],
        kind=case["kind"],
        tlp=case["tlp"],
        village=Village.objects.filter(name=case.get("locality", "")).first(),
        reporter_type=reporter["type"],
        reporter_name=reporter.get("name") or "",
        wants_reply=reporter.get("wants_reply", False),
        recorded_at=at["reported_at"],
        **at,
    )
    return Incident.objects.get(ref=log(report, actor=opener, key=key).ref)


def _triage(case: dict, incident: Incident, clocks: dict) -> None:
    lead, member = account("truongungcuu"), account("ungcuu")
    lifecycle.transition(
        incident.pk,
        Status.TRIAGED,
        actor=lead,
        at=clocks["acknowledged_at"],
        details={
            "category": category_of(case["category"]),
            "factors": case["factors"],
            "personal_data": case.get("personal_data", "no"),
            "lead": lead,
        },
    )
    facts = {name: case[name] for name in FACTS if name in case}
    editing.edit(incident.pk, facts, actor=lead, version=None)
    if case["tlp"] == "RED":
        people.assign(incident.pk, actor=lead, lead=lead, helpers=[], readers=[lead])
    else:
        people.assign(incident.pk, actor=lead, lead=lead, helpers=[member])
    for item in case.get("indicators", []):
        note = item.get("note", "")
        indicator_book.add(
            incident.pk, item["type"], item["value"], actor=lead, note=note
        )


def _respond(
    case: dict, incident: Incident, clocks: dict, words: dict, shift: timedelta
) -> None:
    worker = account("truongungcuu" if case["tlp"] == "RED" else "ungcuu")
    began = clocks.get("responding_at", clocks["acknowledged_at"])
    lifecycle.transition(incident.pk, Status.RESPONDING, actor=worker, at=began)
    _note_work(case, incident, worker, began)
    _step(incident, Status.CONTAINED, worker, clocks["contained_at"])
    if hold := case.get("on_hold"):
        _step(
            incident,
            Status.ON_HOLD,
            worker,
            moment(hold["from"], shift),
            reason=hold["reason"],
            details={"resume_at": moment(hold["resume_at"], shift)},
        )
        resumed = moment(hold["resume_at"], shift)
        _step(incident, Status.CONTAINED, worker, resumed)
    cause = case.get("root_cause") or words["causes"].get(case["ref"])
    _step(
        incident,
        Status.RESOLVED,
        worker,
        clocks["resolved_at"],
        details={
            "resolution": words["resolutions"][case["ref"]],
            "root_cause": cause or RootCause.MALICIOUS,
        },
    )


def _step(incident: Incident, to: Status, actor, at: datetime, **kwargs) -> None:
    lifecycle.transition(incident.pk, to, actor=actor, at=at, **kwargs)


def _note_work(case: dict, incident: Incident, worker, at: datetime) -> None:
    lines = [(task, EntryKind.ACTION) for task in case.get("tasks_done", [])]
    lines += [(f"Tài sản: {a['name']}", EntryKind.FACT) for a in case.get("assets", [])]
    lines += [
        (f"Chứng cứ: {e['label']}", EntryKind.FACT) for e in case.get("evidence", [])
    ]
    for number, (text, kind) in enumerate(lines, start=1):
        when = at + timedelta(minutes=3 * number)
        story.record(incident, text, kind=kind, author=worker, at=when)


def _settle_law(case: dict, incident: Incident, words: dict, shift: timedelta) -> None:
    lead = account("truongungcuu")
    sent = words["sent"].get(case["ref"], {})
    for row in list(incident.deadlines.open().filter(rule__isnull=False)):
        if row.code in sent:
            at = moment(sent[row.code], shift)
            deadline_book.mark_sent(
                row.pk, actor=lead, at=at, how="Hệ thống văn bản", number="01/BC (mẫu)"
            )
        elif "closed_at" in case["clocks"]:
            at = moment(case["clocks"]["resolved_at"], shift)
            deadline_book.waive(row.pk, actor=lead, reason=words["waiver"], at=at)


def _close(case: dict, incident: Incident, at: datetime, words: dict) -> None:
    details = {
        "lesson": words["lessons"].get(case["ref"], ""),
        "disposition": case.get("disposition", "confirmed"),
    }
    if reply := words["replies"].get(case["ref"]):
        details["reply"] = reply
    lead = account("truongungcuu")
    lifecycle.transition(incident.pk, Status.CLOSED, actor=lead, at=at, details=details)


def _warn(case: dict, incident: Incident, at: datetime) -> None:
    """Note the warning that the site's own demo has; no draft is asked for."""
    text = case["public_warning"]
    WarningRequest.objects.create(
        incident=incident,
        key=incident.uuid,
        title=text["title"],
        summary=text["title"],
        what_to_do="\n".join(text["what_to_do"]),
        state="draft",
        requested_by=account("ungcuu"),
    )
    advisories.record_state(incident.ref, state="published", url="/canh-bao/", at=at)


def _link(case: dict) -> None:
    for link in case.get("linked", []):
        source, target = (_of_case(ref) for ref in (case["ref"], link["to"]))
        IncidentLink.objects.get_or_create(
            source=source,
            target=target,
            defaults={"type": LinkType.RELATED, "created_by": account("ungcuu")},
        )


def _of_case(ref: str) -> Incident:
    return Incident.objects.get(request_key__endswith=f":demo-{ref}")


@transaction.atomic
def _play_other(other: dict) -> None:
    opener, lead = account("ungcuu"), account("truongungcuu")
    key = f"demo-{other['key']}"
    if _known(opener, key):
        return
    reported = timezone.now().replace(second=0, microsecond=0) - timedelta(
        minutes=other["minutes_ago"]
    )
    report = Report(
        text=other["text"],
        kind=other.get("kind", "incident"),
        channel=other["channel"],
        village=Village.objects.filter(name=other.get("village", "")).first(),
        reported_at=reported,
        recorded_at=reported,
    )
    incident = Incident.objects.get(ref=log(report, actor=opener, key=key).ref)
    soon = reported + timedelta(minutes=10)
    if other.get("triage"):
        _step(incident, Status.TRIAGED, lead, soon, details={"lead": opener})
        _step(incident, Status.RESPONDING, opener, soon + timedelta(minutes=5))
    if other.get("kind") == "drill":
        _finish_drill(incident, opener, lead, soon)
    if reason := other.get("reject"):
        details = {"disposition": "misconfiguration"}
        _step(incident, Status.REJECTED, lead, soon, reason=reason, details=details)


def _finish_drill(incident: Incident, worker, lead, at: datetime) -> None:
    hour = timedelta(hours=1)
    _step(incident, Status.TRIAGED, lead, at, details={"lead": worker})
    _step(incident, Status.RESPONDING, worker, at)
    _step(
        incident,
        Status.RESOLVED,
        worker,
        at + hour,
        details={
            "resolution": "Đã diễn tập xong, ghi lại kết quả và rút kinh nghiệm.",
            "root_cause": RootCause.HUMAN_ERRORS,
        },
    )
    _step(incident, Status.CLOSED, lead, at + 2 * hour)
