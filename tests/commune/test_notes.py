"""A note's address becomes a button; foreign addresses stay what they are: text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.work.notes import parted

SITE = "https://xa.example"


@pytest.mark.parametrize(
    ("body", "text", "link"),
    [
        (
            f"Số: 7\nXem tại: {SITE}/lam-viec/su-co/7/",
            "Số: 7",
            f"{SITE}/lam-viec/su-co/7/",
        ),
        (f"{SITE}/a\nMức: P1", "Mức: P1", f"{SITE}/a"),
        ("Xem tại: https://evil.example/", "Xem tại: https://evil.example/", ""),
        (f"Xem tại: {SITE}.evil.example/", f"Xem tại: {SITE}.evil.example/", ""),
        ("", "", ""),
    ],
)
def test_only_our_own_address_becomes_a_button(body, text, link):
    assert parted(body, site=SITE) == (text, link)


def test_without_an_own_address_nothing_is_a_button():
    assert parted("Xem: /x", site="") == ("Xem: /x", "")


@given(st.text())
def test_no_text_is_lost(body):
    assert parted(body, site=SITE) == (body, "") or SITE in body
