from commune.models.idempotency import IdempotencyRecord
from commune.models.outbox import OutboxMessage, ScheduleSlot, WorkerBeat
from commune.models.places import Unit, Village, VillageName
from commune.models.rulebook import (
    ConsentWording,
    Holiday,
    OfficeHours,
    RulebookRow,
    TargetGroup,
)
from commune.models.teams import CommunityTeam, TeamMember
from commune.models.token import ApiToken

__all__ = [
    "ApiToken",
    "CommunityTeam",
    "ConsentWording",
    "Holiday",
    "IdempotencyRecord",
    "OfficeHours",
    "OutboxMessage",
    "RulebookRow",
    "ScheduleSlot",
    "TargetGroup",
    "TeamMember",
    "Unit",
    "Village",
    "VillageName",
    "WorkerBeat",
]
