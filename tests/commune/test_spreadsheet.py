"""Files from outside: what is read, what is refused, and how fast."""

import contextlib
import io
import time
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from commune.spreadsheet import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    CellKind,
    FileFault,
    SpreadsheetError,
    read_sheets,
)

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows, merges=(), title="Tờ 1"):
    """Return the bytes of an XLSX with these rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data, name, content):
    """Return the workbook with one part replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", 8) as new,
    ):
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows):
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def read(data):
    return list(read_sheets(io.BytesIO(data)))


def texts(data):
    [sheet] = read(data)
    return [[cell.text for cell in line.cells] for line in sheet.lines]


def fault(data):
    with pytest.raises(SpreadsheetError) as caught:
        read(data)
    return caught.value.fault


def test_xlsx_cells_come_as_text():
    assert texts(workbook(["Mã", 7, 1.5, True], [None, "Tên "])) == [
        ["Mã", "7", "1.5", "1"],
        ["", "Tên "],
    ]


def test_dates_come_day_first():
    xml = sheet_xml('<row r="1"><c r="A1" t="d"><v>2026-11-23</v></c></row>')
    assert texts(with_part(workbook(["x"]), SHEET, xml)) == [["23/11/2026"]]


def test_numbers_and_moments_come_as_people_write_them():
    moment = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - as Excel keeps it
    row = [1e-12, 2794.0, 1e16, moment, moment.time(), moment.date()]
    assert texts(workbook(row)) == [
        ["0", "2794", "10000000000000000", "23/11/2026 14:05", "14:05:00", "23/11/2026"]
    ]


def test_pictures_inside_do_no_harm():
    data = with_part(workbook(["x"]), "xl/media/image1.png", b"\x89PNG\0<")
    assert texts(data) == [["x"]]


def test_a_wrong_declared_size_loses_no_column():
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>')
    xml = xml.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert texts(with_part(workbook(["x"]), SHEET, xml)) == [["1", "", "3"]]


def test_value_merged_over_rows_stands_in_each():
    rows = [["a", "Hộ tịch"], ["b"], ["c"], ["d", "Đất đai"]]
    assert texts(workbook(*rows, merges=["B1:B3"])) == [
        ["a", "Hộ tịch"],
        ["b", "Hộ tịch"],
        ["c", "Hộ tịch"],
        ["d", "Đất đai"],
    ]


def test_value_merged_over_columns_stands_once():
    assert texts(workbook(["Danh sách", None], ["a", "b"], merges=["A1:B1"])) == [
        ["Danh sách"],
        ["a", "b"],
    ]


def test_merge_below_the_last_row_is_left_out():
    xml = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</worksheet>",
        '<mergeCells><mergeCell ref="A8:A9"/></mergeCells></worksheet>',
    )
    assert texts(with_part(workbook(["x"]), SHEET, xml)) == [["1"]]


def test_formula_without_value_is_marked():
    [sheet] = read(workbook(["=1+1", "x"]))
    assert [cell.kind for cell in sheet.lines[0].cells] == [
        CellKind.FORMULA,
        CellKind.TEXT,
    ]


def test_formula_with_value_gives_the_value():
    xml = sheet_xml('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>')
    assert texts(with_part(workbook(["x"]), SHEET, xml)) == [["2"]]


def test_hidden_sheets_are_left_out():
    book = Workbook()
    book.active.append(["seen"])
    hidden = book.create_sheet("Ẩn")
    hidden.append(["hidden"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert texts(stream.getvalue()) == [["seen"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_separator_and_encoding_are_found(delimiter, encoding):
    rows = [["Mã", "Tên"], ["1", '"a, b; c, d, e"']]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert texts(text.encode(encoding)) == [["Mã", "Tên"], ["1", "a, b; c, d, e"]]


def test_csv_names_with_many_commas_keep_the_semicolon():
    text = "Mã;Tên\n1;a, b, c, d, e, f\n2;g\n"
    assert texts(text.encode()) == [
        ["Mã", "Tên"],
        ["1", "a, b, c, d, e, f"],
        ["2", "g"],
    ]


def test_csv_text_formula_keeps_the_zeros():
    assert texts(b'="1.004870";=A1\n') == [["1.004870", ""]]


def test_csv_lone_quote_is_refused_with_its_line():
    with pytest.raises(SpreadsheetError) as caught:
        read('Mã;Tên\n1;"chưa đóng\n2;b\n'.encode())
    assert caught.value.fault == FileFault.BAD_QUOTES
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", FileFault.EMPTY),
        (b" \r\n ", FileFault.EMPTY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileFault.OLD_EXCEL),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            FileFault.PROTECTED,
        ),
        (b"%PDF-1.7", FileFault.NOT_A_SPREADSHEET),
        (b"<html><table><tr></table>", FileFault.NOT_A_SPREADSHEET),
        (b"a;b\0c", FileFault.NOT_A_SPREADSHEET),
        ("Mã;Tên".encode("cp1258", "replace") + b"\xff", FileFault.NOT_UTF8),
        (b"PK\x03\x04 damaged", FileFault.DAMAGED),
        (b";" * MAX_BYTES + b";", FileFault.TOO_LARGE),
        (b"a\n" * (MAX_ROWS + 1), FileFault.TOO_MANY_ROWS),
        (b";" * MAX_COLUMNS + b"x", FileFault.TOO_MANY_COLUMNS),
    ],
)
def test_refused_with_its_reason(data, expected):
    assert fault(data) == expected


def test_locked_parts_are_refused():
    data = bytearray(workbook(["x"]))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(data)) == FileFault.PROTECTED


