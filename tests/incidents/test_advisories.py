from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commune.models import OutboxMessage
from commune.outbox.worker import Worker
from incidents import advisories, signals
from incidents.advisories import AdvisoryError, WarningText, request_warning
from incidents.models import WarningRequest

pytestmark = pytest.mark.django_db
ADMIN = reverse("wagtailadmin_home")
TEXT = WarningText(
    title="Cảnh báo tin nhắn giả",
    summary="Tin nhắn giả VNeID kèm http://vneid.example/x",
    what_to_do="Không bấm liên kết\n\nGọi 156",
    signs="http://vneid.example/x",
    hotlines="156",
)


@pytest.fixture
def heard(monkeypatch):
    """Listen alone: the site's own bridge is somebody else's test."""
    requests = []
    monkeypatch.setattr(signals.warning_requested, "receivers", [])
    signals.warning_requested.sender_receivers_cache.clear()

    def listener(sender, request, **kwargs):
        requests.append(request)
        return {"page_ref": "7", "edit_url": "/quan-tri/pages/7/edit/"}

    signals.warning_requested.connect(listener, weak=False)
    yield requests
    signals.warning_requested.sender_receivers_cache.clear()


def test_a_request_is_sent_after_the_commit_as_plain_values(
    heard, make_incident, responder, django_capture_on_commit_callbacks
):
    incident = make_incident("bí mật của bà Sáu", reporter_name="Bà Sáu")
    with django_capture_on_commit_callbacks(execute=True):
        request_warning(incident.pk, TEXT, actor=responder)
        assert heard == []
    sent = heard[0]
    assert sent["source_ref"] == incident.ref
    assert sent["what_to_do"] == ["Không bấm liên kết", "Gọi 156"]
    assert sent["signs"] == ["hxxp://vneid[.]example/x"]
    assert "Sáu" not in str(sent)
    assert all(isinstance(v, str | int | list) for v in sent.values())
    row = WarningRequest.objects.get()
    assert (row.state, row.edit_url) == ("draft", "/quan-tri/pages/7/edit/")


def test_a_second_click_gives_the_same_request(
    heard, make_incident, responder, django_capture_on_commit_callbacks
):
    incident = make_incident()
    rows = []
    for _n in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            rows.append(request_warning(incident.pk, TEXT, actor=responder))
    assert rows[0].key == rows[1].key
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("gọi anh Ba 0912 345 678", "0912 345 678"),
        ("thẻ 038123456789", "038******789"),
        ("thư ba@xa.vn", "ba@xa.vn"),
        ("xe 36A1-234.56", "36A1-234.56"),
        ("bà Lê Thị Sáu kể", "Lê Thị Sáu"),
    ],
)
def test_personal_data_is_refused_until_confirmed(make_incident, responder, words, hit):
    incident = make_incident(reporter_name="Lê Thị Sáu")
    text = WarningText("Tiêu đề", words, "Cẩn thận")
    with pytest.raises(AdvisoryError) as refusal:
        request_warning(incident.pk, text, actor=responder)
    assert refusal.value.hits == [hit]
    request_warning(incident.pk, text, actor=responder, confirmed=[hit])


def test_red_needs_a_response_lead(make_incident, responder, lead):
    incident = make_incident(tlp="AMBER+STRICT")
    with pytest.raises(AdvisoryError):
        request_warning(incident.pk, TEXT, actor=responder)
    assert request_warning(incident.pk, TEXT, actor=lead)


