"""The participant list as a file: text cells only, logged."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commune import sheets
from training.desk.gates import ClassScreen
from training.desk.rows import person_rows, table
from training.models import ExportLog

WIDTHS = (6, 32, 8, 10, 22, 18, 28, 22, 10, 12)


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
        ending = kwargs["format"]
        if ending not in sheets.FORMATS:
            raise Http404
        enrolments = self.training_class.enrolments.active()
        rows = list(table(person_rows(self.training_class, request.user, enrolments)))
        name = f"hoc-vien-{self.training_class.code}"
        ExportLog.objects.create(
            what=f"participants {self.training_class.code}",
            format=ending,
            row_count=len(rows),
            by=request.user,
        )
        return sheets.answer([header(), *rows], name=name, ending=ending, widths=WIDTHS)
