from datetime import datetime
from enum import StrEnum
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from commune.models import Village
from training.models.bounds import check_bounds
from training.models.course import Course

MAX_SEATS = 999


class ClassState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("class", "Draft")
    OPEN = "open", pgettext_lazy("class", "Open for enrolment")
    CLOSED = "closed", pgettext_lazy("class", "Enrolment closed")
    RUNNING = "running", pgettext_lazy("class", "Running")
    FINISHED = "finished", pgettext_lazy("class", "Finished")
    LOCKED = "locked", pgettext_lazy("class", "Locked")
    ARCHIVED = "archived", pgettext_lazy("class", "Archived")
    CANCELLED = "cancelled", pgettext_lazy("class", "Cancelled")


LISTED = (ClassState.OPEN, ClassState.CLOSED, ClassState.RUNNING)
PUBLIC = (*LISTED, ClassState.FINISHED, ClassState.LOCKED, ClassState.CANCELLED)


class Policy(models.TextChoices):
    OPEN = "open", _("Whoever comes first")
    APPROVAL = "approval", _("The office approves each enrolment")


class NextPlace(StrEnum):
    """What the next person who enrols can get; pending people hold a place too."""

    SEAT = "seat"
    QUEUE = "queue"
    NONE = "none"


class ClassQuerySet(models.QuerySet["TrainingClass"]):
    def listed(self) -> Self:
        """Return the classes of the public catalogue."""
        return self.filter(state__in=LISTED, course__is_public=True)

    def public(self) -> Self:
        """Return the classes whose page a visitor may open."""
        return self.filter(state__in=PUBLIC, course__is_public=True)

    def with_sessions(self) -> Self:
        """Prefetch the sessions with their places, in one query for all."""
        from training.models.session import Session

        sessions = Session.objects.select_related("room__venue")
        return self.prefetch_related(Prefetch("sessions", sessions))

    def with_counts(self) -> Self:
        """Annotate `seats_total`, `seats_taken`, `waiting`, `pending`, `starts_at`."""
        from training.models.enrolment import Enrolment, Status
        from training.models.session import Session, SessionState

        own = {"training_class": OuterRef("pk")}
        seats = Seat.objects.filter(**own)
        rows = Enrolment.objects.filter(**own)
        sessions = Session.objects.filter(**own).exclude(state=SessionState.CANCELLED)
        return self.annotate(
            seats_total=_count(seats),
            seats_taken=_count(seats.filter(enrolment__isnull=False)),
            waiting=_count(rows.filter(status=Status.WAITING)),
            pending=_count(rows.filter(status=Status.PENDING)),
            starts_at=Subquery(sessions.order_by("starts_at").values("starts_at")[:1]),
        )


def _count(rows: models.QuerySet) -> Coalesce:
    counted = rows.order_by().values("training_class").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")[:1]), 0)


class TrainingClass(models.Model):
    """One class of a course. Its capacity is the number of its `Seat` rows.

    `state` changes only through `training.class_states.move`, seats only through
    `training.seats`.
    """

    # Only on rows of `with_counts()`.
    seats_total: int
    seats_taken: int
    waiting: int
    pending: int
    starts_at: datetime | None

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9-]*\Z")],
    )
    slug = models.SlugField(
        _("address of the page"),
        max_length=100,
        unique=True,
        help_text=_("Empty: made from title and code."),
    )
    title = models.CharField(pgettext_lazy("class", "title"), max_length=150)
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="classes", verbose_name=_("course")
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("for the people of"),
        help_text=_("Empty: for the whole commune."),
    )
    state = models.CharField(
        pgettext_lazy("class", "state"),
        max_length=20,
        choices=ClassState,
        default=ClassState.DRAFT,
    )
    enrol_opens = models.DateTimeField(_("enrolment opens"), null=True, blank=True)
    enrol_closes = models.DateTimeField(_("enrolment closes"), null=True, blank=True)
    cancel_until = models.DateTimeField(
        _("learners may cancel until"), null=True, blank=True
    )
    wait_capacity = models.PositiveSmallIntegerField(
        _("places on the waiting list"), default=20
    )
    policy = models.CharField(
        _("who gets a seat"), max_length=20, choices=Policy, default=Policy.OPEN
    )
    min_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    lead_trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_classes",
        verbose_name=_("lead trainer"),
    )
    syllabus_snapshot = models.JSONField(
        _("syllabus as opened"), default=dict, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = ClassQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["syllabus_snapshot"])

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrol_opens=None)
                | Q(enrol_closes=None)
                | Q(enrol_closes__gt=F("enrol_opens")),
                name="class_enrolment_closes_after_it_opens",
                violation_error_message=_("Enrolment must close after it opens."),
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("training:class_detail", args=[self.slug])

    def clean(self):
        super().clean()
        check_bounds(self, {"min_age": (0, 100), "wait_capacity": (0, MAX_SEATS)})

    @property
    def seats_left(self) -> int:
        """Free seats; only on rows of `with_counts()`."""
        return self.seats_total - self.seats_taken

    @property
    def next_place(self) -> NextPlace:
        """What `seats.take` gives the next one; only on rows of `with_counts()`."""
        if self.seats_left > 0 and not self.waiting:
            return NextPlace.SEAT
        has_room = self.waiting + self.pending < self.wait_capacity
        return NextPlace.QUEUE if has_room else NextPlace.NONE

    def takes_enrolments(self, *, at: datetime) -> bool:
        """Say whether one more may enrol; only on rows of `with_counts()`."""
        return self.is_enrolment_open(at=at) and self.next_place != NextPlace.NONE

    def is_enrolment_open(self, *, at: datetime) -> bool:
        return (
            self.state == ClassState.OPEN
            and (self.enrol_opens is None or self.enrol_opens <= at)
            and (self.enrol_closes is None or at < self.enrol_closes)
        )

    def may_cancel(self, *, at: datetime) -> bool:
        """Say whether a learner may still give the seat back."""
        return self.state in LISTED and (
            self.cancel_until is None or at < self.cancel_until
        )


class Seat(models.Model):
    """One seat; `id` is class_id * 1000 + no, so that no seat strays to a class."""

    id = models.BigIntegerField(primary_key=True)
    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, related_name="seats", verbose_name=_("class")
    )
    no = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=F("training_class") * 1000 + F("no"))
                & Q(no__gte=1, no__lte=MAX_SEATS),
                name="seat_id_tells_its_class",
            )
        ]

    def __str__(self):
        return f"{self.id}"
