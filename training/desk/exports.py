"""The participant list as a file: text cells only, logged."""

import csv
import io

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commune.tables import guarded
from training.desk.gates import ClassScreen
from training.desk.rows import person_rows, table
from training.models import ExportLog

WIDTHS = (6, 32, 8, 10, 22, 18, 28, 22, 10, 12)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def header() -> list[str]:
    return [
        pgettext("list", "No."),
        _("Full name"),
        _("Gender"),
        _("Year of birth"),
        _("Village"),
        pgettext("person", "Phone"),
        pgettext("person", "Group"),
        pgettext("enrolment", "Status"),
        _("Waiting number"),
        _("Reference"),
    ]


class ExportView(ClassScreen):
    """Give the list as XLSX or CSV and write down who took it."""

    def get(self, request, *args, **kwargs):
        make = {"xlsx": as_xlsx, "csv": as_csv}.get(kwargs["format"])
        if make is None:
            raise Http404
        enrolments = self.training_class.enrolments.active()
        rows = list(table(person_rows(self.training_class, request.user, enrolments)))
        name = f"hoc-vien-{self.training_class.code}.{kwargs['format']}"
        response = make([header(), *rows])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store, private"
        ExportLog.objects.create(
            what=f"participants {self.training_class.code}",
            format=kwargs["format"],
            row_count=len(rows),
            by=request.user,
        )
        return response


def as_xlsx(rows: list[list[str]]) -> HttpResponse:
    book = Workbook()
    sheet = book.active
    for line, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(line, column)
            cell.value = text
            cell.data_type = "s"  # a name that begins with "=" stays a name
            cell.number_format = "@"

            cell.font = Font(bold=line == 1)
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return HttpResponse(file.getvalue(), content_type=XLSX)


def as_csv(rows: list[list[str]]) -> HttpResponse:
    """Return CSV as spreadsheets in Viet Nam open it: UTF-8 with BOM, semicolons."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerows([guarded(text) for text in cells] for cells in rows)
    return HttpResponse(
        "\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8"
    )
