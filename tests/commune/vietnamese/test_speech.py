import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import is_syllable
from commune.vietnamese.speech import (
    COMMON_ABBREVIATIONS,
    count_syllables,
    number_in_words,
    reading_seconds,
    speak,
    unknown_abbreviations,
)
from commune.vietnamese.speech.numerals import roman_value

NOTICES = Path(__file__).with_name("spoken_notices.txt").read_text(encoding="utf-8")
# What nobody can say as a word: capitals that form no syllable.
MUTE_ABBREVIATIONS = {
    key
    for key in COMMON_ABBREVIATIONS
    if key.isalpha() and key.isupper() and not is_syllable(key)
} - {"ZALO", "FACEBOOK"}
PAIRS = [pair.split("\n") for pair in NOTICES.rstrip("\n").split("\n\n")]


def test_there_are_sixty_notices_and_more():
    assert len({written for written, _ in PAIRS}) >= 60


@pytest.mark.parametrize(("written", "spoken"), PAIRS)
def test_speak_reads_a_notice(written, spoken):
    assert speak(written) == spoken


@given(st.text() | st.text(alphabet="0123456789/.,:-–h %đkm²IVXLC()aUBND\n"))
def test_speak_leaves_letters_and_pauses_only(text):
    spoken = speak(text)

    assert all(sign.isalpha() or sign in " .,;:?!\n" for sign in spoken)


PIECES = st.sampled_from(
    [
        *COMMON_ABBREVIATIONS,
        *("7h30", "05/01/2027", "5-7", "25°C", "20kg/sào", "1/2", "60%", "150.000đ"),
        *("15/2025/QĐ-UBND", "04-HD/ĐU", "0912 345 678", "1900 1234", "mục III", "-2"),
        *("ĐT.520", "36A-123.45", "H56.12-26", "xã", "họp", "km/h", "(", ")", "/", ";"),
    ]
)
NOTICE_LIKE = st.lists(
    st.tuples(PIECES, st.sampled_from([" ", " ", ", ", "/", "-", "\n"])), max_size=12
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))


@given(NOTICE_LIKE)
def test_speak_leaves_no_figure_sign_or_abbreviation(text):
    spoken = speak(text)

    assert all(sign.isalpha() or sign in " .,;:?!\n" for sign in spoken)
    assert set(re.findall(r"\w+", spoken)) & MUTE_ABBREVIATIONS == set()


@given(st.text())
def test_speak_takes_any_text_and_any_dictionary(text):
    spoken = speak(text, {"XQ": "xã quý", "(": "mở", "": "không"})

    assert unicodedata.is_normalized("NFC", spoken)
    assert reading_seconds(spoken) >= 0
    assert unknown_abbreviations(text) == list(
        dict.fromkeys(unknown_abbreviations(text))
    )


@given(NOTICE_LIKE)
def test_what_was_spoken_is_not_changed_by_speaking_again(text):
    spoken = speak(text)

    assert speak(spoken) == spoken


@given(st.integers(min_value=0, max_value=10**12))
def test_speak_reads_a_figure_with_points_as_one_number(number):
    assert speak(f"{number:,}".replace(",", ".")).lower() == (
        f"{number_in_words(number)}."
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (2794, "hai nghìn bảy trăm chín mươi tư"),
        (10_000, "mười nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_050_000, "hai tỷ không trăm năm mươi nghìn"),
        (-3, "âm ba"),
    ],
)
def test_number_in_words(number, words):
    spoken = number_in_words(number)

    assert spoken == words


@pytest.mark.parametrize(
    ("numeral", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XC", 90)]
)
def test_roman_value(numeral, value):
    assert roman_value(numeral) == value


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("số 15/QĐ-UBND", "Số mười lăm, quyết định của Ủy ban nhân dân."),
        ("công nghiệp 4.0", "Công nghiệp bốn chấm không."),
        ("bản 1.2.10", "Bản một chấm hai chấm mười."),
        ("mùng 5/1", "Mùng năm tháng một."),
        ("cấp cho 2-3/4 hộ", "Cấp cho hai ba trên bốn hộ."),
        ("từ 30/2 - 31/2", "Từ ba mươi trên hai, ba mươi mốt trên hai."),
        ("tổ 1,2,3", "Tổ một, hai, ba."),
        ("lúc 4h30, 14h05'", "Lúc bốn giờ ba mươi phút, mười bốn giờ năm phút."),
        ("T7 & CN", "Thứ bảy và chủ nhật."),
        ("thứ 1; thứ 4; tháng 4.", "Thứ nhất; thứ tư; tháng tư."),
        ("…", ""),
    ],
)
def test_speak_reads_odd_spellings(written, spoken):
    assert speak(written) == spoken


def test_speak_takes_the_abbreviations_of_the_office():
    assert speak("TTX họp", {"TTX": "tổ thông tin xã"}) == "Tổ thông tin xã họp."
    assert speak("UBND họp", {}) == "U bê nờ dê họp."


def test_speak_can_say_an_address():
    assert speak("Xem xa.gov.vn/tin", say_links=True) == "Xem xa chấm gov chấm vê nờ."
    assert speak("Thư: a@xa.vn", say_links=True) == "Thư: a a còng xa chấm vê nờ."


def test_speak_keeps_paragraphs():
    spoken = speak("THÔNG BÁO\n\n1. Thời gian\n- 7h ngày 5/1\n- 02 lớp")

    assert spoken.split("\n") == [
        "THÔNG BÁO.",
        "Một, Thời gian.",
        "Bảy giờ ngày mùng năm tháng một.",
        "Hai lớp.",
    ]


def test_unknown_abbreviations_are_named_once():
    text = "UBND, XQZ và XQZ họp BTK; THÔNG BÁO"

    assert unknown_abbreviations(text) == ["XQZ", "BTK"]


@pytest.mark.parametrize(
    ("spoken", "syllables"),
    [("", 0), ("Ủy ban nhân dân.", 4), ("trên Facebook, Zalo", 6), ("oai phai", 2)],
)
def test_count_syllables(spoken, syllables):
    assert count_syllables(spoken) == syllables


def test_reading_seconds_follow_the_rate():
    spoken = "bà con " * 100

    assert reading_seconds(spoken) == 60
    assert reading_seconds(spoken, syllables_per_minute=150) == 80
    assert reading_seconds("xin chào") == 1
    assert reading_seconds("") == 0
