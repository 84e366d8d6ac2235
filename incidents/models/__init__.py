from incidents.models.category import Category, GuessRule
from incidents.models.choices import (
    TLP,
    Channel,
    Disposition,
    Kind,
    PersonalData,
    ReporterType,
    RootCause,
    Severity,
    SeveritySource,
    Status,
)
from incidents.models.deadline import Deadline, DeadlineRule, InternalTarget
from incidents.models.incident import Incident
from incidents.models.indicator import Indicator, IndicatorState, IndicatorType
from incidents.models.records import (
    Hold,
    IncidentLink,
    LinkType,
    ReadLog,
    RefCounter,
    SearchWord,
)
from incidents.models.timeline import EntryKind, EntryVisibility, TimelineEntry
from incidents.models.vocabulary import (
    NationalCategory,
    NationalLevel,
    Recipient,
    Vocabulary,
)
from incidents.models.warning import WarningRequest, WarningState

__all__ = [
    "TLP",
    "Category",
    "Channel",
    "Deadline",
    "DeadlineRule",
    "Disposition",
    "EntryKind",
    "EntryVisibility",
    "GuessRule",
    "Hold",
    "Incident",
    "IncidentLink",
    "Indicator",
    "IndicatorState",
    "IndicatorType",
    "InternalTarget",
    "Kind",
    "LinkType",
    "NationalCategory",
    "NationalLevel",
    "PersonalData",
    "ReadLog",
    "Recipient",
    "RefCounter",
    "ReporterType",
    "RootCause",
    "SearchWord",
    "Severity",
    "SeveritySource",
    "Status",
    "TimelineEntry",
    "Vocabulary",
    "WarningRequest",
    "WarningState",
]
