"""Who learns: the person behind an application, and a child's guardian."""

from dataclasses import dataclass

from commune.vietnamese import fold
from training.history import sign
from training.models import Person, Source


@dataclass(frozen=True)
class Application:
    """Who wants to learn, cleaned: NFC, single spaces, phone as E.164."""

    full_name: str
    birth_year: int
    village_id: int
    phone: str = ""
    phone_of: str = ""
    guardian_name: str = ""
    gender: str = ""
    target_group_id: int | None = None
    is_namesake: bool = False
    source: str = Source.WEB

    @property
    def dedup_key(self) -> str:
        return f"{fold(self.full_name)}|{self.birth_year}|{self.village_id}"


def person_of(application: Application, *, is_new: bool) -> Person:
    """Return the person, known by name, year, village and phone alike, or a new one.

    A known person gets what was never told before; what is known stays.
    """
    facts = {
        "birth_year": application.birth_year,
        "village_id": application.village_id,
        "phone_e164": application.phone,
    }
    told = {
        "phone_of": application.phone_of if application.phone else "",
        "guardian_name": application.guardian_name,
        "gender": application.gender,
    }
    known = Person.objects.filter(name_key=fold(application.full_name), **facts)
    if not is_new and (person := known.first()):
        return _with_untold(person, told)
    return Person.objects.create(full_name=application.full_name, **facts, **told)


def _with_untold(person: Person, told: dict[str, str]) -> Person:
    missing = {n: v for n, v in told.items() if v and not getattr(person, n)}
    if missing:
        _write(person, missing)
    return person


def name_guardian(person: Person, name: str, *, actor) -> None:
    """Keep who answers for a child; a repeat writes nothing."""
    if name and name != person.guardian_name:
        _write(person, {"guardian_name": name}, actor=actor)


def _write(person: Person, values: dict[str, str], *, actor=None) -> None:
    for field, value in values.items():
        setattr(person, field, value)
    sign(person, actor=actor)
    person.save(update_fields=list(values))
