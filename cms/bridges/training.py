"""Classes on the home page, on a village's page and in the search."""

from datetime import datetime

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import timezone

from cms import page_cache
from cms.bridges import UpcomingClass
from training import signals
from training.models import Session, SessionState, TrainingClass

MOST_SESSIONS = 200


def connect() -> None:
    signals.class_opened.connect(_drop, dispatch_uid="cms-class-opened")
    # A class closed or cancelled and a session moved show on the home page too.
    for model in (TrainingClass, Session):
        uid = f"cms-shown-{model.__name__}"
        post_save.connect(_drop, sender=model, dispatch_uid=uid)
        post_delete.connect(_drop, sender=model, dispatch_uid=uid)


def _drop(sender, **kwargs) -> None:
    page_cache.drop_all()


def upcoming_classes(*, at: datetime, village_code: str = "") -> list[UpcomingClass]:
    """Return each listed class once, by its next session; one query."""
    sessions = (
        Session.objects.filter(
            starts_at__gt=at,
            state=SessionState.PLANNED,
            training_class__in=TrainingClass.objects.listed(),
        )
        .select_related("training_class", "room__venue")
        .order_by("starts_at", "pk")
    )
    if village_code:
        sessions = sessions.filter(
            Q(training_class__village__code=village_code)
            | Q(room__venue__village__code=village_code)
        )
    nearest: dict[int, UpcomingClass] = {}
    for session in sessions[:MOST_SESSIONS]:
        nearest.setdefault(session.training_class_id, _shown(session))
    return list(nearest.values())


def _shown(session: Session) -> UpcomingClass:
    training_class = session.training_class
    return UpcomingClass(
        title=training_class.title,
        address=reverse("training:class_detail", args=[training_class.slug]),
        starts_at=session.starts_at,
        day=timezone.localdate(session.starts_at),
        place=str(session.room.venue) if session.room else "",
    )
