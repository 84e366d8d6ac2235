"""Who may read an incident: the only gate for lists, details, search, exports, counts.

`is_superuser` opens nothing. What one may not see is answered as not there.
"""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

from commune.access import roles
from commune.people import name_of
from incidents.models import TLP, Incident, ReadLog, Status
from incidents.models.incident import IncidentQuerySet

AnyUser = User | AnonymousUser
OPEN_TO_RESPONDERS = (TLP.CLEAR, TLP.GREEN)
AT_MOST_AMBER = (TLP.CLEAR, TLP.GREEN, TLP.AMBER)
BELOW_RED = (*AT_MOST_AMBER, TLP.AMBER_STRICT)


def visible_to(
    user: AnyUser, incidents: IncidentQuerySet | None = None
) -> IncidentQuerySet:
    """Return the incidents (of `incidents`) that `user` may read.

    Response leads read all. Responders read CLEAR and GREEN, new ones up to AMBER,
    and below RED those they lead, help with or recorded; RED only as named readers.
    Community teams read what they recorded themselves, up to AMBER.
    """
    queryset = Incident.objects.all() if incidents is None else incidents
    if roles.has_role(user, roles.RESPONSE_LEADS):
        return queryset
    if roles.has_role(user, roles.RESPONDERS):
        return queryset.filter(_for_responder(user))
    if roles.has_role(user, roles.COMMUNITY_TEAMS):
        return queryset.filter(opened_by=user.pk, tlp__in=AT_MOST_AMBER)
    return queryset.none()


def can_see(user: AnyUser, incident: Incident) -> bool:
    return visible_to(user).filter(pk=incident.pk).exists()


def reads_whole(user: AnyUser) -> bool:
    """Say whether a user reads the response too, not only what was reported."""
    return roles.has_role(user, roles.RESPONDERS, roles.RESPONSE_LEADS)


def summary_for_leadership() -> IncidentQuerySet:
    """Return what the leaders' figures may count: without drills and AMBER+STRICT.

    RED ones are counted, never named.
    """
    return Incident.objects.counted().exclude(tlp=TLP.AMBER_STRICT)


def note_reading(user: User, incident: Incident) -> None:
    """Leave a line in the read log when somebody opens a RED incident."""
    if incident.tlp == TLP.RED:
        ReadLog.objects.create(
            act=ReadLog.Act.READ,
            incident=incident,
            user=user,
            user_name=name_of(user),
        )


def note_export(user: User, *, count: int, detail: str) -> None:
    """Leave a line in the read log when somebody takes a list out of the house."""
    ReadLog.objects.create(
        act=ReadLog.Act.EXPORT,
        user=user,
        user_name=name_of(user),
        detail=f"{count}; {detail}"[:300],
    )


def _for_responder(user: AnyUser) -> Q:
    helped = Incident.helpers.through.objects.filter(user=user.pk)
    readable = Incident.readers.through.objects.filter(user=user.pk)
    assigned = Q(lead=user) | Q(opened_by=user) | Q(pk__in=helped.values("incident"))
    return (
        Q(tlp__in=OPEN_TO_RESPONDERS)
        | Q(status=Status.NEW, tlp__in=AT_MOST_AMBER)
        | Q(tlp__in=BELOW_RED) & assigned
        | Q(tlp=TLP.RED, pk__in=readable.values("incident"))
    )
