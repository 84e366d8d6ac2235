"""Villages and their teams as residents see them: no account, no private field."""

from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from cms.search.words import contains
from commune.models import TeamMember, Village
from commune.vietnamese import fold


def present_members(*, on: date):
    """Return the members who serve on a day, with their public fields alone."""
    members = TeamMember.objects.serving(on=on)
    return members.only("name", "duty", "position", "team_id")


def villages_with_teams(*, on: date | None = None):
    """Return the villages of today with team and members, in two queries."""
    on = on or timezone.localdate()
    members = Prefetch(
        "team__members", present_members(on=on), to_attr="present_members"
    )
    return Village.objects.valid(on=on).select_related("team").prefetch_related(members)


def villages_matching(folded: str, *, on: date) -> list[tuple[Village, str, str]]:
    """Return (village, address, team) for each village that all words name.

    One word at least must stand in a name of the village, present or former, or of
    one merged into it: every team is called a digital team.
    """
    rows = (
        Village.objects.valid(on=on)
        .select_related("team")
        .prefetch_related("former_names", "predecessors")
    )
    words = folded.split()
    found = []
    for village in rows:
        team = village.team.name if hasattr(village, "team") else ""
        names = _folded_names(village)
        with_team = f"{names} {fold(team)}"
        if all(contains(with_team, w) for w in words) and any(
            contains(names, w) for w in words
        ):
            found.append((village, f"/to-cong-nghe-so/{village.code}/", team))
    return found


def _folded_names(village: Village) -> str:
    former = [name.name for name in village.former_names.all()]
    merged = [name for v in village.predecessors.all() for name in (v.code, v.name)]
    return fold(" ".join([village.code, village.name, *former, *merged]))
