"""Lock one incident and save it with its author and reason as one history entry."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils.functional import Promise

from commune.quiet_history import without_history
from commune.vietnamese import nfc
from incidents import search
from incidents.indicators.extract import extract
from incidents.models import Incident
from incidents.visibility import visible_to


class StaleVersion(Exception):
    """Somebody else saved in between; `current` is what stands there now."""

    def __init__(self, current: Incident):
        super().__init__(current.ref)
        self.current = current


def lock(incident_id: int, *, actor: User) -> Incident:
    """Return the incident with its row locked until the transaction ends.

    SQLite has no row locks; its transactions begin IMMEDIATE instead. Raises
    Incident.DoesNotExist when the actor may not read it.
    """
    rows = visible_to(actor).select_for_update(of=("self",))
    return rows.select_related("category").get(pk=incident_id)


def lock_pair(
    incident_id: int, other_id: int, *, actor: User
) -> tuple[Incident, Incident]:
    """Return two incidents, both rows locked, as they stand now.

    The lower key is locked first, whoever asks: two people who merge the same two
    incidents into each other wait for each other and never deadlock. The second is
    returned though the actor may not read it. Raises as `lock`.
    """
    rows = Incident.objects.select_for_update(of=("self",)).order_by("pk")
    locked = {row.pk: row for row in rows.filter(pk__in=[incident_id, other_id])}
    return lock(incident_id, actor=actor), locked[other_id]


def clean(text: str | Promise) -> str:
    """Return a person's words as they are kept: NFC, identity-card numbers masked."""
    return extract(nfc(str(text))).masked_text.strip()


def check_version(incident: Incident, version: int | None) -> None:
    """Raise StaleVersion unless `version` is the one that stands there."""
    if version is not None and version != incident.version:
        raise StaleVersion(incident)


def save(
    incident: Incident,
    *,
    actor: User | None,
    reason: str | Promise = "",
    reindex: bool = False,
) -> None:
    """Save as the next version; the one history entry names actor and reason.

    Identity-card numbers in the reason are masked.
    """
    incident.version += 1
    incident._history_user = actor  # noqa: SLF001 simple-history names it so
    incident._change_reason = clean(reason)  # noqa: SLF001
    incident.save()
    if reindex:
        search.index(incident)


def set_people(incident: Incident, **people: Iterable[User]) -> None:
    """Set helpers or readers without a history entry of its own; `save` follows."""
    with without_history(incident):
        for field, users in people.items():
            getattr(incident, field).set(users)
