import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import (
    SORT_KEY_MAX_LENGTH,
    given_name,
    mask_name,
    name_sort_key,
    short_name,
)

IN_ORDER = [
    "An",
    "Lê An",
    "Lê Văn An",
    "Lê Văn Bảo An",
    "Lệ Văn An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Nguyễn Văn Án",
    "Nguyễn Văn Anh",
    "Nguyễn Văn Ánh",
    "Trần Ăn",
    "Lê Thị Ân",
    "Hà Bình",
    "Hà Văn Chúc",
    "Lò Thị Dung",
    "Lò Văn Dũng",
    "Lang Văn Đức",
    "Bùi Thị Em",
    "Bùi Thị Êm",
    "Đỗ Giang",
    "Ngô Thu Hà",
    "Ngô Thu Hả",
    "Ngô Thu Hạ",
    "Ngô Thu Hoa",
    "Ngô Thu Hòa",
    "Ngô Thu Hương",
    "Vi Thị Ly",
    "Vi Thị On",
    "Vi Thị Ôn",
    "Vi Thị Ơn",
    "Cầm Bá Thước",
    "Cầm Bá Uy",
    "Cầm Bá Ưng",
    "Cầm Bá Vân",
    "Trịnh Xuân",
    "Trịnh Ý",
]


def test_name_sort_key_orders_a_list_of_people():
    shuffled = random.Random(5).sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=name_sort_key) == IN_ORDER


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "anh", "ăn", "ân", "ba"],
        ["dung", "duyên", "đào", "đức", "em"],
        ["Phan Vàng", "Phan Vân", "Phan Vi", "Phan Vì"],
    ],
)
def test_name_sort_key_follows_the_alphabet_and_the_tones(in_order):
    shuffled = random.Random(1).sample(in_order, len(in_order))

    assert sorted(shuffled, key=name_sort_key) == in_order


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Hoà", "nguyễn  thị HÒA "),
        ("Lê Thuỷ", "Lê Thủy"),
        ("H’Hen Niê", "HHen Niê"),
    ],
)
def test_name_sort_key_ignores_case_spaces_and_place_of_the_tone(one, other):
    assert name_sort_key(one) == name_sort_key(other)


@given(st.text())
def test_name_sort_key_is_digits_for_every_text(text):
    key = name_sort_key(text)

    assert set(key) <= set("0123456789")
    assert len(key) <= SORT_KEY_MAX_LENGTH
    assert key == name_sort_key(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("full_name", "masked", "given"),
    [
        ("Nguyễn Thị Hoa", "Nguyễn T. H.", "Hoa"),
        ("  nguyễn  thị ánh ", "nguyễn T. Á.", "ánh"),
        ("Lê Đức", "Lê Đ.", "Đức"),
        ("Hoa", "H.", "Hoa"),
        ("Tôn Nữ Thị Bảo Châu", "Tôn N. T. B. C.", "Châu"),
        ("", "", ""),
    ],
)
def test_mask_name_keeps_the_family_name_only(full_name, masked, given):
    assert mask_name(full_name) == masked
    assert short_name(full_name) == masked
    assert given_name(full_name) == given
