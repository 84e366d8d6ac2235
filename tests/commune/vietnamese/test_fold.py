import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import fold

PLAIN = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SMALL = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in PLAIN
    for tone in (TONES if letter in "aăâeêioôơuưy" else [""])
]
ALPHABET = SMALL + [letter.upper() for letter in SMALL]
VIETNAMESE = st.text(alphabet=[*ALPHABET, " ", "-", ",", "."])


def test_alphabet_has_its_letters():
    assert len(set(ALPHABET)) == 178
    assert len({letter for letter in ALPHABET if not letter.isascii()}) == 134


@pytest.mark.parametrize("letter", ALPHABET)
def test_fold_reaches_the_letter_on_a_plain_keyboard(letter):
    base = unicodedata.normalize("NFD", letter)[0].lower()

    assert fold(letter) == {"đ": "d"}.get(base, base)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Thôn Mỹ Ré", "thon my re"),
        ("ĐĂNG KÝ KHAI SINH", "dang ky khai sinh"),
        ("đường  –  số 5/2026", "duong so 5 2026"),
        ("Hoà, hòa", "hoa hoa"),
        ("khai\u00a0sinh", "khai sinh"),
        ("khai\u200b sinh\ufeff", "khai sinh"),
        ("H'Hen Niê", "h hen nie"),
        ("", ""),
        ("…!", ""),
    ],
)
def test_fold_gives_one_spelling(text, folded):
    assert fold(text) == folded


@given(st.text() | VIETNAMESE)
def test_fold_is_the_same_for_both_normal_forms(text):
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(composed) == fold(decomposed)


@given(st.text() | VIETNAMESE)
def test_fold_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text() | VIETNAMESE)
def test_fold_leaves_words_of_ascii_only(text):
    folded = fold(text)

    assert set(folded) <= set("0123456789abcdefghijklmnopqrstuvwxyz ")
    assert folded == " ".join(folded.split())


@given(VIETNAMESE)
def test_fold_ignores_case(text):
    assert fold(text.upper()) == fold(text.lower())
