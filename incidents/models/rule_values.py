"""What free fields of the rulebook may hold: a wrong value stopped every quick log."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, DateTimeField, Model
from django.utils.translation import gettext as _

from commune.model_fields import field_of
from incidents.models.choices import FACTOR_FIELDS, Channel

# What a deadline's condition may ask about an incident.
FACTS = (
    "kind",
    "severity",
    "personal_data",
    "serious_disruption",
    "exceeds_capacity",
)
FACTOR_LEVELS = range(4)
MOST_REMINDERS = 10
LONGEST_REMINDER = 366 * 24 * 60


def check(row: Model, **checks: Callable[[Any], str]) -> None:
    """Raise ValidationError with what each check says of the field of its name."""
    said = {name: text(getattr(row, name)) for name, text in checks.items()}
    if faults := {name: text for name, text in said.items() if text}:
        raise ValidationError(faults)


def factors_fault(value: Any) -> str:
    """Return what is wrong with factors such as {"II": 2}, "" for nothing."""
    if isinstance(value, dict) and all(
        name in FACTOR_FIELDS and _is_number(level) and level in FACTOR_LEVELS
        for name, level in value.items()
    ):
        return ""
    text = _("Write levels from 0 to 3, for example %(example)s. Factors: %(names)s.")
    return text % {"example": '{"II": 2}', "names": ", ".join(FACTOR_FIELDS)}


def condition_fault(value: Any) -> str:
    """Return what is wrong with a condition such as {"severity": ["P1"]}."""
    if not isinstance(value, dict):
        text = _("Write a condition such as %(example)s, or {} for none.")
        return text % {"example": '{"severity": ["P1", "P2"]}'}
    for name, wanted in value.items():
        if name not in FACTS:
            text = _("Nothing is asked by the name %(name)s. Known: %(names)s.")
            return text % {"name": name, "names": ", ".join(FACTS)}
        known = _values(name)
        asked = wanted if isinstance(wanted, list) else [wanted]
        if not asked or any(value not in known for value in asked):
            shown = ", ".join(str(value).lower() for value in known)
            text = _("%(name)s has the values %(values)s.")
            return text % {"name": name, "values": shown}
    return ""


def reminders_fault(value: Any) -> str:
    """Return what is wrong with reminders, minutes from the due time."""
    if (
        isinstance(value, list)
        and len(value) <= MOST_REMINDERS
        and all(_is_number(n) and abs(n) <= LONGEST_REMINDER for n in value)
    ):
        return ""
    return _(
        "Write up to ten whole numbers of minutes, for example [-240, 0, 1440]: "
        "before the due time below zero, after it above."
    )


def clock_fault(value: Any) -> str:
    fields = _incident()._meta.concrete_fields
    moments = [f.name for f in fields if isinstance(f, DateTimeField)]
    moments.remove("updated_at")
    if value in moments:
        return ""
    return _("A clock starts at one of: %(names)s.") % {"names": ", ".join(moments)}


def channel_fault(value: Any) -> str:
    if value in {"", *Channel.values}:
        return ""
    names = ", ".join(Channel.values)
    return _("The channels are: %(names)s.") % {"names": names}


def _incident() -> type[Model]:
    # The incident's own module imports the categories, and they this one.
    return apps.get_model("incidents", "Incident")


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _values(name: str) -> list[Any]:
    field = field_of(_incident(), name)
    if isinstance(field, BooleanField):
        return [True, False]
    return [value for value, _label in field.flatchoices]
