import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import mask_identity_numbers

GROUPINGS = [(12,), (3, 3, 3, 3), (4, 4, 4), (3, 1, 2, 6), (3, 3, 6), (6, 6)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("CCCD 001085012345.", "CCCD 001******345."),
        ("038085012345 15 tuổi", "038******345 15 tuổi"),
        ("038 085 012 345, tổ 2", "038******345, tổ 2"),
        ("038.085.012.345", "038******345"),
        ("038 085 012 345 1985", "038******345 1985"),
        ("số:038085012345;0912345678", "số:038******345;0912345678"),
        ("MST 038085012345", "MST 038******345"),
        (
            "không có tài khoản, CCCD 038085012345",
            "không có tài khoản, CCCD 038******345",
        ),
    ],
)
def test_mask_identity_numbers_leaves_six_digits(text, masked):
    assert mask_identity_numbers(text) == (masked, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0912 345 678",
        "0912 345 678 12 người",
        "0912 345 678 0987 654 321",
        "0237 3852 246 5",
        "0380850123456",
        "138085012345",
        "0123 4567 8901 2345",
        "05.01.2027 0800",
        "01.01.2026 01.02.2026",
        "chuyển vào STK 038085012345 của ông A",
        "Số tài khoản ngân hàng: 0380 8501 2345",
        "tài khoản số 038085012345 tại Agribank",
        "mã hồ sơ 000123456789",
        "thủ tục 1.004873.000.00.00.H56",
        "TTHC 2.000815.000.00.00.H56",
        "000.12.16.H56-260105-0007",
        "hotline 1900 1234, 0237 3852 246",
    ],
)
def test_mask_identity_numbers_leaves_other_numbers(text):
    assert mask_identity_numbers(text) == (text, 0)


def test_mask_identity_numbers_counts_all():
    assert mask_identity_numbers("001085012345 và 038 190 000 111") == (
        "001******345 và 038******111",
        2,
    )


@given(
    st.from_regex(r"00[0-9]{10}", fullmatch=True),
    st.sampled_from(GROUPINGS),
    st.sampled_from(" .-"),
)
def test_mask_identity_numbers_finds_every_grouping(digits, grouping, gap):
    rest = iter(digits)
    written = gap.join("".join(next(rest) for _ in range(n)) for n in grouping)

    masked, count = mask_identity_numbers(f"Số thẻ {written}, đã cấp")

    assert (masked, count) == (f"Số thẻ {digits[:3]}******{digits[-3:]}, đã cấp", 1)


@given(st.text() | st.text(alphabet="0123456789 .-CđTK"))
def test_mask_identity_numbers_takes_any_text_and_is_done_once(text):
    masked, count = mask_identity_numbers(text)

    assert mask_identity_numbers(masked) == (masked, 0)
    assert (masked == text) is (count == 0)
