"""Write the official list into the page tree; nothing is ever deleted.

A new row becomes a published page: the list is the authority. A changed row becomes a
draft beside the published text, which an editor compares and publishes. A row that has
left the list goes out of force at once, because residents must not follow it; one that
comes back is in force again.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import BinaryIO

from django.db import transaction

from cms import site_tree
from cms.pages import ProcedurePage, ProceduresIndexPage
from cms.pages.planting import plant
from cms.pages.procedures import Force
from cms.procedures.complaints import reason
from cms.procedures.diff import Change, Diff, diff
from cms.procedures.rows import ProcedureRow, page_title, read_rows
from cms.search import entries
from commune.importing import Complaint, Plan
from commune.vietnamese import slugify


def plan_from(
    file: BinaryIO, *, extras: Mapping[str, Mapping[str, object]] | None = None
) -> Plan:
    """Read a list and return what it would change.

    `extras` gives further fields of new procedures by code: the demo's details.
    """
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
        carry_out=partial(apply, changes, extras=extras or {}),
    )


def existing_records() -> dict[str, dict[str, object]]:
    """Return {code: fields} as the latest draft of each procedure has them."""
    return {code: _record(latest) for code, latest in _latest().items()}


def _latest() -> dict[str, ProcedurePage]:
    pages = ProcedurePage.objects.select_related("latest_revision")
    return {
        page.code: page.get_latest_revision_as_object()
        if page.has_unpublished_changes
        else page
        for page in pages
    }


def _record(page: ProcedurePage) -> dict[str, object]:
    return {
        "name": page.name,
        "issuer": page.issuer,
        "agencies": page.agency_lines,
        "field": page.field,
        "in_force": page.force == Force.IN_FORCE,
    }


@transaction.atomic
def apply(changes: Diff, *, extras: Mapping[str, Mapping[str, object]]) -> None:
    """Carry out what `diff` found, all of it or nothing."""
    if changes.is_empty:
        return
    index = ProceduresIndexPage.objects.first() or site_tree.create().procedures
    plant(index, [_new_page(row, extras.get(row.code, {})) for row in changes.new])
    with entries.in_one_go():
        for change in changes.changed:
            _change(change)
        _set_force(changes.gone, Force.OUT_OF_FORCE)


def _new_page(row: ProcedureRow, extra: Mapping) -> ProcedurePage:
    return ProcedurePage(slug=slugify(row.code), **(_fields(row) | dict(extra)))


def _fields(row: ProcedureRow) -> dict[str, object]:
    return {
        "code": row.code,
        "title": page_title(row.name),
        "name": row.name,
        "field": row.field,
        "issuer": row.issuer,
        "agencies": "\n".join(row.agencies),
    }


def _change(change: Change) -> None:
    if "in_force" in change.fields:
        _set_force([change.row.code], Force.IN_FORCE)
    if set(change.fields) - {"in_force"}:
        page = ProcedurePage.objects.get(code=change.row.code)
        draft = page.get_latest_revision_as_object()
        for name, value in _fields(change.row).items():
            setattr(draft, name, value)
        draft.save_revision(log_action=True)


def _set_force(codes: Iterable[str], force: Force) -> None:
    """Change the published page and, where there is one, the draft beside it."""
    for page in ProcedurePage.objects.filter(code__in=list(codes)):
        has_draft = page.has_unpublished_changes
        page.force = force
        page.save()
        if has_draft:
            draft = page.get_latest_revision_as_object()
            draft.force = force
            draft.save_revision(log_action=True)
