from datetime import datetime

import pytest
from django import forms

from commune.moment_field import MomentField
from commune.vietnamese import LOCAL_ZONE

MOMENT = datetime(2027, 1, 5, 14, 30, tzinfo=LOCAL_ZONE)


@pytest.mark.parametrize(
    "text",
    [
        *("05/01/2027 14:30", "5/1/2027 14h30", "14:30 05/01/2027", "05-01-2027 14:30"),
        *("14 giờ 30 ngày 05/01/2027", "2027-01-05T14:30"),
    ],
)
def test_day_and_hour_are_read_as_people_write_them(text):
    assert MomentField().clean(text) == MOMENT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "để trống"),
        ("05/01/2027", "cả giờ"),
        ("31/02/2027 10:00", "Không có ngày này"),
        ("05/01/2027 25:00", "Không có giờ này"),
        ("05/01/27 14:30", "bốn chữ số"),
        ("31/12/9999 10:00", "năm"),
        ("01/01/0001 00:00", "năm"),
        ("mai", "05/01/2027 14:30"),
        ("\x00", "để trống"),
    ],
)
def test_what_is_wrong_is_said(text, said):
    with pytest.raises(forms.ValidationError) as error:
        MomentField().clean(text)
    assert said in error.value.messages[0]


def test_value_is_shown_day_first_and_counts_as_unchanged():
    shown = MomentField().prepare_value(MOMENT.replace(second=59))
    assert shown == "05/01/2027 14:30"
    assert not MomentField().has_changed(MOMENT, shown)
    assert MomentField().has_changed(MOMENT, "05/01/2027 14:31")


def test_optional_moment_may_be_empty():
    assert MomentField(required=False).clean("") is None
