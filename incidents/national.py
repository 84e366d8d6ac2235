"""What authorities call our categories and levels, and whom a report goes to."""

from datetime import date

from incidents.models import (
    Category,
    DeadlineRule,
    NationalCategory,
    NationalLevel,
    Recipient,
)


def group_of(category: Category, *, on: date) -> NationalCategory | None:
    """Return the group N1 to N9 that a category is counted in on a day."""
    rows = NationalCategory.objects.valid(on=on)
    return rows.filter(code=category.national_code).first()


def level_of(severity: str, *, on: date) -> NationalLevel | None:
    """Return the level M1 to M4 that a severity stands for on a day."""
    return NationalLevel.objects.valid(on=on).filter(severity=severity).first()


def recipient_of(rule: DeadlineRule, *, on: date) -> Recipient | None:
    """Return the entry of the address book that a clock's report goes to."""
    if not rule.recipient_code:
        return None
    rows = Recipient.objects.valid(on=on)
    return rows.filter(code=rule.recipient_code).first()
