from django import template
from django.utils import timezone

from commune.vietnamese import format_phone
from incidents import wording
from incidents.indicators.defang import defang as make_harmless
from incidents.models import IndicatorType

register = template.Library()

BADGES = {
    "ok": "ok",
    "late": "p2",
    "waived": "muted",
    "now": "p1",
    "overdue": "p1",
    "open": "wait",
}


@register.filter
def due_text(row) -> str:
    return wording.due_text(row, at=timezone.now())


@register.filter
def due_badge(row) -> str:
    """Return the ending of the badge class for a deadline."""
    return BADGES[wording.due_state(row, at=timezone.now())]


@register.filter
def defang(indicator) -> str:
    if indicator.type == IndicatorType.PHONE:
        return format_phone(indicator.value_norm)
    return make_harmless(indicator.type, indicator.value_norm)


@register.filter
def ago(moment) -> str:
    return wording.span(timezone.now() - moment)
