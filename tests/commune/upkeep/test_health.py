"""The administrators' page and card: what is wrong, in words, and nothing else."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from commune import outbox, registry
from commune.access import roles
from commune.models import OutboxMessage, ScheduleSlot
from commune.models.outbox import Channel
from commune.outbox import beats, schedule
from commune.upkeep import health
from commune.upkeep.health import Level

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
Usage = namedtuple("Usage", "total free")


@pytest.fixture
def now():
    return timezone.now()


def put(state="waiting", **values):
    message = outbox.put(
        key=f"k-{state}", channel=Channel.EMAIL, recipient="r", subject="s", body="b"
    )
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, **values)


@pytest.mark.parametrize(
    ("quiet", "level"),
    [
        (timedelta(0), Level.OK),
        (4 * MINUTE, Level.OK),
        (6 * MINUTE, Level.ACT),
        (-60 * MINUTE, Level.ACT),
    ],
)
def test_a_worker_silent_for_five_minutes_is_an_alarm(now, quiet, level):
    beats.beat("w", at=now - quiet)

    assert health.worker(now).level == level


def test_one_living_worker_is_enough(now):
    beats.beat("dead", at=now - 60 * MINUTE)
    beats.beat("alive", at=now)

    assert health.worker(now).level == Level.OK


def test_a_worker_that_never_ran_is_an_alarm(now):
    assert health.worker(now).level == Level.ACT


@pytest.mark.parametrize(
    ("waited", "level"),
    [(1, Level.OK), (16, Level.LOOK), (121, Level.ACT)],
)
def test_the_oldest_waiting_message_is_judged_by_its_wait(now, waited, level):
    put(due_at=now - waited * MINUTE)

    assert health.oldest_waiting(now).level == level


@pytest.mark.parametrize("state", ["failed", "maybe"])
def test_what_waits_for_a_decision_is_an_alarm(now, state):
    beats.beat("w", at=now)
    assert health.troubles(now) == []
    put(state)

    assert [trouble.level for trouble in health.troubles(now)] == [Level.ACT]


def test_due_work_left_half_done_twice_is_named(now):
    long_ago = now - 2 * schedule.LEASE
    ScheduleSlot.objects.create(
        name="remind", slot=long_ago, claimed_at=long_ago, attempt_count=2,
        leased_until=long_ago,
    )  # fmt: skip

    assert "remind" in health.due_work(now).text


@pytest.mark.parametrize(
    ("free", "level"), [(50, Level.OK), (10, Level.LOOK), (4, Level.ACT)]
)
def test_disk_space_is_judged_by_its_share(free, level):
    assert health.disk(Path("/x"), Usage(100, free)).level == level


def test_database_and_disk_are_watched(now):
    subjects = [finding.subject for finding in health.findings(now)]

    assert len(subjects) == len(set(subjects))
    assert "Cơ sở dữ liệu chính" in subjects


def test_last_run_and_last_error_of_due_work_are_shown(now, monkeypatch):
    monkeypatch.setattr(registry, "_due_work", {})
    registry.register_due_work("remind", lambda at: 1)
    for minutes in (3, 2):
        at = now - minutes * MINUTE
        row = schedule.claim("remind", at=at, every=MINUTE, worker="w")
        schedule.finish(row, at=at)
    row = schedule.claim("remind", at=now, every=MINUTE, worker="w")
    schedule.fail(row, at=now, error="ValueError")

    [report] = health.work_reports(now)
    assert report == health.WorkReport("remind", now - 2 * MINUTE, "ValueError", False)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "5 giây"), (65, "1 phút"), (7200, "2 giờ"), (200_000, "2 ngày")],
)
def test_spans_are_said_as_people_say_them(seconds, words):
    with translation.override("vi"):
        assert health.in_words(timedelta(seconds=seconds)) == words


def test_page_and_card_tell_administrators_in_vietnamese(client, user_in):
    put("failed")
    client.force_login(user_in(roles.ADMINISTRATORS))
    page = client.get(reverse("commune_health")).content.decode()
    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Tình trạng hệ thống" in page
    assert "Cần xử lý ngay" in page
    assert "Hệ thống cần anh/chị xử lý" in home


@pytest.mark.parametrize("role", sorted(set(roles.ALL) - {roles.ADMINISTRATORS}))
def test_others_get_no_card(client, user_in, role):
    put("failed")
    user = user_in(role)

    titles = [str(card.title) for card in registry.cards_for(user)]
    assert "Hệ thống cần anh/chị xử lý" not in titles


def test_the_card_goes_when_all_is_in_order(user_in):
    beats.beat("w", at=timezone.now())
    user = user_in(roles.ADMINISTRATORS)

    titles = [card.title for card in registry.cards_for(user)]
    assert titles == ["Quy định cần đối chiếu"]


def test_readyz_names_a_silent_worker_and_serves_on(client):
    silent = client.get("/readyz")
    beats.beat("w", at=timezone.now())
    alive = client.get("/readyz")

    assert (silent.status_code, silent.content) == (200, b"ok\nworker: silent")
    assert (alive.status_code, alive.content) == (200, b"ok")


def test_the_page_asks_a_constant_number_of_queries(
    client, user_in, django_assert_max_num_queries
):
    client.force_login(user_in(roles.ADMINISTRATORS))
    for number in range(12):
        outbox.put(
            key=f"f{number}",
            channel=Channel.EMAIL,
            recipient="r",
            subject="s",
            body="b",
        )
    OutboxMessage.objects.update(state="failed")
    client.get(reverse("commune_health"))
    with django_assert_max_num_queries(40):
        client.get(reverse("commune_health"))


def test_sign_of_life_from_a_clock_set_back_hides_no_living_worker(now):
    beats.beat("old-1", at=now + timedelta(days=365))
    beats.beat("new-2", at=now)

    assert not beats.is_silent(now)
    assert beats.forget_old_beats(now) == 1
    assert not beats.is_silent(now)
