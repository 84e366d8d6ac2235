"""Where the plug-ins meet the public site."""

import uuid

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.signals import page_published

from cms import bridges
from cms.pages import WarningPage
from cms.signals import STATE_JOB, warning_state_changed
from commune.access import roles
from commune.models import OutboxMessage
from commune.outbox.worker import Worker

pytestmark = [
    pytest.mark.whole_site,
    pytest.mark.skipif(not apps.is_installed("incidents"), reason="no incidents"),
]


def request(user, **changes):
    return {
        "contract": 1,
        "source_ref": "SC-2026-0007",
        "idempotency_key": str(uuid.uuid4()),
        "title": "Giả danh công an",
        "summary": "Có người gọi điện tự xưng công an.",
        "what_to_do": ["Dập máy.", "Báo Công an xã.", "Gọi ngân hàng.", "Thừa."],
        "signs": ["hxxps://vn-eid[.]example"],
        "hotlines": ["113"],
        "audience": "cu_dan",
        "localities": ["TH01"],
        "suggested_expiry": (timezone.now() + timezone.timedelta(days=2)).isoformat(),
        "locale": "vi",
        "requested_by_id": user.pk,
        **changes,
    }


def ask(data):
    from incidents import signals

    answers = signals.warning_requested.send_robust(sender=None, request=data)
    return next(answer for _receiver, answer in answers if isinstance(answer, dict))


def test_request_becomes_a_draft_in_the_workflow(tree, user_in, village):
    user = user_in(roles.RESPONSE_LEADS)

    answer = ask(request(user))

    page = WarningPage.objects.get()
    assert answer["state"] == "draft"
    assert answer["page_ref"] == str(page.pk)
    assert (page.live, page.workflow_in_progress) == (False, True)
    assert page.do_lines == ["Dập máy.", "Báo Công an xã.", "Gọi ngân hàng."]
    assert [v.code for v in page.villages.all()] == ["TH01"]
    assert page.source_ref == "SC-2026-0007"


def test_same_request_twice_is_one_draft(tree, user_in):
    data = request(user_in(roles.RESPONSE_LEADS))

    assert ask(data) == ask(data)
    assert WarningPage.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"summary": "dài " * 500},
        {"title": "dài " * 200},
        {"what_to_do": []},
        {"what_to_do": ["dài " * 100]},
        {"suggested_expiry": "hôm nào đó"},
        {"suggested_expiry": "2099-01-01T00:00:00Z"},
        {"localities": ["KHONG"]},
        {"signs": ["\u202e\x00"]},
    ],
)
def test_odd_request_still_becomes_a_sound_draft(tree, user_in, changes):
    ask(request(user_in(roles.RESPONSE_LEADS), **changes))

    WarningPage.objects.get().full_clean()


def test_state_is_told_on_publishing_and_withdrawal(
    tree, user_in, django_capture_on_commit_callbacks
):
    heard = []

    def listener(sender, source_ref, state, url, at, **kwargs):
        heard.append((source_ref, state, url.startswith("/canh-bao/")))

    warning_state_changed.connect(listener)
    try:
        ask(request(user_in(roles.RESPONSE_LEADS)))
        page = WarningPage.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            page.get_latest_revision().publish()
        with django_capture_on_commit_callbacks(execute=True):
            WarningPage.objects.get().unpublish()
    finally:
        warning_state_changed.disconnect(listener)

    expected = [("SC-2026-0007", state, True) for state in ("published", "withdrawn")]
    assert heard == expected


def asked_for(user):
    """Return an incident with a draft warning, and that draft."""
    from incidents import advisories
    from incidents.intake.log import Report, log
    from incidents.models import Incident

    logged = log(Report(text="Tin nhắn giả danh"), actor=user, key="k")
    incident = Incident.objects.get(ref=logged.ref)
    text = advisories.WarningText("Giả danh công an", "Có người gọi.", "Dập máy.")
    advisories.request_warning(incident.pk, text, actor=user)
    Worker().drain()
    return incident, WarningPage.objects.get()


def test_incident_hears_of_its_warning_though_the_process_died(tree, user_in):
    incident, page = asked_for(user_in(roles.RESPONSE_LEADS))
    page.get_latest_revision().publish()  # no callback after the commit ever runs
    incident.refresh_from_db()
    assert incident.first_public_warning_at is None

    Worker().drain()
    incident.refresh_from_db()
    assert incident.first_public_warning_at is not None
    assert incident.warning_request.state == "published"


def test_listener_that_failed_hears_of_the_warning_again(tree, user_in):
    incident, page = asked_for(user_in(roles.RESPONSE_LEADS))
    troubled = [RuntimeError("busy")]

    def listener(sender, **kwargs):
        if troubled:
            raise troubled.pop()

    warning_state_changed.connect(listener)
    try:
        page.get_latest_revision().publish()
        Worker().drain()
        job = OutboxMessage.objects.get(recipient=STATE_JOB)
        assert (job.state, job.about) == ("waiting", incident.ref)
        later = timezone.now() + timezone.timedelta(minutes=5)
        Worker(clock=lambda: later).drain()
    finally:
        warning_state_changed.disconnect(listener)
    job.refresh_from_db()
    assert job.state == "sent"
    assert incident.timeline.filter(text__contains=page.url).count() == 1


@pytest.mark.parametrize("is_mended", [True, False])
def test_page_and_its_news_are_committed_together(
    tree, user_in, monkeypatch, is_mended
):
    _incident, page = asked_for(user_in(roles.RESPONSE_LEADS))

    def die(sender, **kwargs):
        raise RuntimeError("power cut")

    if not is_mended:  # the control: Wagtail as it comes
        stock = PublishRevisionAction.execute.__wrapped__
        monkeypatch.setattr(PublishRevisionAction, "execute", stock)
    page_published.connect(die)
    try:
        with pytest.raises(RuntimeError):
            page.get_latest_revision().publish()
    finally:
        page_published.disconnect(die)
    page.refresh_from_db()
    assert page.live is not is_mended
    jobs = OutboxMessage.objects.filter(recipient=STATE_JOB)
    assert jobs.exists() is not is_mended


def test_without_training_there_are_no_classes(monkeypatch):
    monkeypatch.setattr(apps, "is_installed", lambda name: False)

    assert bridges.upcoming_classes(at=timezone.now()) == []
    assert bridges.page_types() == []
