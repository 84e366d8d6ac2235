"""XLSX and CSV files from outside, as plain lines of cells.

Everything that could hurt is refused before a parser sees the file: size, number of
parts, unpacked size, amount of markup, entity declarations, odd compression. Pure: no
Django. Who imports a list (procedures, villages, rosters) looks for its own header in
the lines; see `cms.procedures.rows` for an example.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import BinaryIO, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

MAX_BYTES = 5 * 1024 * 1024
MAX_ENTRIES = 100
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60
# 5,000 x 60 filled cells with shared strings need about 2.4 million tags; a workbook
# of 50 MB that is nothing but empty cells has more and would take minutes to parse.
MAX_TAGS = 3_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PLAIN_COMPRESSION = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"'
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATOR_LINE = re.compile(r"\Asep=([;,|\t])\r?\n", re.IGNORECASE)
_EXCEL_TEXT = re.compile(r'\A="(.*)"\Z', re.DOTALL)
_EXCEL_ERRORS = {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
_DELIMITERS = (";", ",", "\t")


class FileFault(StrEnum):
    """Why a whole file was refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    OLD_EXCEL = "old_excel"
    PROTECTED = "protected"
    UNSAFE = "unsafe"
    DAMAGED = "damaged"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    NOT_UTF8 = "not_utf8"
    BAD_QUOTES = "bad_quotes"


class SpreadsheetError(ValueError):
    """The file as a whole cannot be read; `fault` says why, `line` where if known."""

    def __init__(self, fault: FileFault, *, line: int | None = None):
        super().__init__(str(fault))
        self.fault = fault
        self.line = line


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FORMULA = "formula"  # a formula that carries no computed value
    ERROR = "error"  # #REF!, #N/A …


class Cell(NamedTuple):
    """One cell as text; numbers without exponent, dates as dd/mm/yyyy."""

    text: str
    kind: CellKind = CellKind.TEXT


BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its number in the file, counted from 1; trailing blanks cut off."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells)

    def cell(self, column: int) -> Cell:
        """Return the cell at `column` (from 0), blank where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else BLANK


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    lines: tuple[Line, ...]


def read_sheets(file: BinaryIO) -> Iterator[Sheet]:
    """Yield the visible sheets of an XLSX file, or the one sheet of a CSV file.

    The kind is decided by content, never by name. CSV: UTF-8 with or without BOM (or
    UTF-16 with BOM), separated by ';', ',' or tab. A value merged over several rows
    stands in each of them. Raises SpreadsheetError.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SpreadsheetError(FileFault.TOO_LARGE)
    if not data.strip():
        raise SpreadsheetError(FileFault.EMPTY)
    if data.startswith(_OLE):
        locked = _ENCRYPTED_PACKAGE in data
        raise SpreadsheetError(FileFault.PROTECTED if locked else FileFault.OLD_EXCEL)
    if data.startswith(_ZIP_STARTS):
        yield from _xlsx_sheets(data)
    else:
        yield Sheet("", _csv_lines(_decoded(data)))


def _xlsx_sheets(data: bytes) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive)
            survey = _survey(archive)
        yield from _workbook_sheets(data, survey)
    except SpreadsheetError:
        raise
    # A damaged workbook makes the parsers raise nearly any built-in exception.
    except Exception as error:
        raise SpreadsheetError(FileFault.DAMAGED) from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Judge by the directory: no entry ever yields more than it declares there."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise SpreadsheetError(FileFault.TOO_MANY_PARTS)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise SpreadsheetError(FileFault.UNPACKED_TOO_LARGE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SpreadsheetError(FileFault.PROTECTED)
    if any(entry.compress_type not in _PLAIN_COMPRESSION for entry in entries):
        raise SpreadsheetError(FileFault.UNSAFE)
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise SpreadsheetError(FileFault.NOT_A_SPREADSHEET)


class _Survey(NamedTuple):
    has_formulas: bool
    merged: dict[str, list[tuple[int, int, int, int]]]


def _survey(archive: zipfile.ZipFile) -> _Survey:
    """Look through the raw parts once: markup, declarations, formulas, merges."""
    tags = 0
    has_formulas = False
    merged = {}
    for name in archive.namelist():
        part = archive.read(name)
        # Of every part: a sheet need not be called .xml to be read as one.
        tags += part.count(b"<")
        if tags > MAX_TAGS:
            raise SpreadsheetError(FileFault.UNPACKED_TOO_LARGE)
        if name.endswith((".xml", ".rels", ".vml")) and _is_unsafe(part):
            raise SpreadsheetError(FileFault.UNSAFE)
        if name.startswith("xl/worksheets/"):
            has_formulas = has_formulas or _FORMULA.search(part) is not None
            found = _MERGED.findall(part)
            merged[name] = [range_boundaries(ref.decode()) for ref in found]
    return _Survey(has_formulas, merged)


def _is_unsafe(part: bytes) -> bool:
    """NUL means UTF-16, in which a declaration would go unseen."""
    return b"\0" in part or b"<!DOCTYPE" in part or b"<!ENTITY" in part


