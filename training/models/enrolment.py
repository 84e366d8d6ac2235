from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from commune.models import TargetGroup
from training.codes import new_reference, new_ticket
from training.models.participant import Person
from training.models.training_class import Seat, TrainingClass


class Status(models.TextChoices):
    PENDING = "pending", pgettext_lazy("enrolment", "To be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("enrolment", "Has a seat")
    WAITING = "waiting", pgettext_lazy("enrolment", "On the waiting list")
    REJECTED = "rejected", pgettext_lazy("enrolment", "Not accepted")
    CANCELLED = "cancelled", pgettext_lazy("enrolment", "Cancelled")
    CLASS_CANCELLED = "class_cancelled", pgettext_lazy("enrolment", "Class cancelled")
    NO_SHOW = "no_show", pgettext_lazy("enrolment", "Never came")
    COMPLETED = "completed", pgettext_lazy("enrolment", "Completed")
    INCOMPLETE = "incomplete", pgettext_lazy("enrolment", "Not completed")
    TRANSFERRED = "transferred", pgettext_lazy("enrolment", "Moved to another class")


SEATED = (Status.CONFIRMED, Status.COMPLETED, Status.INCOMPLETE, Status.NO_SHOW)
ACTIVE = (Status.PENDING, Status.WAITING, *SEATED)


class Source(models.TextChoices):
    WEB = "web", pgettext_lazy("enrolment", "Web page")
    API = "api", pgettext_lazy("enrolment", "Other software")
    STAFF = "staff", pgettext_lazy("enrolment", "Office")
    TEAM = "team", pgettext_lazy("enrolment", "Community team")
    WALK_IN = "walk_in", pgettext_lazy("enrolment", "Came to the class")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def active(self) -> Self:
        return self.filter(status__in=ACTIVE)

    def seated(self) -> Self:
        return self.filter(status__in=SEATED)

    def waiting_in_order(self) -> Self:
        """Return the waiting list: priority, then who came first."""
        return self.filter(status=Status.WAITING).order_by(
            "-priority", "queued_at", "pk"
        )

    def by_given_name(self) -> Self:
        return self.order_by("person__sort_key", "person__birth_year", "pk")


class Enrolment(models.Model):
    """One person's place in one class, from the form to the end.

    `status` and `seat` change only through `training.seats`; the constraints below
    refuse every other writer that would sell a seat twice.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    ref = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference
    )
    ticket = models.CharField(max_length=16, unique=True, default=new_ticket)
    training_class = models.ForeignKey(
        TrainingClass,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("class"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("participant"),
    )
    seat = models.OneToOneField(
        Seat, models.PROTECT, null=True, blank=True, verbose_name=_("seat")
    )
    status = models.CharField(
        pgettext_lazy("enrolment", "status"), max_length=20, choices=Status
    )
    dedup_key = models.CharField(max_length=160)
    dedup_ordinal = models.PositiveSmallIntegerField(default=0)
    request_uuid = models.UUIDField(default=uuid4, unique=True)
    source = models.CharField(_("came by"), max_length=20, choices=Source)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    target_group = models.ForeignKey(
        TargetGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target group"),
    )
    queued_at = models.DateTimeField(_("enrolled at"))
    priority = models.SmallIntegerField(_("priority"), default=0)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["ticket", "request_uuid", "dedup_key"])

    class Meta:
        ordering = ["queued_at", "pk"]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [
            models.Index(fields=["training_class", "status", "-priority", "queued_at"])
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SEATED, seat__isnull=False)
                | (~Q(status__in=SEATED) & Q(seat__isnull=True)),
                name="enrolment_seated_iff_it_has_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(seat=None)
                | Q(
                    seat__gt=F("training_class") * 1000,
                    seat__lt=F("training_class") * 1000 + 1000,
                ),
                name="enrolment_seat_is_of_its_class",
            ),
            models.UniqueConstraint(
                fields=["training_class", "person"],
                condition=Q(status__in=ACTIVE),
                name="enrolment_person_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["training_class", "dedup_key", "dedup_ordinal"],
                condition=Q(status__in=ACTIVE),
                name="enrolment_same_person_once_a_class",
            ),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("training:ticket", args=[self.ticket])

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    def position(self) -> int | None:
        """Return the number on the waiting list, from 1; None for who does not wait."""
        if self.status != Status.WAITING:
            return None
        before = (
            Q(priority__gt=self.priority)
            | Q(priority=self.priority, queued_at__lt=self.queued_at)
            | Q(priority=self.priority, queued_at=self.queued_at, pk__lt=self.pk)
        )
        waiting = Enrolment.objects.filter(
            training_class=self.training_class_id, status=Status.WAITING
        )
        return waiting.filter(before).count() + 1

    def may_cancel(self, *, at: datetime) -> bool:
        """Say whether the person may still give the place back by the ticket."""
        is_open = self.status in {Status.PENDING, Status.WAITING, Status.CONFIRMED}
        return is_open and self.training_class.may_cancel(at=at)
