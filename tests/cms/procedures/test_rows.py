"""The official list, with every trap of the real export."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from cms.procedures.conventions import one_line, shipped
from cms.procedures.rows import RowError, RowFault, page_title, read_rows
from commune.spreadsheet import FileFault, SpreadsheetError

HEADER = ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"]
BANNER = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nDANH SÁCH THỦ TỤC HÀNH CHÍNH"]
GOOD = ["9.000001", "Đăng ký khai sinh", "Bộ Tư pháp", "UBND cấp xã", "Hộ tịch"]


def xlsx(*rows, merges=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def listing(*rows):
    """Return the official layout around these data rows; the first is row 3."""
    return xlsx(BANNER, HEADER, *rows, merges=["A1:E1"])


def good(**changes):
    return list((dict(zip(HEADER, GOOD, strict=True)) | changes).values())


def faults(file):
    return [(error.row, error.column, error.fault) for error in read_rows(file).errors]


def only_row(file):
    reading = read_rows(file)
    assert reading.errors == ()
    [row] = reading.rows
    return row


def test_a_row_is_read():
    row = only_row(listing(GOOD))
    assert (row.row, row.code, row.name) == (3, "9.000001", "Đăng ký khai sinh")
    assert row.issuer == "Bộ Tư pháp"
    assert row.agencies == ("Ủy ban nhân dân cấp xã",)
    assert row.field == "Hộ tịch"


def test_header_may_stand_in_row_five():
    row = only_row(xlsx(BANNER, [], ["Tháng 11/2026"], [], HEADER, GOOD))
    assert row.row == 6


def test_header_may_be_decomposed_and_in_capitals():
    header = [unicodedata.normalize("NFD", text.upper()) for text in HEADER]
    assert only_row(xlsx(header, GOOD)).name == "Đăng ký khai sinh"


def test_columns_may_stand_in_any_order_with_others_between():
    header = ["STT", "Lĩnh vực", "Tên thủ tục hành chính", "Ghi chú", "Mã TTHC"]
    row = only_row(xlsx(header, [1, "Hộ tịch", "Đăng ký khai sinh", "x", "9.000001"]))
    assert (row.code, row.field, row.agencies) == ("9.000001", "Hộ tịch", ())


def test_header_may_stand_on_the_second_sheet():
    book = Workbook()
    book.active.append(["Hướng dẫn"])
    sheet = book.create_sheet("Danh sách TTHC")
    sheet.append(HEADER)
    sheet.append(GOOD)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    assert only_row(stream).code == "9.000001"


def test_decomposed_name_is_composed():
    name = unicodedata.normalize("NFD", "Thủ tục hỗ trợ người khuyết tật")
    assert only_row(listing(good(Tên=name))).name == "Thủ tục hỗ trợ người khuyết tật"


def test_spaces_around_and_within_are_tidied():
    name = "  Đăng ký\u00a0 khai \n sinh\u200b "
    assert only_row(listing(good(Tên=name))).name == "Đăng ký khai sinh"


def test_name_of_a_thousand_letters_is_kept_whole():
    name = "Thủ tục " + "rất dài " * 130 + "hết"
    assert only_row(listing(good(Tên=name))).name == name


@pytest.mark.parametrize(
    ("cell", "agencies"),
    [
        ("UBND cấp  xã", ("Ủy ban nhân dân cấp xã",)),
        ("Uỷ ban nhân dân cấp Xã", ("Ủy ban nhân dân cấp xã",)),
        ("Công an cấp Xã", ("Công an cấp xã",)),
        ("Chủ tịch UBND cấp xã", ("Chủ tịch Ủy ban nhân dân cấp xã",)),
        (
            "UBND cấp xã\nCông an Xã\n",
            ("Ủy ban nhân dân cấp xã", "Công an cấp xã"),
        ),
        ("UBND xã_x000D_\nỦy ban nhân dân cấp xã", ("Ủy ban nhân dân cấp xã",)),
        ("Hội  Chữ thập đỏ", ("Hội Chữ thập đỏ",)),
        (None, ()),
    ],
)
def test_agencies_get_the_spelling_of_the_portal(cell, agencies):
    row = only_row(listing(good(**{"Cơ quan thực hiện": cell})))
    assert row.agencies == agencies


@pytest.mark.parametrize(
    ("cell", "issuer"),
    [
        ("Bộ xây dựng (Giao thông vận tải cũ)", "Bộ Xây dựng"),
        ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
        ("Bộ Mới Lập (Bộ Gì Đó cũ)", "Bộ Mới Lập"),
    ],
)
def test_former_issuer_becomes_the_present_one(cell, issuer):
    assert only_row(listing(good(**{"Cơ quan ban hành": cell}))).issuer == issuer


def test_blank_rows_and_footer_are_no_errors():
    file = listing([], GOOD, [None, "  "], ["Tổng số: 1 thủ tục"], ["Người lập biểu"])
    assert only_row(file).row == 4


def test_footer_with_another_total_is_reported():
    reading = read_rows(listing(GOOD, ["Tổng số", 463]))
    assert reading.errors == (RowError(4, "", RowFault.TOTAL_DIFFERS, "1"),)


def test_repeated_header_is_left_out():
    reading = read_rows(listing(GOOD, HEADER, good(**{"Mã số": "9.000002"})))
    assert [row.code for row in reading.rows] == ["9.000001", "9.000002"]
    assert reading.errors == ()


def test_field_merged_over_rows_counts_for_each():
    second = good(**{"Mã số": "9.000002", "Lĩnh vực": None})
    reading = read_rows(xlsx(HEADER, GOOD, second, merges=["E2:E3"]))
    assert [row.field for row in reading.rows] == ["Hộ tịch", "Hộ tịch"]


def test_code_taken_for_a_number_gets_its_zeros_back():
    assert only_row(listing(good(**{"Mã số": 9.00487}))).code == "9.004870"


@pytest.mark.parametrize(
    "code",
    [
        "9.00487",
        "9,000001",
        "9.0000011",
        "x9.000001",
        "\u0669.\u0660\u0660\u0660\u0660\u0660\u0661",
        "9000001",
    ],
)
def test_bad_code_is_reported(code):
    reading = read_rows(listing(good(**{"Mã số": code})))
    assert reading.errors == (RowError(3, "Mã số", RowFault.BAD_CODE, code),)
    assert reading.rows == ()


def test_missing_cells_are_reported_each():
    file = listing(["9.000001", " ", None, None, None])
    assert faults(file) == [
        (3, "Tên", RowFault.MISSING),
        (3, "Lĩnh vực", RowFault.MISSING),
    ]


def test_second_use_of_a_code_is_an_error_naming_the_first():
    reading = read_rows(listing(GOOD, good(Tên="Khác")))
    assert [row.name for row in reading.rows] == ["Đăng ký khai sinh"]
    assert reading.errors == (RowError(4, "Mã số", RowFault.DUPLICATE_CODE, "3"),)


def test_code_of_a_bad_row_counts_as_seen():
    reading = read_rows(listing(good(Tên=None)))
    assert (reading.rows, reading.codes) == ((), {"9.000001"})


def test_formula_without_value_and_error_value_are_reported():
    assert faults(listing(good(Tên="=A1"), good(**{"Lĩnh vực": "#REF!"}))) == [
        (3, "Tên", RowFault.FORMULA_WITHOUT_VALUE),
        (4, "Lĩnh vực", RowFault.ERROR_VALUE),
        (4, "Mã số", RowFault.DUPLICATE_CODE),
    ]


def test_overlong_name_is_reported():
    assert faults(listing(good(Tên="a" * 2_001))) == [(3, "Tên", RowFault.TOO_LONG)]


def test_file_without_header_is_reported_at_its_first_line():
    assert faults(xlsx([], ["Danh sách thôn"])) == [(2, "", RowFault.NO_HEADER)]


def test_missing_column_is_reported_at_the_header():
    assert faults(xlsx(["Mã số", "Tên"], GOOD[:2])) == [
        (1, "field", RowFault.MISSING_COLUMN)
    ]


def test_header_alone_is_reported():
    assert faults(listing()) == [(2, "", RowFault.NO_ROWS)]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_csv_with_bom_is_read_like_xlsx(delimiter):
    text = "\r\n".join(delimiter.join(cells) for cells in (HEADER, GOOD))
    row = only_row(io.BytesIO(text.encode("utf-8-sig")))
    assert (row.row, row.code) == (2, "9.000001")


def test_old_excel_is_refused():
    with pytest.raises(SpreadsheetError) as caught:
        read_rows(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)))
    assert caught.value.fault == FileFault.OLD_EXCEL


def test_long_name_is_cut_at_a_word_for_the_page_title():
    title = page_title("Thủ tục rất dài", limit=12)
    assert title == "Thủ tục rất…"
    assert page_title("a" * 300) == "a" * 254 + "…"
    assert page_title("ngắn") == "ngắn"


CELL = st.text(max_size=40)
CSV_CELL = st.text(st.characters(exclude_characters='"\0', codec="utf-8"), max_size=30)


@given(CELL)
def test_tidying_twice_changes_nothing(text):
    tidy = one_line(text)
    assert one_line(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)


@given(CELL)
def test_agency_spelling_is_stable(text):
    agency = shipped().agency(text)
    assert shipped().agency(agency) == agency


@given(st.lists(st.lists(CSV_CELL, min_size=5, max_size=5), max_size=8))
def test_any_cells_are_read_or_reported(rows):
    lines = [HEADER, *rows]
    text = "\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)
    reading = read_rows(io.BytesIO(text.encode("utf-8-sig")))
    assert len(reading.rows) <= len(rows)
    assert {row.code for row in reading.rows} <= reading.codes
    assert all(row.name and row.field for row in reading.rows)
