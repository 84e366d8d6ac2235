import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.indicators.defang import defang
from incidents.indicators.extract import MAX_FOUND, extract, find
from incidents.indicators.refang import refang


def found(text: str) -> list[tuple[str, str]]:
    return [(item.type, item.value) for item in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gọi 0987654321", [("phone", "+84987654321")]),
        ("0987 654 321, 0987.654.321, +84987654321", [("phone", "+84987654321")]),
        ("vào hxxps://x[.]example/y.", [("url", "https://x.example/y")]),
        ("https://vneid.website/login", [("url", "https://vneid.website/login")]),
        ("HTTP://AbC.example/Đường", [("url", "http://abc.example/Đường")]),
        ("hxxp://công-an.example", [("url", "http://công-an.example")]),
        ("trang dichvu.website lạ", [("domain", "dichvu.website")]),
        ("bit.ly/abc", [("url", "http://bit.ly/abc")]),
        ("x[chấm]example(dot)com", [("domain", "x.example.com")]),
        ("ho-tro@dichvu.website", [("email", "ho-tro@dichvu.website")]),
        ("a[at]b[.]vn", [("email", "a@b.vn")]),
        ("STK: 0451 0001 23456 VCB", [("bank_account", "0451000123456")]),
        ("số tài khoản 19036789012345", [("bank_account", "19036789012345")]),
        ("tk ngân hàng MB 0987654321", [("bank_account", "0987654321")]),
        ("mã 19036789012345", []),
        ("IP 203.0.113.45", [("ip", "203.0.113.45")]),
        ("phiên bản 10.2.3.4, version 1.2.3.4, v2.0.0.1", []),
        ("999.1.1.1", []),
        ("a" * 64, [("file_hash", "a" * 64)]),
        ("tệp hoadon.pdf.exe", [("filename", "hoadon.pdf.exe")]),
        ("báo cáo.docx và xong.Sau đó nghỉ", []),
        ("+855 97 123 4567", [("phone", "+855971234567")]),
    ],
)
def test_extract_finds_what_is_there(text, expected):
    assert found(text) == expected


def test_identity_numbers_are_masked_and_never_found():
    result = extract("CCCD 038123456789, STK 001234567890")
    assert [(f.type, f.value) for f in result.found] == [
        ("bank_account", "001234567890")
    ]
    assert result.masked_text == "CCCD 038******789, STK 001234567890"
    assert result.masked_count == 1


def test_extract_stops_at_a_ceiling():
    text = " ".join(f"http://n{n}.example/" for n in range(200))
    assert len(find(text)) == MAX_FOUND


@given(st.text(max_size=400))
def test_extract_never_fails_and_points_into_the_text(text):
    clear = refang(text)
    for item in find(text):
        assert clear[item.start : item.end] == item.raw


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("url", "https://a.example/b.html", "hxxps://a[.]example/b.html"),
        ("domain", "a.example", "a[.]example"),
        ("ip", "203.0.113.4", "203[.]0[.]113[.]4"),
        ("email", "a@b.vn", "a[at]b[.]vn"),
        ("phone", "+84987654321", "+84987654321"),
    ],
)
def test_defang_makes_harmless_and_refang_undoes_it(kind, value, shown):
    assert defang(kind, value) == shown
    assert refang(shown) == value
