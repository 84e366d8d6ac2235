from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection

from commune.access.idempotency import KeyReused
from commune.models import IdempotencyRecord, OutboxMessage
from incidents.intake.log import IntakeError, Report, log, title_from
from incidents.models import Incident, RefCounter

SCAM = "Tin nhắn giả VNeID: vào hxxps://vneid[.]example/dn, gọi 0987654321"


@pytest.mark.django_db
def test_log_gives_number_clocks_guess_indicators_and_deadlines(responder, lead):
    logged = log(Report(text=SCAM), actor=responder, key="one")
    incident = Incident.objects.get(ref=logged.ref)
    assert incident.category.rsit == "fraud:phishing"
    assert (incident.severity, incident.tlp, incident.status) == ("P3", "AMBER", "new")
    assert incident.opened_by_name == "ung-cuu"
    assert incident.detected_at == incident.reported_at <= incident.recorded_at
    assert set(incident.indicators.values_list("type", "value_norm", "state")) == {
        ("url", "https://vneid.example/dn", "suggested"),
        ("phone", "+84987654321", "suggested"),
    }
    assert set(incident.deadlines.values_list("code", flat=True)) == {
        "acknowledge",
        "contain",
        "resolve",
        "report72",
    }
    assert incident.timeline.count() == incident.history.count() == 1
    note = OutboxMessage.objects.get(about=incident.ref)
    assert note.recipient == "to-truong"
    assert "VNeID" not in note.subject + note.body


@pytest.mark.django_db
def test_log_repeated_gives_the_first_answer_and_makes_nothing(responder):
    first = log(Report(text=SCAM), actor=responder, key="one")
    again = log(Report(text=SCAM), actor=responder, key="one")
    assert (again.ref, again.is_repeat) == (first.ref, True)
    assert Incident.objects.count() == 1
    with pytest.raises(KeyReused):
        log(Report(text="khác"), actor=responder, key="one")


@pytest.mark.django_db
def test_log_repeated_after_the_key_was_forgotten_finds_the_incident(responder):
    first = log(Report(text=SCAM), actor=responder, key="one")
    IdempotencyRecord.objects.all().delete()
    assert log(Report(text=SCAM), actor=responder, key="one").ref == first.ref


@pytest.mark.django_db
def test_numbers_follow_each_other_and_begin_anew_each_local_year(responder):
    refs = []
    # 17:30 UTC on 31 December is 00:30 on 1 January in Viet Nam.
    for hour, key in ((10, "a"), (10, "b"), (17, "c")):
        with time_machine.travel(datetime(2026, 12, 31, hour, 30, tzinfo=UTC)):
            refs.append(log(Report(text="máy hỏng"), actor=responder, key=key).ref)
    assert refs == ["SC-2026-0001", "SC-2026-0002", "SC-2027-0001"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_numbers_are_distinct_under_parallel_creates(responder):
    def create(number):
        try:
            return log(Report(text=SCAM), actor=responder, key=f"k{number % 4}").ref
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        refs = list(pool.map(create, range(8)))
    assert len(set(refs)) == 4
    assert RefCounter.objects.get().last == Incident.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "  \n ", "\x00\u202e", "x" * 20_001])
def test_log_refuses_empty_and_overlong_texts(responder, text):
    with pytest.raises(IntakeError) as error:
        log(Report(text=text), actor=responder, key="one")
    assert error.value.field == "text"
    assert not Incident.objects.exists()


@pytest.mark.django_db
def test_log_masks_identity_numbers_everywhere(responder):
    logged = log(Report(text="Lộ CCCD 038123456789"), actor=responder, key="one")
    incident = Incident.objects.get(ref=logged.ref)
    assert logged.masked_count == 1
    whole = incident.title + incident.summary + incident.history.get().summary
    assert "038123456789" not in whole
    assert not incident.words.filter(word="038123456789").exists()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  Mất   mạng \nthêm", "Mất mạng"),
        ("từ " * 60, " ".join(["từ"] * 36) + "…"),
        ("x" * 300, "x" * 110 + "…"),
    ],
)
def test_title_is_the_first_line_cut_at_a_word(text, title):
    assert title_from(text) == title


@pytest.mark.django_db
def test_a_key_that_outlived_its_day_swallows_no_other_text(responder):
    log(Report(text="Máy tính báo virus"), actor=responder, key="k" * 8)
    IdempotencyRecord.objects.all().delete()  # as the worker does after 24 hours
    with pytest.raises(KeyReused):
        log(Report(text="Mất điện thoại"), actor=responder, key="k" * 8)
    log(Report(text="Máy tính báo virus"), actor=responder, key="k" * 8)
    assert Incident.objects.count() == 1
