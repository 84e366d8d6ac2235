from datetime import date

from django.db import transaction

from commune.models.rulebook import RulebookRow


@transaction.atomic
def amend(row: RulebookRow, *, starts_on: date, changes: dict) -> RulebookRow:
    """End `row` on `starts_on` and return its successor with `changes`.

    Records that used the old row keep it; verification starts anew.
    Raises ValueError when the successor would not start after the row.
    """
    if starts_on <= row.valid_from:
        raise ValueError("A successor must start after the row that it replaces.")
    model = type(row)
    fields = {
        f.attname: getattr(row, f.attname)
        for f in model._meta.concrete_fields
        if not f.primary_key
    }
    row.valid_to = starts_on
    row.save()
    fresh = {
        "valid_from": starts_on,
        "valid_to": None,
        "verified_on": None,
        "verified_by_id": None,
    }
    return model.objects.create(**(fields | fresh | changes))
