from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commune.models.rulebook import RulebookRow
from commune.rulebook.usage import rule_relations


class AmendError(ValueError):
    """A successor that is not possible; the text is for people."""


@transaction.atomic
def amend(row: RulebookRow, *, starts_on: date, changes: dict) -> RulebookRow:
    """End `row` on `starts_on` and return its successor with `changes`.

    Records that used the old row keep it; rows of other books that name it follow the
    successor. The successor ends when the old row was to end, and its verification
    starts anew.
    Raises AmendError when the successor would not lie inside the old row's time.
    """
    model = type(row)
    row = model.objects.select_for_update().get(pk=row.pk)
    if starts_on <= row.valid_from or (row.valid_to and starts_on >= row.valid_to):
        raise AmendError(
            _("This version no longer applies on that day: edit the one that follows.")
        )
    fields = {
        f.attname: getattr(row, f.attname)
        for f in model._meta.concrete_fields
        if not f.primary_key
    }
    row.valid_to, old_end = starts_on, row.valid_to
    row.save()
    fresh = {
        "valid_from": starts_on,
        "valid_to": old_end,
        "verified_on": None,
        "verified_by_id": None,
    }
    successor = model.objects.create(**(fields | fresh | changes))
    follow(row, successor)
    return successor


def follow(row: RulebookRow, successor: RulebookRow) -> None:
    """Let the rows of other books that name `row` name its successor."""
    for relation in rule_relations(type(row)):
        name = relation.field.name
        for other in relation.related_model.objects.filter(**{name: row}):
            setattr(other, name, successor)
            other.save()
