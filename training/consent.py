"""Consents: what a person agreed to, in the wording of that day."""

from datetime import datetime

from django.utils import timezone

from commune.models import ConsentWording
from training.models import ConsentEvent, Person

CONTACT = "class-contact"


def wording(purpose: str, *, at: datetime) -> ConsentWording | None:
    """Return the sentence that is shown for a purpose on a day."""
    rows = ConsentWording.objects.valid(on=timezone.localdate(at))
    return rows.filter(purpose=purpose).order_by("-valid_from").first()


def give(
    person: Person, purpose: str, *, channel: str, at: datetime, by=None
) -> ConsentEvent | None:
    """Write that a person agreed to the wording of the day; None for no wording."""
    sentence = wording(purpose, at=at)
    if sentence is None:
        return None
    return ConsentEvent.objects.create(
        person=person,
        purpose=purpose,
        wording=sentence,
        is_given=True,
        channel=channel,
        at=at,
        by=by,
    )
