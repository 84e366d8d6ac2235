import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certificates.numbering import (
    NumberingError,
    certificate_number,
    check_pattern,
)


@pytest.mark.parametrize(
    ("pattern", "digits", "number", "shown"),
    [
        ("{so}/GXN-UBND", 2, 7, "07/GXN-UBND"),
        ("{so}/{nam}/GCN-UBND", 4, 12, "0012/2027/GCN-UBND"),
        ("{so}", 2, 1234, "1234"),
    ],
)
def test_a_number_follows_its_pattern(pattern, digits, number, shown):
    assert certificate_number(pattern, digits, number=number, year=2027) == shown


@pytest.mark.parametrize(
    ("pattern", "digits", "field"),
    [
        ("GCN", 2, "pattern"),
        ("{so}{so}", 2, "pattern"),
        ("{so}/{thang}", 2, "pattern"),
        ("{so}/{", 2, "pattern"),
        ("{so}" + "x" * 60, 2, "pattern"),
        ("{so}", 0, "digits"),
        ("{so}", 7, "digits"),
    ],
)
def test_a_pattern_without_a_number_of_its_own_is_refused(pattern, digits, field):
    with pytest.raises(NumberingError) as refused:
        check_pattern(pattern, digits)
    assert refused.value.field == field


def test_numbers_begin_with_one():
    with pytest.raises(NumberingError):
        certificate_number("{so}", 2, number=0, year=2027)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 6))
def test_two_numbers_are_never_the_same(one, other, digits):
    shown = {
        certificate_number("{so}/{nam}", digits, number=number, year=2027)
        for number in (one, other)
    }
    assert len(shown) == len({one, other})
