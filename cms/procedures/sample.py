"""A made-up "Danh sách TTHC" workbook in the official layout, with its usual traps.

The content is our own (`cms/data/procedures/`); the faults are those counted in real
exports: stray spaces, decomposed letters, spellings of agencies, former ministries,
several agencies in a cell, a blank row, a footer. Reading the file back must give the
clean catalogue again.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from cms.procedures.catalogue import Entry, sample_catalogue

SHEET_TITLE = "Danh sách TTHC"
BANNER = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "DANH SÁCH THỦ TỤC HÀNH CHÍNH"
)
HEADER = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")
WIDTHS = (12, 70, 32, 32, 28)
BLANK_AFTER = 200

# Each stands for a share of the rows: spellings are taken in turn.
AGENCY_SPELLINGS = {
    "Ủy ban nhân dân cấp xã": (
        "Ủy ban nhân dân cấp xã",
        "Ủy ban nhân dân cấp xã",
        "UBND cấp  xã",
        "Uỷ ban nhân dân cấp xã",
        "Ủy ban nhân dân cấp Xã ",
    ),
    "Chủ tịch Ủy ban nhân dân cấp xã": ("Chủ tịch UBND cấp xã",),
    "Công an cấp xã": ("Công an cấp Xã", "Công an Xã"),
    "Bảo hiểm xã hội cơ sở": ("Bảo hiểm xã hội cơ sở", "BHXH cơ sở"),
}
ISSUER_SPELLINGS = {
    "Bộ Xây dựng": ("Bộ Xây dựng", "Bộ xây dựng (Giao thông vận tải cũ)"),
    "Bộ Nội vụ": ("Bộ Nội vụ", "Bộ Nội vụ", "Bộ Lao động - Thương binh và Xã hội"),
    "Bộ Tài chính": ("Bộ Tài chính", "Bộ Kế hoạch và Đầu tư"),
    "Bộ Nông nghiệp và Môi trường": (
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Nông nghiệp và Môi trường",
        "Bộ Tài nguyên và Môi trường",
        "Bộ Nông nghiệp và Phát triển nông thôn",
    ),
}


def write_sample_workbook(path: Path | str, entries: Sequence[Entry] = ()) -> None:
    """Write the sample list, or the given entries, to an XLSX file at `path`."""
    entries = entries or sample_catalogue()
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET_TITLE
    sheet.append([BANNER])
    sheet.append(HEADER)
    for row in _rows(entries):
        sheet.append(row)
    sheet.append([f"Tổng số: {len(entries)} thủ tục hành chính"])
    _lay_out(sheet)
    book.save(path)


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    for index, entry in enumerate(entries):
        agencies = (_spelling(AGENCY_SPELLINGS, name, index) for name in entry.agencies)
        yield (
            entry.code,
            _trapped_name(entry.name, index),
            _spelling(ISSUER_SPELLINGS, entry.issuer, index),
            "\n".join(agencies),
            entry.field + (" " if index % 31 == 0 else ""),
        )
        if index == BLANK_AFTER:
            yield ()


def _spelling(spellings: dict[str, tuple[str, ...]], name: str, index: int) -> str:
    choices = spellings.get(name, (name,))
    return choices[index % len(choices)]


def _trapped_name(name: str, index: int) -> str:
    """Return `name` with the fault that falls on this row, if one does."""
    if index % 19 == 3:
        name = unicodedata.normalize("NFD", name)
    if index % 23 == 5:
        name = f" {name}"
    if index % 29 == 7:
        name = f"{name}  "
    if index % 97 == 11:
        name = name.replace(" ", "\u00a0 ", 1)
    return name


def _lay_out(sheet: Worksheet) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADER))
    sheet["A1"].alignment = Alignment(horizontal="center", wrap_text=True)
    sheet["A1"].font = Font(bold=True)
    sheet.row_dimensions[1].height = 54
    for cell, width in zip(sheet[2], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A3"
