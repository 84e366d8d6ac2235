"""Take rulebooks from files: all rows of all files, or none.

A row is known by its code and its first day. One that records have used is never
changed: the file gives its successor a later first day, and the old row ends then.
What the files do not hold is left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commune.models.rulebook import RulebookRow, RuleStatus
from commune.rulebook import files
from commune.rulebook.amend import follow
from commune.rulebook.books import books
from commune.rulebook.columns import cleaned, columns
from commune.rulebook.exporting import by_need
from commune.rulebook.files import Fault, FileRow
from commune.rulebook.usage import is_used


@dataclass(frozen=True)
class Step:
    """What the import does to one row; `columns` are those that change.

    `changes` holds (field, old value, new value) of each.
    """

    act: str  # new, changed, gone
    book: str
    code: str
    columns: tuple[str, ...] = ()
    changes: tuple[tuple, ...] = ()

    def __str__(self):
        told = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.act} {self.code}{told}"


@dataclass
class Result:
    """What an import did or would do; with any fault nothing was done."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def count(self, act: str) -> int:
        return sum(step.act == act for step in self.steps)


def take(
    contents: Iterable[tuple[str, bytes]],
    *,
    models: Iterable[type[RulebookRow]] | None = None,
    dry_run: bool = False,
) -> Result:
    """Import (file name, content) pairs and return what was done, or is wrong.

    Only `models` may be in the files; by default all that are installed. The rows of
    the books named are locked, so of two imports one waits.
    """
    allowed = {
        model._meta.model_name: model
        for model in (books().values() if models is None else models)
    }
    result = Result()
    rows: list[FileRow] = []
    for file, content in contents:
        found, faults = files.read(file, content)
        rows += found
        result.faults += faults
    rows = [row for row in rows if _is_known(row, allowed, result)]
    with transaction.atomic():
        _apply(rows, allowed, result)
        if result.faults or dry_run:
            transaction.set_rollback(True)
    result.faults.sort(key=lambda fault: (fault.file, fault.line))
    return result


def _is_known(row: FileRow, allowed: dict, result: Result) -> bool:
    if row.book in allowed:
        return True
    if row.number == 1:
        reason = _('There is no rulebook "%s" here, or you may not change it.')
        result.faults.append(row.fault(reason % row.book))
    return False


def _apply(rows: list[FileRow], allowed: dict, result: Result) -> None:
    present = {row.book for row in rows}
    for model in by_need(allowed[name] for name in allowed if name in present):
        name = model._meta.model_name
        list(model.objects.select_for_update().values_list("pk"))
        read = [_read(row, model, result) for row in rows if row.book == name]
        _write_all(model, [pair for pair in read if pair], result)


def _read(row: FileRow, model: type[RulebookRow], result: Result):
    """Return (file row, values by column), or None after noting what is wrong."""
    known, values = columns(model), {}
    is_sound = files.UNREADABLE not in row.values.values()
    for strange in row.values.keys() - known.keys():
        result.faults.append(row.fault(_("There is no such column."), strange))
        is_sound = False
    for name, column in known.items():
        if row.values.get(name) is files.UNREADABLE:
            continue
        try:
            values[name] = cleaned(column, row.values.get(name))
        except ValidationError as problem:
            result.faults.append(row.fault(" ".join(problem.messages), name))
            is_sound = False
    if "code" in values and not values["code"]:
        result.faults.append(row.fault(_("The code is missing."), "code"))
        is_sound = False
    return (row, values) if is_sound else None


def _write_all(model: type[RulebookRow], read: list, result: Result) -> None:
    seen: set[tuple] = set()
    for row, values in sorted(read, key=lambda pair: _key(pair[1])):
        key = _key(values)
        if key in seen:
            reason = _("The file holds this code and first day twice.")
            result.faults.append(row.fault(reason, "code"))
            continue
        seen.add(key)
        if step := _write(model, row, values, result):
            result.steps.append(step)
    left = model.objects.exclude(code__in=[code for code, _day in seen])
    codes = left.order_by("code").values_list("code", flat=True).distinct()
    book = model._meta.model_name
    result.steps += [Step("gone", book, code) for code in codes]


def _key(values: dict) -> tuple:
    return values["code"], values["valid_from"]


def _write(model, row: FileRow, values: dict, result: Result) -> Step | None:
    book = model._meta.model_name
    held = model.objects.filter(
        code=values["code"], valid_from=values["valid_from"]
    ).first()
    if held is None:
        before = _end_the_one_before(model, row, values)
        fresh = model(**values)
        step = _save(fresh, Step("new", book, values["code"]), row, result)
        if step and before:
            follow(before, fresh)
        return step
    changed = tuple(n for n, v in values.items() if not _same(getattr(held, n), v))
    if not changed:
        return None
    if _may_not_change(held, changed):
        reason = _("Records use this row; give the new version a later valid_from.")
        result.faults.append(row.fault(reason, changed[0]))
        return None
    known = columns(model)
    told = tuple((known[n], getattr(held, n), values[n]) for n in changed)
    for name in changed:
        setattr(held, name, values[name])
    return _save(held, Step("changed", book, held.code, changed, told), row, result)


def _same(held, read) -> bool:
    """Compare two values; spaces around a text do not count."""
    return held == read or (isinstance(held, str) and held.strip() == read)


def _may_not_change(held: RulebookRow, changed: tuple[str, ...]) -> bool:
    """Say whether a change would alter what records rely on; an end alone does not."""
    harmless = {"valid_to", "verified_on", "source_url"}
    return not set(changed) <= harmless and is_used(held, on=timezone.localdate())


def _end_the_one_before(model, row: FileRow, values: dict) -> RulebookRow | None:
    """End the open version of a code, if any, on the first day of the new one."""
    if values["status"] == RuleStatus.OLD:
        return None
    open_rows = model.objects.filter(code=values["code"], valid_to=None)
    before = open_rows.exclude(status=RuleStatus.OLD)
    old = before.filter(valid_from__lt=values["valid_from"]).first()
    if old is not None:
        old.valid_to = values["valid_from"]
        _store(old, row)
    return old


def _save(held: RulebookRow, step: Step, row: FileRow, result: Result) -> Step | None:
    try:
        held.full_clean()
    except ValidationError as problem:
        for column, texts in problem.message_dict.items():
            shown = "" if column == NON_FIELD_ERRORS else column
            result.faults.append(row.fault(" ".join(texts), shown))
        return None
    _store(held, row)
    return step


def _store(held: RulebookRow, row: FileRow) -> None:
    held._change_reason = row.file[-100:]  # noqa: SLF001 simple-history names it so
    held.save()
