from commune.models.accounts import (
    AccountLink,
    AccountRecord,
    AccountReview,
    FactorReset,
    LoginEvent,
    ReviewMark,
)
from commune.models.grant import GivenGrant
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
    "AccountLink",
    "AccountRecord",
    "AccountReview",
    "ApiToken",
    "CommunityTeam",
    "ConsentWording",
    "FactorReset",
    "GivenGrant",
    "Holiday",
    "IdempotencyRecord",
    "LoginEvent",
    "OfficeHours",
    "OutboxMessage",
    "RetentionPeriod",
    "ReviewMark",
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
