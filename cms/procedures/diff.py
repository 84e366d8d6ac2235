"""What an import would change. Pure: no Django, nothing is ever deleted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cms.procedures.rows import ProcedureRow

COMPARED = ("name", "issuer", "agencies", "field")


@dataclass(frozen=True, slots=True)
class Change:
    """One procedure whose record differs: field → (old value, new value)."""

    row: ProcedureRow
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Diff:
    """Codes in each part are disjoint. `gone` ones become "no longer in force"."""

    new: tuple[ProcedureRow, ...]
    changed: tuple[Change, ...]
    gone: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.gone)


def diff(
    existing: Mapping[str, Mapping[str, object]],
    rows: Iterable[ProcedureRow],
    *,
    seen: Collection[str] = (),
) -> Diff:
    """Compare the records that exist (code → fields) with the rows of a file.

    `existing` gives `name`, `issuer`, `agencies` (a list) and `field`, and `in_force`
    (default True): a record out of force that the file names again comes back as a
    change of `in_force`. `seen` are further codes that stand in the file on rows that
    could not be read; they are not gone.
    """
    new, changed, same = [], [], []
    codes = set(seen)
    for row in rows:
        codes.add(row.code)
        if row.code not in existing:
            new.append(row)
            continue
        fields = _changes(existing[row.code], row)
        if fields:
            changed.append(Change(row, fields))
        else:
            same.append(row.code)
    gone = sorted(
        code
        for code, record in existing.items()
        if code not in codes and record.get("in_force", True)
    )
    return Diff(tuple(new), tuple(changed), tuple(gone), tuple(same))


def _changes(
    record: Mapping[str, object], row: ProcedureRow
) -> dict[str, tuple[object, object]]:
    changes: dict[str, tuple[object, object]] = {}
    for name in COMPARED:
        old = record.get(name) or ""
        new = getattr(row, name)
        if isinstance(new, tuple):
            old = tuple(old) if isinstance(old, list | tuple) else ()
        if old != new:
            changes[name] = (old, new)
    if not record.get("in_force", True):
        changes["in_force"] = (False, True)
    return changes
