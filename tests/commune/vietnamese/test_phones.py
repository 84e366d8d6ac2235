import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import (
    PhoneError,
    can_be_called,
    convert_old_mobile,
    find_phones,
    format_phone,
    parse_phone,
    parse_public_phone,
)

MOBILES = st.from_regex(r"0[35789][0-9]{8}", fullmatch=True)
SPELLINGS = [
    lambda n: n,
    lambda n: f"{n[:4]} {n[4:7]} {n[7:]}",
    lambda n: f"{n[:4]}.{n[4:7]}.{n[7:]}",
    lambda n: f"{n[:3]}-{n[3:6]}-{n[6:]}",
    lambda n: f"{n[:4]}\u00a0{n[4:6]}\u00a0{n[6:8]}\u00a0{n[8:]}",
    lambda n: f"+84 {n[1:4]} {n[4:7]} {n[7:]}",
    lambda n: f"0084{n[1:]}",
    lambda n: f"84{n[1:]}",
    lambda n: f"+84 (0) {n[1:]}",
    lambda n: f"\u202a{n}\u202c",
]
FROM_EXCEL = [
    lambda n: n[1:],
    int,
    float,
    lambda n: f"{int(n)}.0",
    lambda n: f"{n[1]}.{n[2:]}E+08",
    lambda n: f"{n[1]},{n[2:]}E+08",
]


@given(MOBILES, st.sampled_from(SPELLINGS + FROM_EXCEL))
def test_parse_phone_reads_every_spelling_of_a_mobile(number, spelled):
    assert parse_phone(spelled(number)) == "+84" + number[1:]


@given(MOBILES)
def test_format_phone_goes_round(number):
    shown = format_phone(parse_phone(number))

    assert shown == f"{number[:4]} {number[4:7]} {number[7:]}"
    assert parse_phone(shown) == "+84" + number[1:]


@pytest.mark.parametrize(
    ("written", "e164", "shown"),
    [
        ("0912 345 678", "+84912345678", "0912 345 678"),
        ("02373852246", "+842373852246", "0237 3852 246"),
        ("(0237) 3.852.246", "+842373852246", "0237 3852 246"),
        ("2373852246", "+842373852246", "0237 3852 246"),
        (2373852246.0, "+842373852246", "0237 3852 246"),
        ("+84 237 385 2246", "+842373852246", "0237 3852 246"),
        ("024 3825 1234", "+842438251234", "024 3825 1234"),
        ("tel:+84912345678", "+84912345678", "0912 345 678"),
    ],
)
def test_parse_phone_reads_mobiles_and_landlines(written, e164, shown):
    assert parse_phone(written) == e164
    assert format_phone(e164) == shown


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        (" -. ", "empty"),
        ("không có", "characters"),
        ("0912 345 67x", "characters"),
        ("+", "characters"),
        (True, "characters"),
        (float("nan"), "characters"),
        ("9.12E+08", "rounded"),
        ("113", "short_number"),
        ("1900 1234", "short_number"),
        ("1800 123456", "short_number"),
        ("0165 123 4567", "old_prefix"),
        ("1651234567", "old_prefix"),
        ("0112345678", "retired"),
        ("0100000001", "retired"),
        ("01112345678", "retired"),
        ("0612345678", "prefix"),
        ("02003852246", "prefix"),
        ("091234567", "too_short"),
        ("0237385224", "too_short"),
        ("09123456789", "too_long"),
        ("038085012345", "too_long"),
        ("+856 20 1234 5678", "foreign"),
    ],
)
def test_parse_phone_refuses_and_says_why(written, code):
    with pytest.raises(PhoneError) as refused:
        parse_phone(written)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *[(f"016{n}", f"+843{n}") for n in range(2, 10)],
        ("0120", "+8470"),
        ("0121", "+8479"),
        ("0122", "+8477"),
        ("0126", "+8476"),
        ("0128", "+8478"),
        ("0123", "+8483"),
        ("0124", "+8484"),
        ("0125", "+8485"),
        ("0127", "+8481"),
        ("0129", "+8482"),
        ("0186", "+8456"),
        ("0188", "+8458"),
        ("0199", "+8459"),
    ],
)
def test_convert_old_mobile_gives_the_number_of_today(old, new):
    with pytest.raises(PhoneError) as refused:
        parse_phone(f"{old} 234 567 8"[:13] + "8")

    assert convert_old_mobile(f"{old}2345678") == f"{new}2345678"
    assert refused.value.suggestion.startswith(new)
    assert parse_phone(refused.value.suggestion) == refused.value.suggestion


@pytest.mark.parametrize("number", ["0912345678", "0112345678", "0165123456"])
def test_convert_old_mobile_refuses_other_numbers(number):
    with pytest.raises(PhoneError) as refused:
        convert_old_mobile(number)

    assert refused.value.code == "not_old"


@pytest.mark.parametrize("unchanged", ["113", "19001234", "+85620123456", ""])
def test_format_phone_leaves_other_texts(unchanged):
    assert format_phone(unchanged) == unchanged


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("gọi 0912.345.678 hoặc 0237 3852 246.", ["+84912345678", "+842373852246"]),
        ("Zalo: https://zalo.me/0912345678", ["+84912345678"]),
        ("0912 345 678 0987 654 321", ["+84912345678", "+84987654321"]),
        ("(0237) 3852.246; +84 (0) 987-654-321", ["+842373852246", "+84987654321"]),
        ("84 912 345 678, 0912 . 345 . 678", ["+84912345678"] * 2),
        ("số thẻ 038085012345", []),
        ("số thẻ 0380 8501 2345", []),
        ("mã AB0912345678CD", []),
        ("số cũ 0165 123 4567, tổng đài 1900 1234", []),
        ("mã khách hàng 0200 385 2246", []),
        ("", []),
    ],
)
def test_find_phones_in_free_text(text, numbers):
    assert [phone.e164 for phone in find_phones(text)] == numbers


@given(MOBILES, st.sampled_from(SPELLINGS[:9]), st.sampled_from(["", "gọi ", "SĐT:"]))
def test_find_phones_tells_where_the_number_stands(number, spelled, before):
    text = f"{before}{spelled(number)}, cảm ơn"

    (phone,) = find_phones(text)

    assert phone.e164 == "+84" + number[1:]
    assert text[phone.start : phone.end] == phone.written == spelled(number)


@given(st.text(max_size=30))
def test_public_phone_can_be_called_or_is_refused(text):
    try:
        kept = parse_public_phone(text)
    except PhoneError:
        return
    assert can_be_called(kept)
