"""Has a record used a row? Asked of the database, so no list has to be kept."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from simple_history.models import HistoricalChanges

from commune.models.rulebook import RulebookRow


def is_used(row: RulebookRow, *, on: date) -> bool:
    """Say whether `row` must stay as it is: a record points to it.

    Of books whose results are stored without a key to the row, every row counts as
    used once its first day has come; `on` is today.
    """
    if row.used_when_begun:
        return row.valid_from <= on
    return any(
        relation.related_model.objects.filter(**{relation.field.name: row}).exists()
        for relation in record_relations(type(row))
    )


def record_relations(model: type[RulebookRow]) -> Iterator[models.ForeignObjectRel]:
    """Yield the relations from records: neither from histories nor from other rules."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if not issubclass(other, HistoricalChanges | RulebookRow):
            yield relation


def rule_relations(model: type[RulebookRow]) -> Iterator[models.ForeignObjectRel]:
    """Yield the relations from rows of other books, which follow a successor."""
    for relation in model._meta.related_objects:
        if issubclass(relation.related_model, RulebookRow):
            yield relation
