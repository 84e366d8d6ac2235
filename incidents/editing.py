"""Change the facts of an incident; two people never overwrite each other."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from commune.vietnamese import nfc
from incidents import deadline_book, triage, writing
from incidents.indicators import book as indicator_book
from incidents.indicators.extract import extract
from incidents.models import Incident
from incidents.models.choices import FACTOR_FIELDS

TEXTS = (
    "title",
    "summary",
    "resolution",
    "lesson",
    "reporter_name",
    "personal_data_kinds",
)
PLAIN = (
    "kind",
    "category",
    "channel",
    "village",
    "reporter_type",
    "wants_reply",
    "affected_people",
    "personal_data",
    "data_subjects",
    "serious_disruption",
    "exceeds_capacity",
    "root_cause",
    "occurred_at",
    "detected_at",
    "reported_at",
)
EDITABLE = frozenset({*TEXTS, *PLAIN, *FACTOR_FIELDS.values()})


@transaction.atomic
def edit(
    incident_id: int,
    changes: Mapping[str, Any],
    *,
    actor: User,
    version: int | None,
    reason: str = "",
) -> Incident:
    """Write `changes` (field: value) to one incident and return it.

    Severity and due times follow. Identity-card numbers in texts are masked, new
    traces in the summary are suggested; what stands there already is not written
    again. Raises writing.StaleVersion when somebody saved since `version`, TypeError
    for a field that is not edited this way.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not edited here: {sorted(unknown)}")
    incident = writing.lock(incident_id, actor=actor)
    cleaned = {n: writing.clean(v) if n in TEXTS else v for n, v in changes.items()}
    if all(getattr(incident, name) == value for name, value in cleaned.items()):
        return incident
    writing.check_version(incident, version)
    summary = nfc(changes.get("summary", ""))
    for name, value in cleaned.items():
        setattr(incident, name, value)
    triage.assess(incident)
    writing.save(incident, actor=actor, reason=reason, reindex=True)
    deadline_book.draw_up(incident)
    deadline_book.settle(incident)
    if summary:
        indicator_book.suggest(incident, extract(summary).found)
    return incident
