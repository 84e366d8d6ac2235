"""Every Vietnamese letter typed in an old font comes back, by tables of their own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import LegacyEncoding, detect_legacy, from_legacy
from tests.commune.vietnamese.test_fold import ALPHABET, SMALL

TCVN3, VNI = LegacyEncoding.TCVN3, LegacyEncoding.VNI
# The letters of .VnTime, which has capitals only where no tone stands on them.
TCVN3_PAIRS = """
    à=µ ả=¶ ã=· á=¸ ạ=¹ ă=¨ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ â=© ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë đ=®
    è=Ì ẻ=Î ẽ=Ï é=Ð ẹ=Ñ ê=ª ề=Ò ể=Ó ễ=Ô ế=Õ ệ=Ö ì=× ỉ=Ø ĩ=Ü í=Ý ị=Þ
    ò=ß ỏ=á õ=â ó=ã ọ=ä ô=« ồ=å ổ=æ ỗ=ç ố=è ộ=é ơ=¬ ờ=ê ở=ë ỡ=ì ớ=í ợ=î
    ù=ï ủ=ñ ũ=ò ú=ó ụ=ô ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú ỷ=û ỹ=ü ý=ý ỵ=þ
    Ă=¡ Â=¢ Ê=£ Ô=¤ Ơ=¥ Ư=¦ Đ=§
    """
TCVN3_TYPED = dict(pair.split("=") for pair in TCVN3_PAIRS.split())
TCVN3_TYPED["ư"] = "\u00ad"
VNI_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_ROOFS = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVES = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_WHOLE = {"đ": "ñ", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ì": "ì", "í": "í"}


def typed_in_tcvn3(text: str) -> str:
    return "".join(TCVN3_TYPED.get(letter, letter) for letter in text)


def typed_in_vni(text: str) -> str:
    return "".join(map(vni_letter, text))


def vni_letter(letter: str) -> str:
    small = letter.lower()
    typed = VNI_WHOLE.get(small) or vni_pair(unicodedata.normalize("NFD", small))
    return typed.upper() if letter.isupper() else typed


def vni_pair(decomposed: str) -> str:
    base, marks = decomposed[0], set(decomposed[1:])
    tone = (marks & set(VNI_TONES) or {""}).pop()
    if "\u0302" in marks:
        return base + VNI_ROOFS.get(tone, "â")
    if "\u0306" in marks:
        return base + VNI_BREVES.get(tone, "ê")
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base]
    return base + VNI_TONES.get(tone, "")


@pytest.mark.parametrize("letter", [*SMALL, *"ĂÂÊÔƠƯĐ"])
def test_every_letter_of_tcvn3_comes_back(letter):
    assert from_legacy(typed_in_tcvn3(letter), TCVN3) == letter


@pytest.mark.parametrize("letter", SMALL)
def test_every_capital_of_a_capital_font_comes_back(letter):
    typed = typed_in_tcvn3(letter)

    assert from_legacy(typed, TCVN3, capitals=True) == letter.upper()


@pytest.mark.parametrize("letter", ALPHABET)
def test_every_letter_of_vni_comes_back(letter):
    assert from_legacy(typed_in_vni(letter), VNI) == letter


@given(st.text(alphabet=[*SMALL, " ", ".", "5"]))
def test_tcvn3_texts_come_back(text):
    assert from_legacy(typed_in_tcvn3(text), TCVN3) == text


NAMES = ["Nguyễn Thị Hường", "Đỗ Văn Đức", "Lê Ngọc Ánh", "Trần Quốc Tuấn", "Vũ Thị Mỹ"]


@pytest.mark.parametrize(
    ("typed", "encoding"), [(typed_in_tcvn3, TCVN3), (typed_in_vni, VNI)]
)
def test_a_typed_column_is_recognised_and_comes_back(typed, encoding):
    names = [name for name in NAMES if "Á" not in name]  # no capital with a tone
    column = [typed(name) for name in names]

    assert detect_legacy(column) == encoding
    assert [from_legacy(text, encoding) for text in column] == names
