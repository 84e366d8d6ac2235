"""Villages and their teams from lists that the office keeps; nothing is deleted.

A village's new name goes through `commune.places`, so the old one stays findable. A
member who has left the list gets a last day. What else has left it is only reported:
a merge is a decision.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commune.importing import Complaint, Plan
from commune.models import CommunityTeam, TeamMember, Village
from commune.places import rename_village
from commune.tables import Row, Table, TableFault, read_table
from commune.vietnamese import PhoneError, fold, parse_public_phone

VILLAGE_COLUMNS = {
    "code": ["Mã thôn", "Mã", "Code"],
    "name": ["Tên thôn", "Tên", "Thôn", "Name"],
}
TEAM_COLUMNS = {
    "village": ["Mã thôn", "Thôn", "Tên thôn", "Village"],
    "team": ["Tên tổ", "Tổ", "Tổ công nghệ số", "Team"],
    "phone": ["Điện thoại tổ", "Điện thoại", "Số điện thoại", "Phone"],
    "meeting_place": ["Nơi gặp", "Địa điểm", "Nơi sinh hoạt", "Meeting place"],
    "member": ["Họ và tên", "Họ tên", "Thành viên", "Member"],
    "duty": ["Chức danh", "Nhiệm vụ", "Chức vụ", "Duty"],
}
TEAM_FIELDS = ("name", "phone", "meeting_place")

FAULTS = {
    TableFault.NO_HEADER: gettext_lazy("The row of headings was not found."),
    TableFault.NO_ROWS: gettext_lazy("The list has no rows."),
    TableFault.MISSING: gettext_lazy("Something must stand here."),
    TableFault.TOO_LONG: gettext_lazy("Longer than 200 characters."),
    TableFault.NO_VALUE: gettext_lazy("A formula without a value, or an error."),
}


def plan_villages(file: BinaryIO) -> Plan:
    """Read a list of villages and return what it would change."""
    table = read_table(file, VILLAGE_COLUMNS, required=["code", "name"])
    complaints = _table_complaints(table)
    existing = {village.code: village for village in Village.objects.all()}
    rows: dict[str, Row] = {}
    for row in table.rows:
        reason = _village_fault(row, rows)
        if reason:
            complaints.append(Complaint(row.number, table.headings["code"], reason))
        else:
            rows[row["code"]] = row
    new = [code for code in rows if code not in existing]
    changed = [
        code
        for code, row in rows.items()
        if code in existing and existing[code].name != row["name"]
    ]
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(
            code
            for code, village in existing.items()
            if code not in rows and village.valid_to is None
        ),
        same_count=len(rows) - len(new) - len(changed),
        complaints=tuple(complaints),
        carry_out=partial(_save_villages, [rows[code] for code in [*new, *changed]]),
    )


def _table_complaints(table: Table) -> list[Complaint]:
    return [Complaint(e.row, e.column, str(FAULTS[e.fault])) for e in table.errors]


def _village_fault(row: Row, taken: dict[str, Row]) -> str:
    if row["code"] in taken:
        return _("The code stands in row %(row)d already.") % {
            "row": taken[row["code"]].number
        }
    try:
        Village(code=row["code"], name=row["name"]).clean_fields()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def _save_villages(rows: Iterable[Row]) -> None:
    for row in rows:
        village = Village.objects.filter(code=row["code"]).first()
        if village:
            rename_village(village, name=row["name"], on=timezone.localdate())
        else:
            position = Village.objects.count() + 1
            Village.objects.create(
                code=row["code"], name=row["name"], position=position
            )


def plan_teams(file: BinaryIO) -> Plan:
    """Read a list of team members, one a row, and return what it would change.

    Codes are those of the villages; a village is named by its code or its name.
    """
    table = read_table(file, TEAM_COLUMNS, required=["village", "member"])
    complaints = _table_complaints(table)
    villages = _villages_by_word()
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in table.rows:
        column, reason = _team_fault(row, villages)
        if reason:
            heading = table.headings[column]
            complaints.append(Complaint(row.number, heading, reason))
        else:
            rows_of[villages[fold(row["village"])].code].append(row)
    return _team_plan(rows_of, complaints)


def _team_plan(rows_of: dict[str, list[Row]], complaints: list[Complaint]) -> Plan:
    teams = {team.village.code: team for team in _teams()}
    new = [code for code in rows_of if code not in teams]
    changed = [
        code
        for code, rows in rows_of.items()
        if code in teams and _differs(teams[code], rows)
    ]
    wanted = {code: rows_of[code] for code in [*new, *changed]}
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(code for code in teams if code not in rows_of),
        same_count=len(rows_of) - len(wanted),
        complaints=tuple(complaints),
        carry_out=partial(_save_teams, wanted),
    )


def _teams():
    return CommunityTeam.objects.select_related("village").prefetch_related("members")


def _villages_by_word() -> dict[str, Village]:
    found: dict[str, Village] = {}
    for village in Village.objects.valid(on=timezone.localdate()):
        found[fold(village.code)] = village
        found.setdefault(fold(village.name), village)
    return found


def _team_fault(row: Row, villages: dict[str, Village]) -> tuple[str, str]:
    """Return (column, reason); an empty reason means the row is good."""
    if fold(row["village"]) not in villages:
        return "village", _("There is no such village.")
    if row["phone"]:
        try:
            phone = parse_public_phone(row["phone"])
            CommunityTeam._meta.get_field("phone").run_validators(phone)
        except (PhoneError, ValidationError):
            return "phone", _("This is no telephone number.")
    try:
        TeamMember(name=row["member"], duty=row["duty"]).clean_fields(exclude=["team"])
    except ValidationError as error:
        return "member", " ".join(error.messages)
    return "", ""


def _team_values(rows: list[Row], village: Village) -> dict[str, str]:
    """Return the team's own fields: the first row that gives each."""

    def first(column: str) -> str:
        return next((row[column] for row in rows if row[column]), "")

    phone = first("phone")
    return {
        "name": first("team") or f"Tổ công nghệ số cộng đồng {village.name}",
        "phone": parse_public_phone(phone) if phone else "",
        "meeting_place": first("meeting_place")[:150],
    }


def _differs(team: CommunityTeam, rows: list[Row]) -> bool:
    values = _team_values(rows, team.village)
    if any(
        values[name] and values[name] != getattr(team, name) for name in TEAM_FIELDS
    ):
        return True
    present = {fold(m.name): m.duty for m in team.members.all() if m.until is None}
    return present != {fold(row["member"]): row["duty"] for row in rows}


@transaction.atomic
def _save_teams(rows_of: dict[str, list[Row]]) -> None:
    for code, rows in rows_of.items():
        village = Village.objects.get(code=code)
        values = _team_values(rows, village)
        team = CommunityTeam.objects.filter(village=village).first() or CommunityTeam(
            village=village
        )
        for name, value in values.items():
            setattr(team, name, value or getattr(team, name))
        team.save()
        _save_members(team, rows)


def _save_members(team: CommunityTeam, rows: list[Row]) -> None:
    present = {fold(m.name): m for m in team.members.filter(until=None)}
    listed = {fold(row["member"]) for row in rows}
    for key, member in present.items():
        if key not in listed:
            member.until = timezone.localdate()
            member.save()
    position = max((m.position for m in team.members.all()), default=0)
    for row in rows:
        key = fold(row["member"])
        if key not in present:
            position += 1
            present[key] = TeamMember(team=team, name=row["member"], position=position)
        member = present[key]
        if member.pk is None or member.duty != row["duty"]:
            member.duty = row["duty"]
            member.save()
