"""Who works on an incident and who may read it."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune.access import roles
from commune.people import name_of
from incidents import timeline, writing
from incidents.models import TLP, EntryKind, Incident


class PeopleError(Exception):
    """A choice of people that is refused; the text is for people.

    `field` names the choice that it is about, "" when it is about the readers as such.
    """

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


def candidates() -> QuerySet[User]:
    """Return the active accounts that may be put in charge, help or read."""
    return (
        get_user_model()
        .objects.filter(
            groups__name__in=[roles.RESPONDERS, roles.RESPONSE_LEADS], is_active=True
        )
        .distinct()
        .order_by("first_name", "username")
    )


@transaction.atomic
def assign(
    incident_id: int,
    *,
    actor: User,
    lead: User | None,
    helpers: Iterable[User],
    readers: Iterable[User] | None = None,
    reason: str = "",
) -> Incident:
    """Set the person in charge, the helpers and, by a response lead, the readers.

    One history entry for all of it, none where nothing changes. Who leads or helps
    with a RED incident becomes a reader, and only a response lead brings anybody to
    one. Raises PeopleError.
    """
    incident = writing.lock(incident_id, actor=actor)
    helpers = list(helpers)
    old_readers = list(incident.readers.all())
    new_readers = list(old_readers if readers is None else readers)
    is_lead = roles.has_role(actor, roles.RESPONSE_LEADS)
    if not is_lead and _brings_to_red(incident, lead, helpers, new_readers):
        raise PeopleError(
            _("Only a response lead decides who reads this incident."),
            field=_at_fault(incident, lead, helpers),
        )
    if incident.tlp == TLP.RED:
        new_readers += [u for u in [lead, *helpers] if u and u not in new_readers]
    if _stands_already(incident, lead, helpers, new_readers):
        return incident
    incident.lead = lead
    writing.set_people(incident, helpers=helpers, readers=new_readers)
    writing.save(incident, actor=actor, reason=reason)
    timeline.record(
        incident, _story(lead, helpers), kind=EntryKind.ACTION, author=actor
    )
    return incident


def _stands_already(
    incident: Incident, lead: User | None, helpers: list[User], readers: list[User]
) -> bool:
    return (
        incident.lead == lead
        and set(incident.helpers.all()) == set(helpers)
        and set(incident.readers.all()) == set(readers)
    )


def _brings_to_red(
    incident: Incident, lead: User | None, helpers: list[User], readers: list[User]
) -> bool:
    before = set(incident.readers.values_list("pk", flat=True))
    if {user.pk for user in readers} != before:
        return True
    return (
        incident.tlp == TLP.RED
        and not {user.pk for user in [lead, *helpers] if user} <= before
    )


def _at_fault(incident: Incident, lead: User | None, helpers: list[User]) -> str:
    """Return whose choice would bring somebody new to the incident."""
    before = set(incident.readers.all())
    if lead and lead not in before:
        return "lead"
    return "" if set(helpers) <= before else "helpers"


def _story(lead: User | None, helpers: list[User]) -> Promise:
    names = ", ".join(name_of(user) for user in helpers) or "–"
    return format_lazy(
        gettext_lazy("In charge: {lead}. Helpers: {helpers}."),
        lead=name_of(lead) or "–",
        helpers=names,
    )
