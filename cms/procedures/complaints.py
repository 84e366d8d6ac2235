"""Words for what is wrong with a row of the official list."""

from django.utils.translation import gettext_lazy as _

from cms.procedures.rows import RowError, RowFault

REASONS = {
    RowFault.NO_HEADER: _("No header row: the columns code and name were not found."),
    RowFault.MISSING_COLUMN: _("This column is missing."),
    RowFault.NO_ROWS: _("The list has no rows."),
    RowFault.MISSING: _("Something must stand here."),
    RowFault.BAD_CODE: _('"%(detail)s" is no code such as 1.004873.'),
    RowFault.DUPLICATE_CODE: _("The code stands in row %(detail)s already."),
    RowFault.TOO_LONG: _("Longer than %(detail)s characters."),
    RowFault.FORMULA_WITHOUT_VALUE: _("A formula without a value."),
    RowFault.ERROR_VALUE: _("The spreadsheet itself shows the error %(detail)s."),
    RowFault.TOTAL_DIFFERS: _("The total at the end differs: %(detail)s rows read."),
}


def reason(error: RowError) -> str:
    return str(REASONS[error.fault]) % {"detail": error.detail}
