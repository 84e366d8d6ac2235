"""Rename and merge villages; records of the old ones stay readable."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from commune.models import Village, VillageName


class PlaceError(Exception):
    """The villages cannot be changed like this."""


@transaction.atomic
def rename_village(village: Village, *, name: str, on: date) -> Village:
    """Give a village a new name from a day on; the old one stays findable."""
    VillageName.objects.create(village=village, name=village.name, valid_to=on)
    village.name = name
    village.save()
    return village


@transaction.atomic
def merge_villages(sources: Iterable[Village], *, into: Village, on: date) -> None:
    """End the sources on a day and point them at `into`.

    Raises PlaceError when a source is the target, or has already ended.
    """
    for village in sources:
        if village.pk == into.pk:
            raise PlaceError("A village cannot be merged into itself.")
        if village.valid_to or into.valid_to:
            raise PlaceError("A village that has ended cannot be merged.")
        village.valid_to = on
        village.successor = into
        village.save()
