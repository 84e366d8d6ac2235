from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from incidents import deadline_book, lifecycle, signals, triage
from incidents.lifecycle import STEPS, TransitionError, transition
from incidents.models import Incident, Status

pytestmark = pytest.mark.django_db
DONE = {"resolution": "Đã cài lại máy và đổi mật khẩu.", "root_cause": "human-errors"}
FORBIDDEN = [pair for pair in product(Status, Status) if pair not in STEPS]


@pytest.fixture
def walk(make_incident, responder, lead):
    """Return a maker that brings a fresh incident to a state by the real steps."""

    def go(state: Status, **report) -> Incident:
        incident = make_incident(**report)
        for to, known in ROADS[state]:
            actor = lead if to in {Status.REJECTED, Status.CLOSED} else responder
            kwargs = known
            if to == Status.MERGED:
                kwargs = {"details": {"target": make_incident("đích", tlp="GREEN")}}
            if to == Status.CLOSED:
                settle_law(incident, lead)
            incident = transition(incident.pk, to, actor=actor, **kwargs)
        return incident

    return go


def settle_law(incident, lead):
    for row in incident.deadlines.open().filter(rule__isnull=False):
        deadline_book.waive(row.pk, actor=lead, reason="không phải báo cáo")


def hold():
    resume = timezone.now() + timedelta(days=2)
    return {"reason": "chờ nhà mạng", "details": {"resume_at": resume}}


TRIAGED = [(Status.TRIAGED, {})]
RESPONDING = [*TRIAGED, (Status.RESPONDING, {})]
CONTAINED = [*RESPONDING, (Status.CONTAINED, {})]
RESOLVED = [*CONTAINED, (Status.RESOLVED, {"details": DONE})]
NO_INCIDENT = {"reason": "chỉ là báo nhầm", "details": {"disposition": "refuted"}}
ROADS = {
    Status.NEW: [],
    Status.TRIAGED: TRIAGED,
    Status.RESPONDING: RESPONDING,
    Status.CONTAINED: CONTAINED,
    Status.RESOLVED: RESOLVED,
    Status.CLOSED: [*RESOLVED, (Status.CLOSED, {})],
    Status.ON_HOLD: [*TRIAGED, (Status.ON_HOLD, hold())],
    Status.REJECTED: [(Status.REJECTED, NO_INCIDENT)],
    Status.MERGED: [(Status.MERGED, {"details": {"target": None}})],
}


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_every_pair_that_is_not_in_the_table_is_refused(walk, lead, old, new):
    incident = walk(old)
    with pytest.raises(TransitionError) as refusal:
        transition(incident.pk, new, actor=lead)
    steps = lifecycle.next_statuses(incident, lead)
    assert refusal.value.next_steps == [str(step.label) for step in steps]
    stored = Incident.objects.get(pk=incident.pk)
    assert (stored.status, stored.version) == (old, incident.version)


def test_the_whole_way_stamps_every_clock(walk):
    incident = walk(Status.CLOSED)
    moments = [
        getattr(incident, f"{name}_at")
        for name in (
            "reported",
            "acknowledged",
            "triaged",
            "responding",
            "contained",
            "resolved",
            "closed",
        )
    ]
    assert moments == sorted(moments)
    assert not incident.deadlines.open().exists()


def test_one_step_is_one_history_entry_and_one_line(walk, responder):
    incident = walk(Status.TRIAGED)
    entry = incident.history.first()
    assert (entry.history_user, entry.status) == (responder, "triaged")
    assert incident.history.count() == 2
    assert incident.timeline.filter(kind="status").count() == 1


def test_who_triages_takes_charge_and_does_not_lose_sight(walk, responder):
    assert walk(Status.TRIAGED).lead == responder


@pytest.mark.parametrize(
    ("state", "to", "kwargs", "words"),
    [
        (Status.NEW, Status.REJECTED, {}, "ít nhất 10 ký tự"),
        (Status.NEW, Status.MERGED, {}, "gộp vào"),
        (Status.RESPONDING, Status.RESOLVED, {}, "ít nhất 20 ký tự"),
        (Status.TRIAGED, Status.ON_HOLD, {"reason": "chờ nhà mạng"}, "khi nào"),
        (Status.RESOLVED, Status.RESPONDING, {"reason": "ngắn"}, "10 ký tự"),
        (Status.RESOLVED, Status.CLOSED, {}, "Chưa báo cáo"),
        (Status.ON_HOLD, Status.CONTAINED, {}, "trạng thái trước"),
    ],
)
def test_guards_say_in_vietnamese_what_is_missing(walk, lead, state, to, kwargs, words):
    incident = walk(state)
    with pytest.raises(TransitionError) as refusal:
        transition(incident.pk, to, actor=lead, **kwargs)
    assert words in refusal.value.text
    assert "Bước tiếp theo được phép" in refusal.value.text


