"""No text makes the library fail other than by its own errors, and all of it is NFC."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune import vietnamese as vn
from commune.vietnamese import speech

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
LOOKS_LIKE = "0123456789/.,:+-()–h %ngàytháng năm giờ84Eeđ\n\u00a0\u0301"
TEXTS = st.text() | st.text(alphabet=LOOKS_LIKE)
WORDS = st.text(alphabet=ALPHABET, min_size=1, max_size=6)


@given(TEXTS)
@pytest.mark.parametrize(
    ("read", "error"),
    [
        (vn.parse_date, vn.DateError),
        (vn.parse_datetime, vn.DateError),
        (vn.parse_number, vn.NumberError),
        (vn.parse_phone, vn.PhoneError),
        (vn.convert_old_mobile, vn.PhoneError),
    ],
)
def test_readers_raise_only_their_own_error_with_a_code(read, error, text):
    code = "read"
    try:
        read(text)
    except error as refused:
        code = refused.code
    assert code.isidentifier()


@given(TEXTS)
@pytest.mark.parametrize(
    "change",
    [vn.fold, vn.nfc, vn.slugify, vn.mask_name, vn.given_name, vn.format_phone],
)
def test_changers_take_every_text_and_give_nfc(change, text):
    changed = change(vn.nfc(text))

    assert unicodedata.is_normalized("NFC", changed)


@given(TEXTS)
@pytest.mark.parametrize("settle", [vn.fold, vn.nfc, vn.slugify])
def test_doing_it_twice_changes_nothing(settle, text):
    assert settle(settle(text)) == settle(text)


@given(st.lists(TEXTS, max_size=6), st.sampled_from(vn.LegacyEncoding))
def test_old_encodings_take_every_text(texts, encoding):
    assert vn.detect_legacy(texts) in {None, *vn.LegacyEncoding}
    for text in texts:
        assert unicodedata.is_normalized("NFC", vn.from_legacy(text, encoding))


@given(TEXTS)
def test_finders_take_every_text(text):
    for phone in vn.find_phones(text):
        assert text[phone.start : phone.end] == phone.written
        assert vn.parse_phone(phone.e164) == phone.e164
    assert vn.mask_identity_numbers(text)[1] >= 0
    assert vn.is_syllable(text) in {True, False}
    assert speech.reading_seconds(text) >= 0


@given(st.lists(WORDS, min_size=2, max_size=8))
def test_names_sort_as_the_alphabet_does(words):
    """The reference is the alphabet itself: letter by letter, shorter words first."""
    by_key = sorted(words, key=vn.name_sort_key)
    by_alphabet = sorted(
        words, key=lambda word: [ALPHABET.index(sign) for sign in word]
    )

    assert by_key == by_alphabet


@given(st.lists(TEXTS, min_size=3, max_size=6))
def test_the_order_of_names_is_total(names):
    keys = [vn.name_sort_key(name) for name in sorted(names, key=vn.name_sort_key)]

    assert all(one <= other for one, other in pairwise(keys))
    assert keys == sorted(keys)


@given(st.integers(0, 23), st.integers(0, 59), st.dates())
def test_a_written_moment_is_read_in_every_spelling(hour, minute, day):
    if not 1976 <= day.year <= 2099:
        day = day.replace(year=2026, day=min(day.day, 28))
    date = vn.format_date(day)
    for written in (
        f"{date} {hour:02d}:{minute:02d}",
        f"{hour}h{minute:02d} ngày {date}",
        f"lúc {hour} giờ {minute} phút {vn.long_date(day)}",
    ):
        moment = vn.parse_datetime(written)
        assert (moment.hour, moment.minute, moment.date()) == (hour, minute, day)
