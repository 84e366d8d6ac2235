"""What people are told about their enrolment; each message leaves once.

The texts are Vietnamese whoever works on the screen: they go to residents.
"""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from commune import outbox
from commune.access import roles
from commune.models.outbox import Channel, OutboxMessage
from commune.outbox import decisions
from training.models import Enrolment


def drop_untold(enrolment: Enrolment, *, actor=None, at: datetime) -> None:
    """Take off the staff's list what was true only while the enrolment ran."""
    decisions.set_aside_untold(enrolment.ref, actor=actor, at=at)


def tell_promoted(enrolment: Enrolment) -> OutboxMessage:
    """Tell that a waiting person has a seat now."""
    with translation.override("vi"):
        return _put(
            enrolment,
            "promoted",
            _("A seat in the class is yours"),
            _(
                "Hello %(name)s. A seat in the class %(title)s is free and it is yours."
                " If you cannot come, please cancel so that the next person can."
            ),
        )


def tell_waiting(enrolment: Enrolment) -> OutboxMessage:
    with translation.override("vi"):
        return _put(
            enrolment,
            "waiting",
            _("Your enrolment is accepted, the class is full"),
            _(
                "Hello %(name)s. Your enrolment for %(title)s is accepted. The class"
                " is full now; you are on the waiting list."
            ),
        )


def tell_rejected(enrolment: Enrolment) -> OutboxMessage:
    with translation.override("vi"):
        return _put(
            enrolment,
            "rejected",
            _("Your enrolment could not be accepted"),
            _("Hello %(name)s. Your enrolment for %(title)s could not be accepted."),
        )


def tell_class_cancelled(enrolment: Enrolment) -> OutboxMessage:
    with translation.override("vi"):
        return _put(
            enrolment,
            "class-cancelled",
            _("The class will not be held"),
            _("Hello %(name)s. The class %(title)s has been cancelled. We are sorry."),
        )


def _put(enrolment: Enrolment, event: str, subject: str, body: str) -> OutboxMessage:
    person = enrolment.person
    may_call = bool(person.phone_e164) and _agreed(enrolment)
    return outbox.put(
        key=f"enrolment-{enrolment.pk}-{event}",
        channel=Channel.CALL if may_call else Channel.PRINT,
        recipient=person.phone_e164 if may_call else _where_found(person),
        subject=subject,
        body=body % {"name": person.full_name, "title": enrolment.training_class.title},
        about=enrolment.ref,
        for_role=roles.TRAINING_MANAGERS,
    )


def _where_found(person) -> str:
    """Return name and village: who must not be called is told in person."""
    return f"{person.full_name}, {person.village or ''}".strip(" ,")[:200]


def _agreed(enrolment: Enrolment) -> bool:
    """Say whether the person's last word was that the office may call."""
    from training.consent import CONTACT

    last = enrolment.person.consents.filter(purpose=CONTACT).last()
    return last is not None and last.is_given