def test_a_hold_longer_than_fourteen_days_is_refused(walk, responder):
    incident = walk(Status.TRIAGED)
    details = {"resume_at": timezone.now() + timedelta(days=15)}
    with pytest.raises(TransitionError, match="14 ngày"):
        transition(
            incident.pk,
            Status.ON_HOLD,
            actor=responder,
            reason="chờ nhà mạng",
            details=details,
        )


def test_hold_moves_internal_clocks_and_never_the_law(walk, responder):
    incident = walk(Status.TRIAGED, text="mất mạng", ago=600)
    assert incident.severity == "P2"
    before = dict(incident.deadlines.values_list("code", "due_at"))
    start = incident.reported_at + timedelta(minutes=30)
    held = timezone.now()
    transition(incident.pk, Status.ON_HOLD, actor=responder, at=held, **hold())
    hold_row = incident.holds.get()
    hold_row.started_at = start
    hold_row.save()
    transition(incident.pk, Status.TRIAGED, actor=responder, at=held)
    after = dict(incident.deadlines.values_list("code", "due_at"))
    paused = timedelta(minutes=int((held - start).total_seconds() // 60))
    assert after["resolve"] == before["resolve"] + paused
    assert after["report72"] == before["report72"]


def test_p2_is_rejected_by_a_lead_alone(make_incident, responder, lead):
    incident = make_incident("mất mạng", tlp="GREEN")
    assert incident.severity == "P2"
    with pytest.raises(TransitionError, match="tổ trưởng"):
        transition(incident.pk, Status.REJECTED, actor=responder, **NO_INCIDENT)
    transition(incident.pk, Status.REJECTED, actor=lead, **NO_INCIDENT)
    assert not incident.deadlines.exists()


def test_p2_is_not_closed_by_the_only_person_who_worked(make_incident, lead):
    incident = make_incident("mất mạng", actor=lead)
    transition(incident.pk, Status.TRIAGED, actor=lead, details={"lead": lead})
    for to in (Status.RESPONDING, Status.CONTAINED):
        transition(incident.pk, to, actor=lead)
    transition(incident.pk, Status.RESOLVED, actor=lead, details=DONE)
    settle_law(incident, lead)
    with pytest.raises(TransitionError) as refusal:
        transition(incident.pk, Status.CLOSED, actor=lead)
    assert "bài học" in refusal.value.text
    assert "người duy nhất" in refusal.value.text


def test_reopening_counts_and_runs_the_clock_again(walk, responder):
    incident = walk(Status.RESOLVED)
    again = transition(
        incident.pk, Status.RESPONDING, actor=responder, reason="mã độc quay lại"
    )
    assert (again.reopen_count, again.resolved_at) == (1, None)
    assert again.deadlines.get(code="resolve").met_at is None
    assert again.history.filter(resolved_at__isnull=False).exists()


def test_steps_take_no_unknown_details(walk, responder):
    incident = walk(Status.NEW)
    with pytest.raises(TypeError, match="tlp"):
        transition(
            incident.pk, Status.TRIAGED, actor=responder, details={"tlp": "CLEAR"}
        )


@pytest.mark.parametrize("shift", [timedelta(days=400), -timedelta(days=400)])
def test_a_step_outside_the_order_of_time_is_refused(walk, responder, shift):
    incident = walk(Status.NEW)
    with pytest.raises(TransitionError):
        transition(
            incident.pk, Status.TRIAGED, actor=responder, at=timezone.now() + shift
        )
    incident.refresh_from_db()
    assert incident.status == Status.NEW


def test_strangers_do_not_find_the_incident(walk, colleague, user_in):
    incident = walk(Status.TRIAGED)
    root = get_user_model().objects.create_superuser("root")
    for actor in (colleague, user_in("Editors"), root):
        with pytest.raises(Incident.DoesNotExist):
            transition(incident.pk, Status.RESPONDING, actor=actor)


def test_listeners_hear_after_the_commit(
    make_incident, responder, django_capture_on_commit_callbacks
):
    heard = []

    def listener(sender, ref, old, new, **kwargs):
        heard.append((ref, old, new))

    signals.status_changed.connect(listener)
    incident = make_incident()
    with django_capture_on_commit_callbacks(execute=True):
        transition(incident.pk, Status.TRIAGED, actor=responder)
        assert heard == []
    signals.status_changed.disconnect(listener)
    assert heard == [(incident.ref, "new", "triaged")]


def test_severity_override_moves_the_due_times(make_incident, responder, lead):
    incident = make_incident("máy báo virus", ago=60 * 26)
    due = incident.deadlines.get(code="resolve").due_at
    triage.override_severity(incident.pk, "P1", actor=lead, reason="lan sang máy chủ")
    moved = incident.deadlines.get(code="resolve").due_at
    assert moved == incident.reported_at + timedelta(hours=24) < timezone.now()
    assert moved < due
    with pytest.raises(triage.SeverityError):
        triage.override_severity(
            incident.pk, "P4", actor=responder, reason="không nặng đến thế"
        )
