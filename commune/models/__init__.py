from commune.models.idempotency import IdempotencyRecord
from commune.models.outbox import OutboxMessage, ScheduleSlot, WorkerBeat
from commune.models.places import Unit, Village, VillageName
from commune.models.rulebook import (
    ConsentWording,
    Holiday,
    OfficeHours,
    RetentionPeriod,
    RulebookRow,
    SpeechAbbreviation,
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
    "RetentionPeriod",
    "RulebookRow",
    "ScheduleSlot",
    "SpeechAbbreviation",
    "TargetGroup",
    "TeamMember",
    "Unit",
    "Village",
    "VillageName",
    "WorkerBeat",
]
