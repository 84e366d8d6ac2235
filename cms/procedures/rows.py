"""From a list file to procedures and complaints about its rows. Pure: no Django."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from cms.procedures.conventions import Conventions, one_line, shipped
from commune.spreadsheet import Cell, CellKind, Line, read_sheets
from commune.vietnamese import fold

REQUIRED = ("code", "name", "field")
MAX_NAME = 2_000
MAX_TEXT = 500
HEADER_WITHIN = 50

_CODE = re.compile(r"[0-9]\.[0-9]{6}")
_LOST_ZEROS = re.compile(r"[0-9]\.[0-9]{1,5}")
_LINE_BREAKS = re.compile(r"_x000D_|[\r\n;]+")
_TOTAL = re.compile(r"[0-9][0-9.]*")


class RowFault(StrEnum):
    """Why a row, or the list as a whole, cannot be taken."""

    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    NO_ROWS = "no_rows"
    MISSING = "missing"
    BAD_CODE = "bad_code"
    DUPLICATE_CODE = "duplicate_code"
    TOO_LONG = "too_long"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    ERROR_VALUE = "error_value"
    TOTAL_DIFFERS = "total_differs"


@dataclass(frozen=True, slots=True)
class RowError:
    """One complaint. `column` is the heading as the file spells it, `detail` the value.

    `detail` is what the message needs: the bad code, the row of the first occurrence,
    the longest allowed length, the counted rows.
    """

    row: int
    column: str
    fault: RowFault
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One administrative procedure as the official list gives it, normalised."""

    row: int
    code: str
    name: str
    issuer: str
    agencies: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Good rows, complaints, and every code seen, those of bad rows included."""

    rows: tuple[ProcedureRow, ...]
    errors: tuple[RowError, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    positions: dict[str, int]
    headings: dict[str, str]


def read_rows(file: BinaryIO, conventions: Conventions | None = None) -> Reading:
    """Read the official "Danh sách TTHC" list from XLSX or CSV.

    The header is found by its words, in the first sheet that has one. Raises
    SpreadsheetError when the file as a whole is refused.
    """
    conventions = conventions or shipped()
    first_line = None
    for sheet in read_sheets(file):
        header = _find_header(sheet.lines, conventions)
        if header:
            return _read_table(sheet.lines[header.row :], header, conventions)
        first_line = first_line or next(
            (line for line in sheet.lines if not line.is_blank), None
        )
    row = first_line.number if first_line else 1
    return Reading((), (RowError(row, "", RowFault.NO_HEADER),), frozenset())


def page_title(name: str, limit: int = 255) -> str:
    """Return `name` cut at a word with an ellipsis where it is longer than `limit`."""
    if len(name) <= limit:
        return name
    cut = name[:limit].rpartition(" ")[0] or name[: limit - 1]
    return cut.rstrip(" ,;:–-") + "…"


def _find_header(lines: Iterable[Line], conventions: Conventions) -> _Header | None:
    for line in list(lines)[:HEADER_WITHIN]:
        positions: dict[str, int] = {}
        for index, cell in enumerate(line.cells):
            column = conventions.columns.get(fold(cell.text))
            if column:
                positions.setdefault(column, index)
        if {"code", "name"} <= positions.keys():
            headings = {
                column: one_line(line.cell(index).text)
                for column, index in positions.items()
            }
            return _Header(line.number, positions, headings)
    return None


def _read_table(
    lines: Iterable[Line], header: _Header, conventions: Conventions
) -> Reading:
    missing = [column for column in REQUIRED if column not in header.positions]
    if missing:
        errors = (
            RowError(header.row, column, RowFault.MISSING_COLUMN) for column in missing
        )
        return Reading((), tuple(errors), frozenset())

    table = _Table(header, conventions)
    for line in lines:
        table.take(line)
    if not table.first_rows and not table.errors:
        table.errors.append(RowError(header.row, "", RowFault.NO_ROWS))
    return Reading(tuple(table.rows), tuple(table.errors), frozenset(table.first_rows))


class _Table:
    """Collects the lines below a header."""

    def __init__(self, header: _Header, conventions: Conventions):
        self.header = header
        self.conventions = conventions
        self.rows: list[ProcedureRow] = []
        self.errors: list[RowError] = []
        self.first_rows: dict[str, int] = {}
        self.line_count = 0

    def take(self, line: Line) -> None:
        cells = {
            column: line.cell(position)
            for column, position in self.header.positions.items()
        }
        if self._is_blank(cells) or self._is_repeated_header(cells):
            return
        if self._is_footer(line, cells):
            self._check_total(line)
            return
        self.line_count += 1
        row = self._row(line.number, cells)
        errors = list(self._faults(row, cells))
        self.errors.extend(errors)
        if _CODE.fullmatch(row.code):
            self.first_rows.setdefault(row.code, row.row)
        if not errors:
            self.rows.append(row)

    def _row(self, number: int, cells: dict[str, Cell]) -> ProcedureRow:
        text = {column: one_line(cell.text) for column, cell in cells.items()}
        return ProcedureRow(
            row=number,
            code=_code(cells["code"]),
            name=text["name"],
            issuer="; ".join(self._agencies(cells.get("issuer"))),
            agencies=tuple(self._agencies(cells.get("agencies"))),
            field=text["field"],
        )

    def _agencies(self, cell: Cell | None) -> list[str]:
        """Return the agencies of one cell in the portal's spelling, each once."""
        names = _LINE_BREAKS.split(cell.text) if cell else []
        return list(
            dict.fromkeys(
                self.conventions.agency(name) for name in names if name.strip()
            )
        )

    def _faults(self, row: ProcedureRow, cells: dict[str, Cell]) -> Iterator[RowError]:
        broken = {}
        for column, cell in cells.items():
            fault = _cell_fault(column, cell)
            if fault:
                broken[column] = fault
                yield self._error(row, column, *fault)
        if "code" in broken:
            return
        if not _CODE.fullmatch(row.code):
            yield self._error(row, "code", RowFault.BAD_CODE, row.code[:40])
        elif row.code in self.first_rows:
            first = str(self.first_rows[row.code])
            yield self._error(row, "code", RowFault.DUPLICATE_CODE, first)

    def _error(
        self, row: ProcedureRow, column: str, fault: RowFault, detail: str = ""
    ) -> RowError:
        return RowError(row.row, self.header.headings[column], fault, detail)

    def _is_blank(self, cells: dict[str, Cell]) -> bool:
        return not any(
            one_line(cell.text) or cell.kind is CellKind.FORMULA
            for cell in cells.values()
        )

    def _is_repeated_header(self, cells: dict[str, Cell]) -> bool:
        """Lists printed on many pages repeat it, as does one merged over two rows."""
        return self.conventions.columns.get(fold(cells["code"].text)) == "code"

    def _is_footer(self, line: Line, cells: dict[str, Cell]) -> bool:
        if _CODE.fullmatch(_code(cells["code"])):
            return False
        first = next((fold(cell.text) for cell in line.cells if cell.text.strip()), "")
        return any(
            first == word or first.startswith(word + " ")
            for word in self.conventions.footers
        )

    def _check_total(self, line: Line) -> None:
        """Compare "Tổng số: 463" with the rows above: a cut-off list must not pass."""
        text = " ".join(cell.text for cell in line.cells)
        stated = _TOTAL.search(text)
        if not stated or not fold(text).startswith("tong"):
            return
        if int(stated.group().replace(".", "")) != self.line_count:
            error = RowError(
                line.number, "", RowFault.TOTAL_DIFFERS, str(self.line_count)
            )
            self.errors.append(error)


def _code(cell: Cell) -> str:
    """Return the code; one that a spreadsheet took for a number gets its zeros back."""
    text = one_line(cell.text)
    if cell.kind is CellKind.NUMBER and _LOST_ZEROS.fullmatch(text):
        return text.ljust(8, "0")
    return text


def _cell_fault(column: str, cell: Cell) -> tuple[RowFault, str] | None:
    if cell.kind is CellKind.FORMULA:
        return RowFault.FORMULA_WITHOUT_VALUE, ""
    if cell.kind is CellKind.ERROR:
        return RowFault.ERROR_VALUE, cell.text
    if column in REQUIRED and not one_line(cell.text):
        return RowFault.MISSING, ""
    limit = MAX_NAME if column == "name" else MAX_TEXT
    if len(one_line(cell.text)) > limit:
        return RowFault.TOO_LONG, str(limit)
    return None
