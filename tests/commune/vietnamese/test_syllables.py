import unicodedata

import pytest

from commune.vietnamese import is_syllable

SYLLABLES = """
    quỳnh giêng gì giếng gin giữa quốc quyết khuỷu nguyễn nghiêng giặt ngoằn huỳnh
    quýt thuở khoắng khuya hoà hòa thuỷ thủy xuân đường phường yên lệ ré ý oanh uyên
    ương êm ơi a ngoẹo rượu bưởi chuyên xoong quê qua quả Hà NHƯ XUÂN Đức
"""
NO_SYLLABLES = """
    UBND XYZ TAND mat hoc tich bep Zalo QR Traàn Nguyeãn NguyÔn Leâ fa wi p kk ngq
    hàá 5 a5
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_is_syllable_takes_vietnamese_words(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["", *NO_SYLLABLES.split()])
def test_is_syllable_refuses_other_letters(word):
    assert not is_syllable(word)
