"""How far an incident may travel (TLP): responders raise it, leads lower it."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune.access import roles
from incidents import timeline, writing
from incidents.models import TLP, EntryKind, Incident
from incidents.models.choices import TLP_ORDER

MIN_REASON = 10


class DisclosureError(Exception):
    """A change of TLP that is refused; the text is for people."""


@transaction.atomic
def set_tlp(incident_id: int, tlp: str, *, actor: User, reason: str = "") -> Incident:
    """Change the TLP of one incident; the present one again changes nothing.

    Raising to RED makes those who worked on it its readers, and nobody else. Lowering
    needs a response lead and a reason of ten characters. Raises DisclosureError.
    """
    incident = writing.lock(incident_id, actor=actor)
    if tlp not in TLP_ORDER:
        raise DisclosureError(_("Choose one of the five TLP labels."))
    old = incident.tlp
    if TLP_ORDER[tlp] < TLP_ORDER[old]:
        _check_lowering(actor, reason)
    elif not roles.has_role(actor, roles.RESPONDERS, roles.RESPONSE_LEADS):
        raise DisclosureError(_("Only responders may change the TLP."))
    if tlp == old:
        return incident
    if tlp == TLP.RED and old != TLP.RED:
        readers = {u for u in [actor, incident.lead, *incident.helpers.all()] if u}
        writing.set_people(incident, readers=readers)
    incident.tlp = tlp
    writing.save(incident, actor=actor, reason=reason)
    timeline.record(
        incident,
        format_lazy(
            gettext_lazy("TLP: {old} to {new}. {reason}"),
            old=old,
            new=tlp,
            reason=reason.strip(),
        ),
        kind=EntryKind.DECISION,
        author=actor,
    )
    return incident


def _check_lowering(actor: User, reason: str) -> None:
    if not roles.has_role(actor, roles.RESPONSE_LEADS):
        raise DisclosureError(_("Only a response lead may lower the TLP."))
    if len(reason.strip()) < MIN_REASON:
        raise DisclosureError(_("Give a reason of at least 10 characters."))
