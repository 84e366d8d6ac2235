"""Villages and their teams as residents see them: no account, no private field."""

from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from cms.search.words import contains
from commune.models import TeamMember, Village
from commune.vietnamese import fold


def present_members(*, on: date):
    """Return the members who serve on a day, with their public fields alone."""
    return (
        TeamMember.objects.filter(Q(since=None) | Q(since__lte=on))
        .filter(Q(until=None) | Q(until__gt=on))
        .only("name", "duty", "position", "team_id")
    )


def villages_with_teams(*, on: date | None = None):
    """Return the villages of today with team and members, in two queries."""
    on = on or timezone.localdate()
    members = Prefetch(
        "team__members", present_members(on=on), to_attr="present_members"
    )
    return Village.objects.valid(on=on).select_related("team").prefetch_related(members)


def villages_matching(folded: str, *, on: date) -> list[tuple[Village, str, str]]:
    """Return (village, address, team) for each name, present or former, that fits."""
    rows = (
        Village.objects.valid(on=on)
        .select_related("team")
        .prefetch_related("former_names")
    )
    words = folded.split()
    found = []
    for village in rows:
        team = getattr(village, "team", None)
        names = [
            village.name,
            village.code,
            *(n.name for n in village.former_names.all()),
        ]
        if team:
            names.append(team.name)
        if any(_has_all(fold(name), words) for name in names):
            address = f"/to-cong-nghe-so/{village.code}/"
            found.append((village, address, team.name if team else ""))
    return found


def _has_all(name: str, words: list[str]) -> bool:
    return all(contains(name, word) for word in words)
