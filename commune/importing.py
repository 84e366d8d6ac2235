"""The manners of every import command: bad rows by name, a preview, all or nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commune.spreadsheet import FileFault, SpreadsheetError

FILE_FAULTS = {
    FileFault.EMPTY: _("The file is empty."),
    FileFault.TOO_LARGE: _("The file is larger than 5 MB."),
    FileFault.TOO_MANY_PARTS: _("The file has too many parts."),
    FileFault.UNPACKED_TOO_LARGE: _("The file is too large when unpacked."),
    FileFault.TOO_MANY_ROWS: _("The file has more than 5,000 rows."),
    FileFault.TOO_MANY_COLUMNS: _("The file has more than 60 columns."),
    FileFault.OLD_EXCEL: _("This is an old Excel file: save it as XLSX."),
    FileFault.PROTECTED: _("The file is protected by a password."),
    FileFault.UNSAFE: _("The file holds something unsafe and was not opened."),
    FileFault.DAMAGED: _("The file is damaged."),
    FileFault.NOT_A_SPREADSHEET: _("This is neither an XLSX nor a CSV file."),
    FileFault.NOT_UTF8: _("The text is not UTF-8: save it as CSV UTF-8."),
    FileFault.BAD_QUOTES: _("A quotation mark is not closed."),
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why one row cannot be taken; `column` is the heading as the file spells it."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f'row {self.row}, column "{self.column}": {self.reason}'


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: codes, complaints, and the deed itself."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same_count: int
    complaints: tuple[Complaint, ...]
    carry_out: Callable[[], None]

    @property
    def is_hollow(self) -> bool:
        """Whether no row was understood: a wrong file, which makes nothing "gone"."""
        return bool(self.complaints) and not (
            self.new or self.changed or self.same_count
        )

    def lines(self) -> Iterable[str]:
        for word, codes in self._parts():
            yield from (f"{word} {code}" for code in codes)

    def counts(self) -> str:
        parts = [f"{word} {len(codes)}" for word, codes in self._parts()]
        return ", ".join([*parts, f"unchanged {self.same_count}"])

    def _parts(self):
        return ("new", self.new), ("changed", self.changed), ("gone", self.gone)


class ImportCommand(BaseCommand):
    """Reads FILE; a command says in `plan` what the file would change."""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Print the differences alone."
        )
        parser.add_argument(
            "--skip-bad", action="store_true", help="Take the good rows alone."
        )

    def plan(self, file: BinaryIO) -> Plan:
        raise NotImplementedError

    def handle(self, *, file, dry_run, skip_bad, **options):
        plan = self._plan_from(file)
        for complaint in plan.complaints:
            self.stderr.write(str(complaint), self.style.NOTICE)
        if plan.is_hollow or (plan.complaints and not (skip_bad or dry_run)):
            raise CommandError(gettext("Nothing was imported."))
        for line in plan.lines():
            self.stdout.write(line)
        if not dry_run:
            plan.carry_out()
        self.stdout.write(plan.counts())
        if plan.complaints and not skip_bad:
            raise CommandError(gettext("Some rows are bad."))

    def _plan_from(self, path: Path) -> Plan:
        try:
            with path.open("rb") as file:
                return self.plan(file)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except SpreadsheetError as error:
            where = f" (row {error.line})" if error.line else ""
            raise CommandError(f"{path}: {FILE_FAULTS[error.fault]}{where}") from None
