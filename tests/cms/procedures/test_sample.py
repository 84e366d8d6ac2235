"""The sample workbook: every trap of the real export, and the way back."""

import unicodedata

import pytest
from openpyxl import load_workbook

from cms.procedures.catalogue import sample_catalogue
from cms.procedures.diff import diff
from cms.procedures.rows import read_rows
from cms.procedures.sample import HEADER, SHEET_TITLE, write_sample_workbook


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "danh-sach.xlsx"
    write_sample_workbook(path)
    return path


@pytest.fixture(scope="module")
def sheet(workbook):
    return load_workbook(workbook)[SHEET_TITLE]


@pytest.fixture(scope="module")
def columns(sheet):
    """Return the raw data cells by heading, blank row and footer left out."""
    rows = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[1]]
    return dict(zip(HEADER, zip(*rows, strict=True), strict=True))


def test_layout_is_the_official_one(sheet):
    assert "DANH SÁCH THỦ TỤC HÀNH CHÍNH" in sheet["A1"].value
    assert [str(merge) for merge in sheet.merged_cells.ranges] == ["A1:E1"]
    assert tuple(cell.value for cell in sheet[2]) == HEADER
    assert sheet["A3"].value == "9.010001"
    assert sheet.cell(sheet.max_row, 1).value == "Tổng số: 463 thủ tục hành chính"


def test_blank_row_stands_among_the_data(sheet):
    blanks = [
        number
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        if not any(row)
    ]
    assert len(blanks) == 1


@pytest.mark.parametrize(
    ("heading", "is_trap", "at_least"),
    [
        ("Tên", lambda text: len(text.strip()) > 255, 10),
        ("Tên", lambda text: len(text.strip()) > 1_000, 1),
        ("Tên", lambda text: text != text.strip(), 20),
        ("Tên", lambda text: not unicodedata.is_normalized("NFC", text), 15),
        ("Cơ quan thực hiện", lambda text: "\n" in text, 40),
        ("Cơ quan thực hiện", lambda text: "UBND cấp  xã" in text, 10),
        ("Cơ quan thực hiện", lambda text: "Công an cấp Xã" in text, 5),
        ("Cơ quan thực hiện", lambda text: "Chủ tịch UBND cấp xã" in text, 5),
        ("Cơ quan ban hành", lambda text: text.endswith("cũ)"), 10),
    ],
)
def test_traps_come_in_number(columns, heading, is_trap, at_least):
    assert sum(map(is_trap, columns[heading])) >= at_least


def test_reading_gives_the_clean_catalogue_again(workbook):
    with workbook.open("rb") as file:
        reading = read_rows(file)
    assert reading.errors == ()
    assert [
        (row.code, row.name, row.issuer, row.agencies, row.field)
        for row in reading.rows
    ] == [
        (entry.code, entry.name, entry.issuer, entry.agencies, entry.field)
        for entry in sample_catalogue()
    ]


def test_all_are_new_to_an_empty_portal(workbook):
    with workbook.open("rb") as file:
        result = diff({}, read_rows(file).rows)
    assert len(result.new) == 463
    assert (result.changed, result.gone, result.same) == ((), (), ())
