"""The indicators of an incident: suggested by the program, decided by people."""

import hashlib
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from incidents import conf, timeline, writing
from incidents.indicators.extract import Found, host_of
from incidents.models import (
    EntryKind,
    Incident,
    Indicator,
    IndicatorState,
    IndicatorType,
)
from incidents.models.indicator import IndicatorRole


def suggest(incident: Incident, found: Iterable[Found]) -> list[Indicator]:
    """Add what is new as suggestions; genuine addresses are marked as imitated."""
    present = set(incident.indicators.values_list("type", "value_key"))
    added = []
    for item in found:
        if (item.type, key_of(item.value)) in present or len(item.value) > 2000:
            continue
        present.add((item.type, key_of(item.value)))
        added.append(
            Indicator.objects.create(
                incident=incident,
                type=item.type,
                value_raw=item.raw[:2000],
                value_norm=item.value,
                value_key=key_of(item.value),
                role=role_of(item.type, item.value),
            )
        )
    return added


@transaction.atomic
def add(
    incident_id: int, kind: str, value: str, *, actor: User, note: str = ""
) -> Indicator:
    """Add one by hand, confirmed at once; an existing one is confirmed instead."""
    incident = writing.lock(incident_id, actor=actor)
    row, _created = Indicator.objects.get_or_create(
        incident=incident,
        type=kind,
        value_key=key_of(value),
        defaults={
            "value_raw": value,
            "value_norm": value,
            "role": role_of(kind, value),
            "found_by": "person",
            "note": writing.clean(note)[:200],
        },
    )
    return _decide(row, IndicatorState.CONFIRMED, actor)


@transaction.atomic
def decide(indicator_id: int, state: str, *, actor: User) -> Indicator:
    """Confirm or reject one; raises Indicator.DoesNotExist or Incident.DoesNotExist."""
    row = Indicator.objects.get(pk=indicator_id)
    writing.lock(row.incident_id, actor=actor)
    return _decide(row, IndicatorState(state), actor)


def key_of(value: str) -> str:
    """Return a short key: not every database indexes 2,000 characters."""
    return hashlib.sha256(value.encode()).hexdigest()


def role_of(kind: str, value: str) -> str:
    host = {"url": host_of, "domain": str.lower, "email": host_of}.get(kind)
    if host and conf.is_genuine(host(value)):
        return IndicatorRole.IMPERSONATED
    return IndicatorRole.ATTACKER


def _decide(row: Indicator, state: IndicatorState, actor: User) -> Indicator:
    if row.state == state:
        return row
    row.state = state
    row.decided_by = actor
    row.decided_at = None if state == IndicatorState.SUGGESTED else timezone.now()
    row.save()
    timeline.record(
        row.incident,
        format_lazy(
            _("Indicator {type}: {state}"),
            type=IndicatorType(row.type).label,
            state=IndicatorState(row.state).label,
        ),
        kind=EntryKind.SYSTEM,
        author=actor,
    )
    return row
