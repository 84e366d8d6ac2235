"""Readable differences of history rows, in a fixed number of queries.

simple-history's own diff asks the database for each row and each related object.
"""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import QuerySet, Value

from commune.desk.history import Change, readable
from commune.model_fields import field_of
from commune.people import name_of
from incidents.models import Incident

HIDDEN = {"id", "version", "score", "previous_status", "merged_into", "ref"}
# What the timeline tells already.
TOLD = {
    "status",
    "acknowledged_at",
    "triaged_at",
    "responding_at",
    "contained_at",
    "resolved_at",
    "closed_at",
    "ended_at",
    "paused_minutes",
    "reopen_count",
}
PEOPLE = ("helpers", "readers")


def explain(rows: Sequence, before, *, hidden: Iterable[str] = ()) -> None:
    """Give each history row `readable_changes` against the one before it.

    `rows` are consecutive, newest first; `before` precedes the last one or is None.
    """
    chain = [*rows, before]
    known = [row for row in chain if row is not None]
    names = _Names(known)
    skipped = HIDDEN | set(hidden)
    for newer, older in zip(rows, chain[1:], strict=True):
        if older is None or newer.history_type == "+":
            newer.readable_changes = []
        else:
            newer.readable_changes = _between(newer, older, names, skipped)


def _between(newer, older, names: "_Names", skipped: set[str]) -> list[Change]:
    found = []
    for field in Incident.history.model.tracked_fields:
        old, new = getattr(older, field.attname), getattr(newer, field.attname)
        if old != new and field.name not in skipped:
            found.append(
                _change(field, names.shown(field, old), names.shown(field, new))
            )
    for name in PEOPLE:
        old, new = names.people(name, older), names.people(name, newer)
        if old != new:
            field = field_of(Incident, name)
            found.append(_change(field, readable(field, old), readable(field, new)))
    return found


def _change(field, old: str, new: str) -> Change:
    label = str(field.verbose_name)
    return Change(label[:1].upper() + label[1:], old, new)


class _Names:
    """The names behind the keys in some history rows.

    Category, village and person in charge come with the rows (`with_names`).
    """

    def __init__(self, rows: Sequence):
        self._members = _members(rows)
        user_ids = set().union(*self._members.values(), {r.lead_id for r in rows})
        users = get_user_model().objects.in_bulk(user_ids - {None})
        self._users = {pk: name_of(user) for pk, user in users.items()}
        self._related = {
            field: {getattr(row, f"{field}_id"): getattr(row, field) for row in rows}
            for field in ("category", "village")
        }

    def shown(self, field, value) -> str:
        if field.name in {"lead", "opened_by"}:
            return self._users.get(value, "–")
        if field.name in self._related:
            return str(self._related[field.name].get(value) or "–")
        return readable(field, value)

    def people(self, name: str, row) -> list[str]:
        members = self._members.get((name, row.history_id), set())
        return sorted(self._users.get(pk, "?") for pk in members)


def with_names(rows: QuerySet) -> QuerySet:
    """Read what `explain` names together with history rows."""
    return rows.select_related("history_user", "category", "village")


def _members(rows: Sequence) -> dict[tuple[str, int], set[int]]:
    """Return the accounts by (field, history row), all fields in one query."""
    ids = [row.history_id for row in rows]
    parts = [
        apps.get_model("incidents", f"HistoricalIncident_{name}")
        .objects.filter(history__in=ids)
        .values_list(Value(name), "history_id", "user_id")
        for name in PEOPLE
    ]
    found: dict[tuple[str, int], set[int]] = {}
    for name, history_id, user_id in parts[0].union(*parts[1:], all=True):
        found.setdefault((name, history_id), set()).add(user_id)
    return found
