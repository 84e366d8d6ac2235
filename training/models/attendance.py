from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from training.models.enrolment import Enrolment
from training.models.session import Session


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")


class Method(models.TextChoices):
    TAP = "tap", _("Tapped on a phone")
    QR = "qr", _("QR code")
    PAPER = "paper", _("From paper")
    IMPORT = "import", _("Imported")
    AUTO = "auto", _("Filled in at closing")


class AttendanceEvent(models.Model):
    """One mark as it was made; its id comes from the phone, so it is stored once."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    session = models.ForeignKey(Session, models.PROTECT, related_name="events")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events")
    status = models.CharField(max_length=10, choices=AttendanceStatus)
    rank = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=10, choices=Method, default=Method.TAP)
    marked_at = models.DateTimeField()
    corrected_at = models.DateTimeField()
    received_at = models.DateTimeField()
    base_rev = models.PositiveIntegerField(default=0)
    rev = models.PositiveIntegerField(default=1)
    device_id = models.CharField(max_length=64, blank=True)
    seq = models.PositiveIntegerField(default=0)
    periods_present = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_late = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    body_hash = models.CharField(max_length=64)
    review = models.CharField(max_length=30, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["received_at", "id"]
        verbose_name = _("attendance mark")
        verbose_name_plural = _("attendance marks")
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=AttendanceStatus.values),
                name="attendance_status_known",
            )
        ]

    def __str__(self):
        return str(self.id)


class AttendanceRecord(models.Model):
    """What holds for one person in one session: the fold of the events."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="records")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="records")
    status = models.CharField(_("attendance"), max_length=10, choices=AttendanceStatus)
    winner = models.OneToOneField(AttendanceEvent, models.PROTECT, related_name="+")
    rev = models.PositiveIntegerField(default=1)
    is_conflict = models.BooleanField(_("two phones disagree"), default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["session", "enrolment"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="attendance_once_a_session"
            )
        ]

    def __str__(self):
        return f"{self.session_id}/{self.enrolment_id}"
