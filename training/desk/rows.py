"""The participant list as the office reads, prints and exports it."""

from collections.abc import Iterator
from dataclasses import dataclass

from commune.vietnamese import format_phone
from training import visibility
from training.models import ClassState, Enrolment, Status, TrainingClass

OPEN_STATES = {
    ClassState.DRAFT,
    ClassState.OPEN,
    ClassState.CLOSED,
    ClassState.RUNNING,
}


@dataclass(frozen=True)
class PersonRow:
    no: int
    enrolment: Enrolment
    phone: str
    position: int | None

    @property
    def is_pending(self) -> bool:
        return self.enrolment.status == Status.PENDING

    @property
    def is_active(self) -> bool:
        return self.enrolment.is_active


def person_rows(training_class: TrainingClass, user, enrolments) -> list[PersonRow]:
    """Return the rows by given name, with the waiting number of who waits."""
    rows = list(
        enrolments.select_related("person__village", "target_group").by_given_name()
    )
    places = _waiting_numbers(rows)
    hides = hides_phones(training_class, user)
    return [
        PersonRow(no, row, shown_phone(row, hides=hides), places.get(row.pk))
        for no, row in enumerate(rows, start=1)
    ]


def _waiting_numbers(rows: list[Enrolment]) -> dict[int, int]:
    """Number who waits as `waiting_in_order` does, without asking again."""
    waiting = [row for row in rows if row.status == Status.WAITING]
    waiting.sort(key=lambda row: (-row.priority, row.queued_at, row.pk))
    return {row.pk: number for number, row in enumerate(waiting, start=1)}


def hides_phones(training_class: TrainingClass, user) -> bool:
    """Say whether phones are masked: for trainers once the class is over."""
    return training_class.state not in OPEN_STATES and not visibility.may_manage(user)


def shown_phone(row: Enrolment, *, hides: bool) -> str:
    phone = format_phone(row.person.phone_e164)
    return f"… {phone[-3:]}" if phone and hides else phone


def table(rows: list[PersonRow]) -> Iterator[list[str]]:
    """Yield the cells of each row as text, as they leave the house."""
    for row in rows:
        person = row.enrolment.person
        group = row.enrolment.target_group
        yield [
            str(row.no),
            person.full_name,
            person.get_gender_display() if person.gender else "",
            str(person.birth_year),
            person.village.name,
            row.phone,
            group.label if group else "",
            str(row.enrolment.get_status_display()),
            str(row.position or ""),
            row.enrolment.ref,
        ]
