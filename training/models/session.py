from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from training.models.bounds import check_bounds
from training.models.training_class import TrainingClass
from training.models.venue import Room


class SessionState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "Planned")
    HELD = "held", pgettext_lazy("session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class MarkingState(models.TextChoices):
    OPEN = "open", pgettext_lazy("marking", "Open")
    LOCKED = "locked", pgettext_lazy("marking", "Locked")


def calendar_id() -> str:
    return f"{uuid4()}@lop-hoc"


class Session(models.Model):
    """One meeting of a class; planned and moved only by `training.timetable`."""

    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, related_name="sessions", verbose_name=_("class")
    )
    no = models.PositiveSmallIntegerField(_("number"))
    ref = models.CharField(_("reference"), max_length=50, unique=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    periods = models.PositiveSmallIntegerField(_("periods"), default=3)
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("place"),
    )
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taught_sessions",
        verbose_name=_("trainer"),
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    state = models.CharField(
        pgettext_lazy("session", "state"),
        max_length=20,
        choices=SessionState,
        default=SessionState.PLANNED,
    )
    marking = models.CharField(
        _("attendance"),
        max_length=20,
        choices=MarkingState,
        default=MarkingState.OPEN,
    )
    ical_uid = models.CharField(max_length=80, unique=True, default=calendar_id)
    ical_sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords(excluded_fields=["ical_uid", "changed_at"])

    class Meta:
        ordering = ["starts_at", "no"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "no"], name="session_number_once_a_class"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_(
                    "The end time must lie after the start time."
                ),
            ),
        ]

    def __str__(self):
        return self.ref

    def clean(self):
        super().clean()
        check_bounds(self, {"periods": (1, 10)})

    def get_marking_url(self):
        return reverse("training:session_marking", args=[self.ref])


class ResourceSlot(models.Model):
    """A quarter of an hour of a room or a trainer; booked once, whoever writes."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="slots")
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    slot_start = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "slot_start"], name="room_booked_once"
            ),
            models.UniqueConstraint(
                fields=["trainer", "slot_start"], name="trainer_booked_once"
            ),
            models.CheckConstraint(
                condition=Q(room=None, trainer__isnull=False)
                | Q(room__isnull=False, trainer=None),
                name="slot_books_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.session_id} {self.slot_start:%Y-%m-%d %H:%M}"
