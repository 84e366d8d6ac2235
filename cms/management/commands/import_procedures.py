from functools import partial

from cms import site_tree
from cms.procedures.complaints import reason
from cms.procedures.diff import diff
from cms.procedures.importing import apply, existing_records
from cms.procedures.rows import read_rows
from commune.importing import Complaint, ImportCommand, Plan


class Command(ImportCommand):
    help = (
        "Import the official list of administrative procedures (XLSX or CSV). New rows "
        "are published, changed ones become drafts, missing ones go out of force."
    )

    def plan(self, file):
        return plan(file)


def plan(file, *, extras=None) -> Plan:
    """Read a list and return what it would change; the demo gives `extras` by code."""
    reading = read_rows(file)
    changes = diff(existing_records(), reading.rows, seen=reading.codes)
    return Plan(
        new=tuple(row.code for row in changes.new),
        changed=tuple(change.row.code for change in changes.changed),
        gone=changes.gone,
        same_count=len(changes.same),
        complaints=tuple(
            Complaint(error.row, error.column, reason(error))
            for error in reading.errors
        ),
        carry_out=partial(_carry_out, changes, extras),
    )


def _carry_out(changes, extras) -> None:
    if not changes.is_empty:
        site_tree.create()
        apply(changes, extras=extras)
