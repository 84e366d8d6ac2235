"""A list with headings, read from a spreadsheet by the words of its headings. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from commune.spreadsheet import CellKind, Line, read_sheets
from commune.vietnamese import fold, nfc

HEADER_WITHIN = 50
LONGEST_CELL = 200


class TableFault(StrEnum):
    """Why a row, or the list as a whole, cannot be taken."""

    NO_HEADER = "no_header"
    NO_ROWS = "no_rows"
    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_VALUE = "no_value"


@dataclass(frozen=True, slots=True)
class TableError:
    row: int
    column: str
    fault: TableFault


@dataclass(frozen=True, slots=True)
class Row:
    """One row's cells by column name, tidied to one line each."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """Good rows, complaints, and the headings as the file spells them."""

    rows: tuple[Row, ...]
    errors: tuple[TableError, ...]
    headings: Mapping[str, str]


def read_table(
    file: BinaryIO, columns: Mapping[str, Sequence[str]], *, required: Sequence[str]
) -> Table:
    """Read the first sheet that has the required headings.

    `columns` gives the headings that each column may bear; letter case and marks do
    not count. Raises SpreadsheetError when the file as a whole is refused.
    """
    names = {fold(word): name for name, words in columns.items() for word in words}
    for sheet in read_sheets(file):
        for index, line in enumerate(sheet.lines[:HEADER_WITHIN]):
            positions = _positions(line, names)
            if set(required) <= positions.keys():
                return _table(sheet.lines[index + 1 :], line, positions, required)
    return Table((), (TableError(1, "", TableFault.NO_HEADER),), {})


def _positions(line: Line, names: Mapping[str, str]) -> dict[str, int]:
    positions: dict[str, int] = {}
    for index, cell in enumerate(line.cells):
        if name := names.get(fold(cell.text)):
            positions.setdefault(name, index)
    return positions


def _table(
    lines: Iterable[Line],
    header: Line,
    positions: Mapping[str, int],
    required: Sequence[str],
) -> Table:
    headings = {name: _tidy(header.cell(at).text) for name, at in positions.items()}
    rows: list[Row] = []
    errors: list[TableError] = []
    for line in lines:
        if line.is_blank:
            continue
        faults = list(_faults(line, positions, required))
        errors += [TableError(line.number, headings[name], f) for name, f in faults]
        if not faults:
            cells = {name: _tidy(line.cell(at).text) for name, at in positions.items()}
            rows.append(Row(line.number, cells))
    if not rows and not errors:
        errors.append(TableError(header.number, "", TableFault.NO_ROWS))
    return Table(tuple(rows), tuple(errors), headings)


def _faults(
    line: Line, positions: Mapping[str, int], required: Sequence[str]
) -> Iterable[tuple[str, TableFault]]:
    for name, position in positions.items():
        cell = line.cell(position)
        text = _tidy(cell.text)
        if cell.kind in {CellKind.FORMULA, CellKind.ERROR}:
            yield name, TableFault.NO_VALUE
        elif name in required and not text:
            yield name, TableFault.MISSING
        elif len(text) > LONGEST_CELL:
            yield name, TableFault.TOO_LONG


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(value: object) -> str:
    """Return a cell of CSV that no spreadsheet takes for a formula (OWASP)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