def _workbook_sheets(data: bytes, survey: _Survey) -> Iterator[Sheet]:
    values = _open(data, data_only=True)
    formulas = _open(data, data_only=False) if survey.has_formulas else None
    for index, sheet in enumerate(values.worksheets):
        if sheet.sheet_state != "visible":
            continue
        rows = _grid(sheet, formulas.worksheets[index] if formulas else None)
        path = sheet._worksheet_path.lstrip("/")  # noqa: SLF001 - no public name for it
        _fill_down(rows, survey.merged.get(path, []))
        yield Sheet(sheet.title, _lines(rows))


@contextmanager
def _without_parser_warnings() -> Iterator[None]:
    """openpyxl warns about styles and extensions that it drops; values are complete."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@_without_parser_warnings()
def _open(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(
        io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False
    )


@_without_parser_warnings()
def _grid(sheet, twin) -> list[list[Cell]]:
    """Return all rows as cells; `twin` is the sheet read with formulas, or None."""
    rows: list[list[Cell]] = []
    both = (
        zip(_rows(sheet), _rows(twin), strict=False) if twin else _doubled(_rows(sheet))
    )
    for values, formulas in both:
        if len(rows) == MAX_ROWS:
            raise SpreadsheetError(FileFault.TOO_MANY_ROWS)
        rows.append(
            _trimmed([_cell(*pair) for pair in zip(values, formulas, strict=False)])
        )
    return rows


def _rows(sheet) -> Iterator[Sequence[object]]:
    # The size that a file declares for itself is often wrong, and openpyxl believes it.
    sheet.reset_dimensions()
    return sheet.iter_rows(values_only=True)


def _doubled(rows: Iterable[Sequence[object]]) -> Iterator[tuple[Sequence, Sequence]]:
    for row in rows:
        yield row, row


def _cell(value: object, formula: object) -> Cell:
    if value is None:
        is_formula = formula is not None
        return Cell("", CellKind.FORMULA) if is_formula else BLANK
    if isinstance(value, str):
        return Cell(value, CellKind.ERROR if value in _EXCEL_ERRORS else CellKind.TEXT)
    if isinstance(value, int | float):
        return Cell(_plain_number(value), CellKind.NUMBER)
    if isinstance(value, datetime) and value.time() != time.min:
        return Cell(f"{value:%d/%m/%Y %H:%M}", CellKind.DATE)
    if isinstance(value, date):
        return Cell(f"{value:%d/%m/%Y}", CellKind.DATE)
    return Cell(str(value))


def _plain_number(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _trimmed(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1] == BLANK:
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise SpreadsheetError(FileFault.TOO_MANY_COLUMNS)
    return cells


def _fill_down(rows: list[list[Cell]], merges: list[tuple[int, int, int, int]]) -> None:
    """Repeat the value of each range merged over several rows in all of its rows."""
    budget = MAX_ROWS * MAX_COLUMNS
    for left, top, _right, bottom in merges:
        if top > len(rows) or left > len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        for cells in rows[top:bottom]:
            budget -= 1
            if budget < 0:
                raise SpreadsheetError(FileFault.UNSAFE)
            cells.extend([BLANK] * (left - len(cells)))
            if cells[left - 1] == BLANK:
                cells[left - 1] = value


def _lines(rows: Iterable[list[Cell]]) -> tuple[Line, ...]:
    return tuple(
        Line(number, tuple(cells)) for number, cells in enumerate(rows, start=1)
    )


def _decoded(data: bytes) -> str:
    if data.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"{\\rtf")
    ):
        raise SpreadsheetError(FileFault.NOT_A_SPREADSHEET)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SpreadsheetError(FileFault.NOT_UTF8) from error
    if (
        re.match(r"\s*<(?:!doctype|\?xml|html|table)", text, re.IGNORECASE)
        or "\0" in text
    ):
        raise SpreadsheetError(FileFault.NOT_A_SPREADSHEET)
    return text


def _csv_lines(text: str) -> tuple[Line, ...]:
    """Parse strictly: a lone quote would otherwise swallow the rest of the list."""
    separator = _SEPARATOR_LINE.match(text)
    delimiter = separator.group(1) if separator else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[Cell]] = []
    try:
        for values in reader:
            if len(rows) == MAX_ROWS:
                raise SpreadsheetError(FileFault.TOO_MANY_ROWS)
            rows.append(_trimmed([_csv_cell(value) for value in values]))
    except csv.Error as error:
        raise SpreadsheetError(FileFault.BAD_QUOTES, line=reader.line_num) from error
    return _lines(rows)


def _delimiter(text: str) -> str:
    """Return the separator that stands in the most lines, quoted text left aside.

    Counting separators would mislead: one long Vietnamese name holds more commas than
    its row holds semicolons.
    """
    lines = _QUOTED.sub("", text).splitlines()
    return max(_DELIMITERS, key=lambda mark: sum(mark in line for line in lines))


def _csv_cell(value: str) -> Cell:
    wrapped = _EXCEL_TEXT.match(value)
    if wrapped:  # ="1.004870" is how spreadsheets keep a code from becoming a number
        return Cell(wrapped.group(1))
    if value.startswith("=") and len(value) > 1:
        return Cell("", CellKind.FORMULA)
    return Cell(value, CellKind.ERROR if value in _EXCEL_ERRORS else CellKind.TEXT)
