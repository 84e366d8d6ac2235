import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đăng ký khai sinh", "dang-ky-khai-sinh"),
        ("  Lớp “Kỹ năng số” – thôn Mỹ Ré!  ", "lop-ky-nang-so-thon-my-re"),
        ("QĐ 15/2025/QĐ-UBND", "qd-15-2025-qd-ubnd"),
        ("…", ""),
    ],
)
def test_slugify_stays_readable(text, slug):
    assert slugify(text) == slug


def test_slugify_cuts_between_words():
    assert slugify("cảnh báo lừa đảo", max_length=12) == "canh-bao-lua"
    assert slugify("cảnh báo lừa đảo", max_length=11) == "canh-bao"
    assert slugify("cảnhbáolừađảo", max_length=7) == "canhbao"


@given(st.text(), st.integers(min_value=1, max_value=120))
def test_slugify_gives_a_slug_within_the_length(text, max_length):
    slug = slugify(text, max_length)

    assert len(slug) <= max_length
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert slugify(slug, max_length) == slug
