"""Readable differences of history rows, in a fixed number of queries.

simple-history's own diff asks the database for each row and each related object.
"""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.contrib.auth import get_user_model

from commune.desk.history import Change, readable
from commune.models import Village
from incidents.models import Category, Incident
from incidents.writing import name_of

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
            field = Incident._meta.get_field(name)
            found.append(_change(field, readable(field, old), readable(field, new)))
    return found


def _change(field, old: str, new: str) -> Change:
    label = str(field.verbose_name)
    return Change(label[:1].upper() + label[1:], old, new)


class _Names:
    """The names behind the keys in some history rows, read at once."""

    def __init__(self, rows: Sequence):
        self._members = {name: _members(name, rows) for name in PEOPLE}
        user_ids = {row.lead_id for row in rows} | {row.opened_by_id for row in rows}
        for members in self._members.values():
            user_ids.update(*members.values())
        users = get_user_model().objects.in_bulk(user_ids - {None})
        self._users = {pk: name_of(user) for pk, user in users.items()}
        self._related = {
            "category": Category.objects.in_bulk({r.category_id for r in rows}),
            "village": Village.objects.in_bulk({r.village_id for r in rows} - {None}),
        }

    def shown(self, field, value) -> str:
        if field.name in {"lead", "opened_by"}:
            return self._users.get(value, "–")
        if field.name in self._related:
            return str(self._related[field.name].get(value, "–"))
        return readable(field, value)

    def people(self, name: str, row) -> list[str]:
        members = self._members[name].get(row.history_id, set())
        return sorted(self._users.get(pk, "?") for pk in members)


def _members(name: str, rows: Sequence) -> dict[int, set[int]]:
    model = apps.get_model("incidents", f"HistoricalIncident_{name}")
    found: dict[int, set[int]] = {}
    ids = [row.history_id for row in rows]
    pairs = model.objects.filter(history__in=ids).values_list("history_id", "user_id")
    for history_id, user_id in pairs:
        found.setdefault(history_id, set()).add(user_id)
    return found
