"""For which village an account of a community team acts today."""

from datetime import date

from django.utils import timezone

from commune.access import roles
from commune.models import CommunityTeam, TeamMember


def team_of(user, *, on: date | None = None) -> CommunityTeam | None:
    """Return the team in which the account serves on a day (today), with its village.

    None for who has left it, has not begun, or whose village has ended: after a merger
    the office decides who goes on in the new team, so nobody reads more meanwhile.
    """
    if not roles.has_role(user, roles.COMMUNITY_TEAMS):
        return None
    day = on or timezone.localdate()
    members = TeamMember.objects.serving(on=day).filter(user=user)
    member = members.select_related("team__village").first()
    return member.team if member else None
