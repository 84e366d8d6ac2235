"""Rename and merge villages; records of the old ones stay readable."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from commune.models import Village, VillageName


class PlaceError(Exception):
    """The villages cannot be changed like this.

    `code`: itself (merged into itself), ended (one of the two is no more), early (one
    of the two begins only on that day or after it).
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@transaction.atomic
def rename_village(village: Village, *, name: str, on: date) -> Village:
    """Give a village a new name from a day on; the old one stays findable.

    Saves `village` whole, with whatever else was changed in it.
    """
    stored = Village.objects.select_for_update().get(pk=village.pk)
    if name != stored.name:
        VillageName.objects.create(village=village, name=stored.name, valid_to=on)
    village.name = name
    village.save()
    return village


@transaction.atomic
def merge_villages(sources: Iterable[Village], *, into: Village, on: date) -> None:
    """End the sources on a day and point them at `into`; a repeat changes nothing.

    Locks all of them in one order, so that no two merges can make a circle. Raises
    PlaceError.
    """
    keys = [village.pk for village in sources]
    if into.pk in keys:
        raise PlaceError("itself")
    rows = Village.objects.select_for_update().filter(pk__in=[*keys, into.pk])
    villages = {village.pk: village for village in rows.order_by("pk")}
    target = villages.pop(into.pk)
    if all((v.valid_to, v.successor_id) == (on, into.pk) for v in villages.values()):
        return
    if target.valid_to or any(village.valid_to for village in villages.values()):
        raise PlaceError("ended")
    everyone = [target, *villages.values()]
    if any(village.valid_from and village.valid_from >= on for village in everyone):
        raise PlaceError("early")
    for village in villages.values():
        village.valid_to = on
        village.successor = target
        village.save()
