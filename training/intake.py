"""An enrolment from outside: clean the fields, then once, in one transaction, a seat.

The page, the API and the community team's page all come through here.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune.access import throttle
from commune.access.idempotency import once
from commune.vietnamese import PhoneError, fold, format_phone, nfc, parse_phone
from training import consent, seats
from training.models import SEATED, Enrolment, Status, TrainingClass
from training.seats import Application, Kind

OLDEST_AGE = 115
YOUNGEST_AGE = 3
NAME_LENGTH = 100
MINUTE = 60
PER_ADDRESS = 300
PER_PERSON = 5
_SPACES = re.compile(r"\s+")
_TOO_MANY_DIGITS = re.compile(r"\d{3}")

PHONE_ERRORS = {
    "characters": _("Write the number in digits, for example 0912 345 678."),
    "foreign": _("Only numbers of Viet Nam can be kept here."),
    "short_number": _("This is a service number. Write a person's number."),
    "retired": _("This number was retired. Write today's number of 10 digits."),
    "too_short": _("The number is too short: a mobile number has 10 digits."),
    "too_long": _("The number is too long: a mobile number has 10 digits."),
    "prefix": _("No number in Viet Nam begins like this."),
}


class Throttled(Exception):
    """Too many tries; `seconds` says when to come again."""

    def __init__(self, seconds: int):
        super().__init__(str(seconds))
        self.seconds = seconds


@dataclass(frozen=True)
class Outcome:
    """What became of an application, as it was first answered."""

    enrolment: Enrolment
    kind: Kind
    state: str
    position: int | None

    @property
    def is_new(self) -> bool:
        return self.kind == Kind.NEW


def clean_name(text: str) -> str:
    """Return a name in NFC with single spaces; raise ValidationError."""
    name = _SPACES.sub(" ", nfc(text)).strip()
    if not name:
        raise ValidationError(_("Write the full name."))
    if len(name) > NAME_LENGTH:
        raise ValidationError(_("The name is too long: at most 100 letters."))
    if not re.search(r"[a-z]", fold(name)) or _TOO_MANY_DIGITS.search(name):
        raise ValidationError(_("Write the name in letters."))
    return name


def clean_birth_year(year: int, *, on: date) -> int:
    """Return the year if somebody alive may be born in it; raise ValidationError."""
    if not 1000 <= year <= 9999:
        raise ValidationError(
            _("Write the year of birth in four digits, for example 1968.")
        )
    first, last = on.year - OLDEST_AGE, on.year - YOUNGEST_AGE
    if not first <= year <= last:
        raise ValidationError(
            _("Please check the year of birth: it can be %(first)s to %(last)s."),
            params={"first": str(first), "last": str(last)},
        )
    return year


def clean_phone(text: str) -> str:
    """Return the number as E.164, "" for none; raise ValidationError with a hint."""
    if not nfc(text).strip():
        return ""
    try:
        return parse_phone(text)
    except PhoneError as error:
        if error.suggestion:
            raise ValidationError(
                _("This is an old number. Today it is %(number)s."),
                params={"number": format_phone(error.suggestion)},
            ) from error
        message = PHONE_ERRORS.get(error.code, PHONE_ERRORS["characters"])
        raise ValidationError(message) from error


def check_limits(address: str, application: Application) -> None:
    """Count one try of this address and for this person; raise Throttled."""
    person = hashlib.sha256(application.dedup_key.encode()).hexdigest()[:32]
    within = throttle.allow("enrol-address", address, limit=PER_ADDRESS, seconds=MINUTE)
    if not within or not throttle.allow(
        "enrol-person", person, limit=PER_PERSON, seconds=MINUTE
    ):
        raise Throttled(throttle.retry_after(MINUTE))


def enrol(
    training_class: TrainingClass,
    application: Application,
    *,
    agrees_to_contact: bool = False,
    key: str = "",
    actor=None,
) -> Outcome:
    """Enrol somebody; the same `key` again gives the first answer.

    Raises SeatRefused, and KeyReused when the key came with another body.
    """

    def make() -> dict:
        return _take(training_class, application, agrees_to_contact, key, actor)

    if not key:
        with transaction.atomic():
            answer, is_repeat = make(), False
    else:
        done = once(
            scope=f"enrolment:{training_class.pk}",
            key=key,
            body=asdict(application) | {"agrees": agrees_to_contact},
            make=make,
        )
        answer, is_repeat = done.value, done.is_repeat
    kind = Kind(answer["kind"])
    if is_repeat and kind == Kind.NEW:
        kind = Kind.REPEAT
    return Outcome(
        Enrolment.objects.select_related("training_class").get(pk=answer["enrolment"]),
        kind,
        answer["state"],
        answer["position"],
    )


def _take(
    training_class: TrainingClass,
    application: Application,
    agrees_to_contact: bool,
    key: str,
    actor,
) -> dict:
    at = timezone.now()
    taken = seats.take(
        training_class.pk,
        application,
        request_uuid=_request_uuid(training_class, application, key),
        actor=actor,
        at=at,
    )
    enrolment = taken.enrolment
    if taken.kind == Kind.NEW and agrees_to_contact:
        consent.give(
            enrolment.person,
            consent.CONTACT,
            channel=application.source,
            at=at,
            by=actor,
        )
    return {
        "enrolment": enrolment.pk,
        "kind": taken.kind,
        "state": public_state(enrolment.status),
        "position": enrolment.position(),
    }


def _request_uuid(training_class: TrainingClass, application: Application, key: str):
    """Return what makes the request unique in the database for good.

    The person is part of it: a key is remembered for a day, and who uses it again
    later for somebody else must not be handed the first one's ticket.
    """
    if not key:
        return uuid4()
    request = f"{training_class.pk}:{key}:{application.dedup_key}"
    return uuid5(NAMESPACE_URL, request)


def public_state(status: str) -> str:
    """Return the contract's word for a status."""
    words = {Status.WAITING: "waitlisted", Status.PENDING: "pending"}
    return "enrolled" if status in SEATED else words.get(Status(status), status)
