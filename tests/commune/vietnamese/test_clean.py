import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import nfc


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("dòng\tmột\ndòng hai", "dòng\tmột\ndòng hai"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("phiếu\u202egpj.exe", "phiếugpj.exe"),
        ("\u2066kín\u2069", "kín"),
        ("khai\u200b sinh\ufeff", "khai sinh"),
        ("H\u00adêng", "H\u00adêng"),
        ("lẻ \ud800 đôi", "lẻ  đôi"),
        ("  giữ khoảng trắng ", "  giữ khoảng trắng "),
    ],
)
def test_nfc_removes_what_nobody_sees(text, clean):
    assert nfc(text) == clean


def test_nfc_composes_across_a_removed_sign():
    assert nfc("e\u200b\u0301") == "é"


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_nfc_is_stable_and_can_be_stored(text):
    clean = nfc(text)

    assert nfc(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert "\x00" not in clean
    clean.encode("utf-8")
