from training.models.attendance import (
    AttendanceEvent,
    AttendanceRecord,
    AttendanceStatus,
)
from training.models.consent import ConsentEvent
from training.models.course import Course, Track
from training.models.enrolment import ACTIVE, SEATED, Enrolment, Source, Status
from training.models.export import ExportLog
from training.models.participant import Person, PhoneOf
from training.models.rules import CertificateNumbering, Competence
from training.models.session import ResourceSlot, Session, SessionState
from training.models.training_class import (
    LISTED,
    ClassState,
    Policy,
    Seat,
    TrainingClass,
)
from training.models.venue import Room, Venue
from training.pages import CoursePage, LessonPage

__all__ = [
    "ACTIVE",
    "LISTED",
    "SEATED",
    "AttendanceEvent",
    "AttendanceRecord",
    "AttendanceStatus",
    "CertificateNumbering",
    "ClassState",
    "Competence",
    "ConsentEvent",
    "Course",
    "CoursePage",
    "Enrolment",
    "ExportLog",
    "LessonPage",
    "Person",
    "PhoneOf",
    "Policy",
    "ResourceSlot",
    "Room",
    "Seat",
    "Session",
    "SessionState",
    "Source",
    "Status",
    "Track",
    "TrainingClass",
    "Venue",
]
