"""A list as CSV or XLSX in which no cell is ever taken for a formula."""

import csv
import io
from collections.abc import Sequence

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commune.tables import guarded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv")
WIDTH = 22  # of a column, in characters

Rows = Sequence[Sequence[str]]


def answer(
    rows: Rows, *, name: str, ending: str, widths: Sequence[int] = ()
) -> HttpResponse:
    """Return the rows, headings first, as a file to keep; `ending` is of FORMATS."""
    response = as_xlsx(rows, widths) if ending == "xlsx" else as_csv(rows)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "no-store, private"
    return response


def as_xlsx(rows: Rows, widths: Sequence[int] = ()) -> HttpResponse:
    book = Workbook()
    sheet = book.active
    for line, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(line, column)
            cell.value = text
            cell.data_type = "s"  # a text that begins with "=" stays a text
            cell.number_format = "@"
            cell.font = Font(bold=line == 1)
    for column, width in enumerate(widths or [WIDTH] * len(rows[0]), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return HttpResponse(file.getvalue(), content_type=XLSX)


def as_csv(rows: Rows) -> HttpResponse:
    """Return CSV as spreadsheets in Viet Nam open it: UTF-8 with BOM, semicolons."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerows([guarded(text) for text in cells] for cells in rows)
    text = "\ufeff" + file.getvalue()
    return HttpResponse(text, content_type="text/csv; charset=utf-8")
