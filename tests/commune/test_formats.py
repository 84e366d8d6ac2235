from datetime import UTC, date, datetime

import pytest
from django import forms
from django.utils import formats, timezone, translation

LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@LANGUAGES
@pytest.mark.parametrize("text", ["05/01/2026", "5/1/2026", "05-01-2026", "2026-01-05"])
def test_a_form_reads_the_day_before_the_month(language, text):
    with translation.override(language):
        assert forms.DateField().clean(text) == date(2026, 1, 5)


@LANGUAGES
@pytest.mark.parametrize("text", ["31/02/2026", "01/13/2026", "05/01/26"])
def test_a_form_refuses_a_date_that_is_none(language, text):
    with translation.override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean(text)


@LANGUAGES
@pytest.mark.parametrize("text", ["05/01/2026 14:30", "2026-01-05T14:30"])
def test_a_form_reads_a_moment(language, text):
    with translation.override(language):
        moment = forms.DateTimeField().clean(text)

    assert moment == datetime(2026, 1, 5, 7, 30, tzinfo=UTC)


@LANGUAGES
def test_dates_and_numbers_are_shown_the_vietnamese_way(language):
    moment = timezone.localtime(datetime(2026, 1, 5, 7, 5, tzinfo=UTC))

    with translation.override(language):
        assert (
            formats.date_format(moment, "SHORT_DATETIME_FORMAT") == "05/01/2026 14:05"
        )
        assert formats.date_format(moment) == "05/01/2026"
        assert formats.number_format(2794, force_grouping=True) == "2.794"
        assert formats.number_format(69.85) == "69,85"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
