"""How long data is kept: the rulebook's word, or what the house ships."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from commune.models import RetentionPeriod
from commune.rulebook import seeds

FILE = Path(__file__).resolve().parents[1] / "data" / "retention.yaml"


@cache
def shipped() -> dict[str, int]:
    return {row["code"]: row["days"] for row in seeds.read(FILE)["retention_periods"]}


def kept(code: str) -> timedelta:
    """Return how long data of a kind is kept today.

    Raises KeyError for a code that the house does not ship.
    """
    days = shipped()[code]
    rows = RetentionPeriod.objects.valid(on=timezone.localdate()).filter(code=code)
    return timedelta(days=rows.values_list("days", flat=True).first() or days)
