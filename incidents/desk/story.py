"""An incident's story for the office: timeline and history in one, by pages."""

from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commune.people import name_of
from incidents import timeline
from incidents.desk import changes
from incidents.models import Incident

PAGE_LENGTH = 60
Key = tuple[datetime, int, int]  # when, 1 for an entry of the timeline, primary key


def story(user, incident: Incident, number: str | None) -> Page:
    """Return page `number` of the story, newest first; a wrong number is the nearest.

    A diff is one entry for one act; what the timeline tells already is left out, so a
    page may hold fewer lines than its length.
    """
    entries = timeline.readable_by(user, incident)
    told = entries.values_list("happened_at", "pk")
    keys: list[Key] = [(at, 1, pk) for at, pk in told]
    dates = incident.history.values_list("history_date", "history_id")
    keys += [(at, 0, pk) for at, pk in dates]
    page: Page = Paginator(sorted(keys, reverse=True), PAGE_LENGTH).get_page(number)
    lines = _entry_lines(entries, [pk for _at, is_entry, pk in page if is_entry])
    lines |= _change_lines(incident, _rows_of(page))
    page.object_list = [lines[key[1:]] for key in page if key[1:] in lines]
    return page


def before(incident: Incident, rows: list):
    """Return the history row before the last of `rows`, which are newest first."""
    if not rows:
        return None
    older = incident.history.filter(history_id__lt=rows[-1].history_id)
    return changes.with_names(older).first()


def _entry_lines(entries, pks: list[int]) -> dict[tuple[int, int], dict]:
    return {
        (1, entry.pk): {
            "at": entry.happened_at,
            "who": entry.author_name,
            "kind": entry.get_kind_display(),
            "text": entry.text,
            "struck": hasattr(entry, "corrected_by"),
            "corrects": entry.corrects_id is not None,
            "correctable": None if entry.kind in timeline.BY_PROGRAM else entry.pk,
            "changes": [],
        }
        for entry in entries.filter(pk__in=pks)
    }


def _rows_of(page: Page) -> list[int]:
    """Return the history rows of a page and the one that its last is compared with."""
    shown = [pk for _at, is_entry, pk in page if not is_entry]
    rest = page.paginator.object_list[page.end_index() :]
    return shown + [pk for _at, is_entry, pk in rest if not is_entry][:1]


def _change_lines(incident: Incident, ids: list[int]) -> dict[tuple[int, int], dict]:
    rows = list(changes.with_names(incident.history.filter(history_id__in=ids)))
    # Without an older row on the list, the last one is the creation itself.
    older = rows.pop() if rows and rows[-1].history_type != "+" else None
    changes.explain(rows, older, hidden=changes.TOLD)
    return {
        (0, row.history_id): {
            "at": row.history_date,
            "who": name_of(row.history_user) or _("The system"),
            "kind": pgettext("timeline", "Change"),
            "text": row.history_change_reason or "",
            "changes": row.readable_changes,
        }
        for row in rows
        if row.readable_changes
    }