def test_nobody_listening_is_said_and_the_text_offered(
    client, make_incident, responder, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(signals.warning_requested, "receivers", [])
    signals.warning_requested.sender_receivers_cache.clear()
    incident = make_incident()
    client.force_login(responder)
    url = f"{ADMIN}incident/warning/{incident.pk}/"
    data = {"title": TEXT.title, "summary": "Có tin giả", "what_to_do": "Đừng bấm"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, data).status_code == 302
    page = client.get(url).content.decode()
    signals.warning_requested.sender_receivers_cache.clear()
    assert "chưa kết nối" in page
    assert "Đừng bấm" in page
    assert WarningRequest.objects.get().state == "unheard"


def test_the_way_back_stamps_the_first_publication(make_incident, responder):
    incident = make_incident()
    request_warning(incident.pk, TEXT, actor=responder)
    assert advisories.record_state(incident.ref, state="published", url="/canh-bao/x/")
    incident.refresh_from_db()
    first = incident.first_public_warning_at
    assert incident.public_ref == "/canh-bao/x/"
    advisories.record_state(incident.ref, state="withdrawn")
    advisories.record_state(incident.ref, state="published", url="/canh-bao/x/")
    incident.refresh_from_db()
    assert incident.first_public_warning_at == first
    assert advisories.record_state("SC-1999-0001", state="draft") is False


def test_a_broken_listener_breaks_nothing(
    make_incident, responder, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(signals.warning_requested, "receivers", [])
    signals.warning_requested.sender_receivers_cache.clear()

    def broken(**kwargs):
        raise RuntimeError

    signals.warning_requested.connect(broken, weak=False)
    with django_capture_on_commit_callbacks(execute=True):
        request_warning(make_incident().pk, TEXT, actor=responder)
    signals.warning_requested.sender_receivers_cache.clear()
    row = WarningRequest.objects.get()
    assert (row.state, advisories.delivery(row)) == ("requested", "waiting")


def drain(minutes: int = 0) -> None:
    at = timezone.now() + timedelta(minutes=minutes)
    Worker(clock=lambda: at).drain()


def test_a_request_arrives_though_the_process_died_after_the_commit(
    heard, make_incident, responder
):
    request_warning(make_incident().pk, TEXT, actor=responder)  # no callback ever runs
    assert (heard, WarningRequest.objects.get().state) == ([], "requested")
    drain()
    drain()

    assert len(heard) == 1
    assert WarningRequest.objects.get().state == "draft"


def test_a_listener_that_failed_is_asked_again_with_the_same_key(
    heard, make_incident, responder, django_capture_on_commit_callbacks
):
    troubled = [RuntimeError("busy")]

    def broken_once(request, **kwargs):
        heard.append(request)
        if troubled:
            raise troubled.pop()

    [(key, listener, *rest)] = signals.warning_requested.receivers
    signals.warning_requested.receivers[:] = [(key, broken_once, *rest)]
    with django_capture_on_commit_callbacks(execute=True):
        request_warning(make_incident().pk, TEXT, actor=responder)
    assert WarningRequest.objects.get().state == "requested"

    signals.warning_requested.receivers[:] = [(key, listener, *rest)]
    signals.warning_requested.sender_receivers_cache.clear()
    drain(minutes=5)
    assert WarningRequest.objects.get().state == "draft"
    assert len({request["idempotency_key"] for request in heard}) == 1


def test_a_lesson_arrives_though_the_process_died(monkeypatch, make_incident, lead):
    lessons = []

    def listener(topic_slug, text, **kwargs):
        lessons.append((topic_slug, text))

    monkeypatch.setattr(signals.lesson_published, "receivers", [])
    signals.lesson_published.connect(listener, weak=False)
    advisories.publish_lesson(
        make_incident().pk, topic_slug="mat-khau", text="Đổi mật khẩu", actor=lead
    )
    drain()

    assert lessons == [("mat-khau", "Đổi mật khẩu")]
    assert OutboxMessage.objects.get(recipient="incidents-lesson").state == "sent"


def test_a_warning_asked_for_after_a_withdrawal_is_another_one(
    heard, make_incident, responder
):
    incident = make_incident()
    request_warning(incident.pk, TEXT, actor=responder)
    drain()
    advisories.record_state(incident.ref, state="withdrawn")
    request_warning(incident.pk, TEXT, actor=responder)
    drain()

    assert len({request["idempotency_key"] for request in heard}) == 2


def asked(make_incident, responder):
    incident = make_incident()
    request_warning(incident.pk, TEXT, actor=responder)
    drain()
    return incident


def tell(incident, state, minutes):
    at = timezone.now() + timedelta(minutes=minutes)
    return advisories.record_state(incident.ref, state=state, url="/canh-bao/x/", at=at)


def story(incident):
    return incident.timeline.filter(text__startswith="Cảnh báo công khai").count()


def test_late_older_news_is_told_but_changes_no_state(heard, make_incident, responder):
    incident = asked(make_incident, responder)
    WarningRequest.objects.update(stated_at=timezone.now() - timedelta(hours=1))
    published = timezone.now() - timedelta(minutes=20)
    tell(incident, "withdrawn", -10)
    for _repeat in range(2):
        advisories.record_state(
            incident.ref, state="published", url="/canh-bao/x/", at=published
        )

    incident.refresh_from_db()
    assert WarningRequest.objects.get().state == "withdrawn"
    assert incident.first_public_warning_at == published
    assert story(incident) == 2  # withdrawn, published: each once


def test_news_from_a_clock_that_was_ahead_blocks_no_later_news(
    heard, make_incident, responder
):
    incident = asked(make_incident, responder)
    tell(incident, "published", 24 * 60)
    tell(incident, "withdrawn", 0)

    assert WarningRequest.objects.get().state == "withdrawn"


@pytest.mark.parametrize("is_careful", [True, False])
def test_a_publication_before_the_answer_is_kept_is_not_lost(
    heard, make_incident, responder, monkeypatch, is_careful
):
    incident = make_incident()

    def publish_at_once(request, **kwargs):
        tell(incident, "published", 0)
        return {"page_ref": "7", "edit_url": "/quan-tri/pages/7/edit/"}

    def keep_without_looking(sent, taken):  # the control: what it was before
        sent.state = "draft"
        sent.save(update_fields=["state"])

    signals.warning_requested.connect(publish_at_once, weak=False)
    if not is_careful:
        monkeypatch.setattr(advisories, "_keep_answer", keep_without_looking)
    request_warning(incident.pk, TEXT, actor=responder)
    drain()

    state = WarningRequest.objects.get().state
    assert state == ("published" if is_careful else "draft")
    incident.refresh_from_db()
    assert incident.first_public_warning_at is not None


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "đang chờ gửi lại"), ("failed", "chưa nhận được")],
)
def test_the_page_says_how_the_request_stands_on_its_way(
    client, heard, make_incident, responder, state, words
):
    incident = make_incident()
    request_warning(incident.pk, TEXT, actor=responder)
    OutboxMessage.objects.filter(recipient="incidents-warning-request").update(
        state=state
    )
    client.force_login(responder)
    page = client.get(f"{ADMIN}incident/warning/{incident.pk}/").content.decode()

    assert words in page
    assert "chưa kết nối" not in page
    assert "Không bấm liên kết" in page


def test_what_failed_for_good_may_be_asked_for_anew(heard, make_incident, responder):
    incident = make_incident()
    for _click in range(2):
        request_warning(incident.pk, TEXT, actor=responder)
    jobs = OutboxMessage.objects.filter(recipient="incidents-warning-request")
    assert jobs.count() == 1
    jobs.update(state="failed")
    request_warning(incident.pk, TEXT, actor=responder)
    drain()

    assert jobs.count() == 2
    assert WarningRequest.objects.get().state == "draft"


@pytest.mark.parametrize("joint", ["", "\u200b", "\u2060"])
def test_personal_data_is_asked_about_as_it_is_kept(
    heard, client, make_incident, responder, joint
):
    url = f"{ADMIN}incident/warning/{make_incident().pk}/"
    client.force_login(responder)
    said = {
        "title": "Gọi lừa",
        "summary": f"Gọi 0912{joint}345678 ngay",
        "what_to_do": "Đừng nghe",
    }
    asked = client.post(url, said)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert 'name="confirmed" value="0912345678"' in page
    assert "xác nhận từng mục" in page
    assert client.post(url, said | {"confirmed": "0912345678"}).status_code == 302
    assert WarningRequest.objects.get().confirmed_personal == ["0912345678"]