def test_most_rows_and_columns_that_fit_are_read():
    line = b";" * (MAX_COLUMNS - 1) + b"x\n"
    assert len(texts(line * MAX_ROWS)) == MAX_ROWS


def zip_of(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def cells(count):
    return '<row r="1">' + "<c><v>1</v></c>" * count + "</row>"


BOMBS = {
    "unpacked": (
        lambda: zip_of({"xl/workbook.xml": b"<a/>", SHEET: bytes(51 * 1024 * 1024)}),
        FileFault.UNPACKED_TOO_LARGE,
    ),
    "parts": (
        lambda: zip_of({f"part{number}.xml": b"" for number in range(101)}),
        FileFault.TOO_MANY_PARTS,
    ),
    "cells": (
        lambda: with_part(workbook(["x"]), SHEET, sheet_xml(cells(1_200_000))),
        FileFault.UNPACKED_TOO_LARGE,
    ),
    "cells in a part of another name": (
        lambda: with_part(workbook(["x"]), "xl/worksheets/a.bin", cells(1_200_000)),
        FileFault.UNPACKED_TOO_LARGE,
    ),
    "entities": (
        lambda: with_part(
            workbook(["x"]),
            SHEET,
            '<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_xml(cells(1)),
        ),
        FileFault.UNSAFE,
    ),
    "utf-16 part": (
        lambda: with_part(workbook(["x"]), SHEET, sheet_xml(cells(1)).encode("utf-16")),
        FileFault.UNSAFE,
    ),
    "far row": (
        lambda: with_part(
            workbook(["x"]),
            SHEET,
            sheet_xml('<row r="4000000000"><c><v>1</v></c></row>'),
        ),
        FileFault.TOO_MANY_ROWS,
    ),
    "far column": (
        lambda: with_part(
            workbook(["x"]),
            SHEET,
            sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        ),
        FileFault.TOO_MANY_COLUMNS,
    ),
    "lzma": (
        lambda: zip_of({"xl/workbook.xml": b"<a/>"}, zipfile.ZIP_LZMA),
        FileFault.UNSAFE,
    ),
    "document": (
        lambda: zip_of({"word/document.xml": b"<a/>"}),
        FileFault.NOT_A_SPREADSHEET,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_quickly(name):
    make, expected = BOMBS[name]
    data = make()
    started = time.perf_counter()
    assert fault(data) == expected
    assert time.perf_counter() - started < 2


def test_overlapping_merges_are_refused_quickly():
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 4_000)
    )
    merge = '<mergeCell ref="A1:A5000"/>' * 500
    xml = sheet_xml(rows).replace(
        "</worksheet>", f"<mergeCells>{merge}</mergeCells></worksheet>"
    )
    assert fault(with_part(workbook(["x"]), SHEET, xml)) == FileFault.UNSAFE


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(SpreadsheetError):
        read(data)


SMALL = workbook(["Mã số", "Tên"], ["9.000001", "Đăng ký"])


@given(
    st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), max_size=6)
)
def test_a_damaged_workbook_is_read_or_refused(changes):
    data = bytearray(SMALL)
    for position, value in changes:
        data[position] = value
    with contextlib.suppress(SpreadsheetError):
        read(bytes(data))


CELL_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)


@given(
    st.lists(st.lists(CELL_TEXT.map("x".__add__), min_size=2, max_size=5), min_size=1)
)
def test_text_survives_the_way_through_xlsx(rows):
    assert texts(workbook(*rows)) == rows
