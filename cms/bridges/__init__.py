"""The only place that knows the plug-ins; each bridge loads where its app is there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps


@dataclass(frozen=True, slots=True)
class UpcomingClass:
    """A class that people can still join, as the public site shows it."""

    title: str
    address: str
    starts_at: datetime
    day: date
    place: str


def page_types() -> list[str]:
    """Return the plug-ins' page types that hang directly under the home page."""
    return ["training.CoursePage"] if apps.is_installed("training") else []


def connect() -> None:
    """Listen to the plug-ins that are installed."""
    if apps.is_installed("incidents"):
        from cms.bridges import incidents

        incidents.connect()
    if apps.is_installed("training"):
        from cms.bridges import training

        training.connect()


def upcoming_classes(*, at: datetime, village_code: str = "") -> list[UpcomingClass]:
    """Return the next classes, soonest first; none where training is absent."""
    if not apps.is_installed("training"):
        return []
    from cms.bridges import training

    return training.upcoming_classes(at=at, village_code=village_code)
