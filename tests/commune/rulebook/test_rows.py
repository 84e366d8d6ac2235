"""Versions of a rule: apart in time, kept where used, read by what stands on them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from commune.models import (
    ConsentWording,
    Holiday,
    OfficeHours,
    RetentionPeriod,
    SpeechAbbreviation,
)
from commune.rulebook import retention, spoken
from commune.rulebook.amend import AmendError, amend
from commune.rulebook.books import books, state
from commune.rulebook.usage import is_used
from commune.vietnamese import speech
from tests.commune.vietnamese.test_speech import PAIRS

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)


def period(**values) -> RetentionPeriod:
    usual = {"code": "x", "valid_from": date(2026, 1, 1), "days": 9}
    return RetentionPeriod(label="x", what="x", **(usual | values))


@pytest.mark.parametrize(
    ("start", "end", "is_apart"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2026, 1, 2), False),
        (date(2025, 1, 1), None, False),
        (date(2026, 5, 31), None, False),
        (date(2026, 6, 1), None, True),
    ],
)
def test_versions_of_a_code_are_kept_apart(start, end, is_apart):
    period(valid_to=date(2026, 6, 1)).save()
    row = period(valid_from=start, valid_to=end)
    if is_apart:
        row.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.message_dict) == ["valid_from"]


def test_an_old_row_stands_in_nobodys_way():
    period(status="old").save()
    period(valid_from=date(2026, 2, 1)).full_clean()


def test_a_successor_ends_with_what_it_replaces_and_is_verified_anew():
    row = period(valid_to=date(2028, 1, 1), verified_on=TODAY)
    row.save()
    new = amend(row, starts_on=TODAY, changes={"days": 30})
    row.refresh_from_db()
    assert (row.valid_to, row.days) == (TODAY, 9)
    assert (new.valid_from, new.valid_to, new.days) == (TODAY, date(2028, 1, 1), 30)
    assert (new.verified_on, row.verified_on) == (None, TODAY)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 1, 1)])
def test_a_successor_outside_the_rows_time_is_refused(day):
    row = period(valid_to=date(2028, 1, 1))
    row.save()
    with pytest.raises(AmendError):
        amend(row, starts_on=day, changes={})


def test_a_row_whose_results_are_kept_is_used_from_its_first_day():
    row = OfficeHours.objects.get(code="mon-am")
    assert is_used(row, on=row.valid_from)
    assert not is_used(row, on=row.valid_from - timedelta(days=1))


def test_a_row_without_a_record_is_not_used():
    assert not is_used(ConsentWording.objects.first(), on=TODAY)
    assert not is_used(Holiday.objects.first(), on=TODAY)


def test_every_installed_book_has_rows_and_a_state():
    for name, model in books().items():
        if name == "searchsynonym":
            continue  # comes with the site
        found = state(model, today=timezone.localdate())
        assert (found.name, found.in_force > 0) == (name, True)
        assert found.to_verify == found.in_force


def test_the_state_counts_what_was_verified_long_ago():
    RetentionPeriod.objects.all().delete()
    for code, days in [("fresh", 10), ("stale", 200)]:
        period(code=code, verified_on=TODAY - timedelta(days=days)).save()
    found = state(RetentionPeriod, today=TODAY)
    assert (found.in_force, found.to_verify, found.next_change) == (2, 1, None)


def test_the_next_change_is_the_nearest_start_or_end():
    period(valid_to=date(2027, 9, 1)).save()
    period(valid_from=date(2027, 8, 1), code="y").save()
    assert state(RetentionPeriod, today=TODAY).next_change == date(2027, 8, 1)


def test_retention_is_the_rows_word_and_ships_without_one():
    row = RetentionPeriod.objects.get(code="outbox-text")
    assert retention.kept("outbox-text") == timedelta(days=7)
    amend(row, starts_on=timezone.localdate(), changes={"days": 3})
    assert retention.kept("outbox-text") == timedelta(days=3)
    RetentionPeriod.objects.all().delete()
    assert retention.kept("outbox-text") == timedelta(days=7)
    with pytest.raises(KeyError):
        retention.kept("nothing")


def test_shipped_rows_read_aloud_as_the_table_does():
    for written, _said in PAIRS:
        assert spoken.speak(written) == speech.speak(written)


def test_the_office_adds_an_abbreviation_and_switches_one_off():
    SpeechAbbreviation.objects.create(
        code="abc", label="ABC", short="QABC", spoken="quỹ An Bình"
    )
    assert spoken.speak("QABC xã") == "Quỹ An Bình xã."
    row = SpeechAbbreviation.objects.get(short="UBND")
    row.status = "old"
    row.save()
    assert "UBND" in spoken.unknown_abbreviations("UBND")
