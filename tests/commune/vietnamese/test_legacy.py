import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import (
    LegacyEncoding,
    detect_legacy,
    from_legacy,
    is_capital_font,
    legacy_of_font,
    nfc,
)

TCVN3 = LegacyEncoding.TCVN3
VNI = LegacyEncoding.VNI
TCVN3_NAMES = [
    ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng"),
    ("Mü RÐ", "Mỹ Ré"),
    ("H\u00adêng", "Hường"),
    ("Lª V¨n §øc", "Lê Văn Đức"),
    ("TrÇn ThÞ H\u00ad¬ng", "Trần Thị Hương"),
    ("Vi ThÞ Lan", "Vi Thị Lan"),
    ("§ç ThÞ Thñy", "Đỗ Thị Thủy"),
    ("Hµ", "Hà"),
    ("H\u03bc", "Hà"),
]
VNI_NAMES = [
    ("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng"),
    ("Leâ Thò Höôøng", "Lê Thị Hường"),
    ("Traàn Ñöùc", "Trần Đức"),
    ("Phaïm Vaên Bình", "Phạm Văn Bình"),
    ("Huyønh Thuùy Kieàu", "Huỳnh Thúy Kiều"),
    ("NGUYEÃN THÒ AÙNH", "NGUYỄN THỊ ÁNH"),
    ("Lyù Vó Kyø", "Lý Vĩ Kỳ"),
    ("Leâ", "Lê"),
]
UNICODE_NAMES = ["Nguyễn Văn Hùng", "Mỹ Ré", "Vi Thị Hòa", "Hoà", "Lý Thụy", "Cà Thị Ó"]


@pytest.mark.parametrize(("legacy", "name"), TCVN3_NAMES)
def test_tcvn3_becomes_unicode(legacy, name):
    assert detect_legacy([legacy]) == TCVN3
    assert from_legacy(legacy, TCVN3) == name


@pytest.mark.parametrize(("legacy", "name"), VNI_NAMES)
def test_vni_becomes_unicode(legacy, name):
    assert detect_legacy([legacy]) == VNI
    assert from_legacy(legacy, VNI) == name


def test_the_letter_u_with_horn_survives_cleaning():
    assert from_legacy(nfc("H\u00adêng"), TCVN3) == "Hường"


@pytest.mark.parametrize("name", UNICODE_NAMES)
def test_a_right_name_is_not_taken_for_an_old_one(name):
    assert detect_legacy([name]) is None


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", "An", "Thôn 5 – số 3", "Sổ · tay"],
        ["café Müller", "Zoë", "10 °C", "25 µm"],
        [*UNICODE_NAMES, "d'où"],
    ],
)
def test_other_texts_are_not_taken_for_old_ones(texts):
    assert detect_legacy(texts) is None


def test_a_column_is_judged_as_a_whole():
    column = [legacy for legacy, _ in TCVN3_NAMES]

    assert detect_legacy([*column, "An", "Mai"]) == TCVN3
    assert detect_legacy([legacy for legacy, _ in VNI_NAMES]) == VNI
    assert detect_legacy(UNICODE_NAMES) is None


@pytest.mark.parametrize(
    ("font", "encoding", "capital"),
    [
        (".VnTime", TCVN3, False),
        (".VnTimeH", TCVN3, True),
        (" .vnArialH", TCVN3, True),
        ("VNI-Times", VNI, False),
        ("Times New Roman", None, False),
        ("", None, False),
    ],
)
def test_a_font_tells_the_encoding(font, encoding, capital):
    assert legacy_of_font(font) == encoding
    assert is_capital_font(font) is capital


def test_a_capital_font_gives_capitals():
    assert from_legacy("NguyÔn", TCVN3, capitals=True) == "NGUYỄN"


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_stay(text):
    assert from_legacy(text, TCVN3) == text
    assert from_legacy(text, VNI) == text
