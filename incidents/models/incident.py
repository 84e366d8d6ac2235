import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy
from simple_history.models import HistoricalRecords

from commune.model_fields import field_of
from commune.models import Village
from commune.vietnamese import format_datetime
from incidents.models import choices
from incidents.models.category import Category
from incidents.models.choices import ENDED, TLP, Severity, Status

SUMMARY_LENGTH = 20_000
TITLE_LENGTH = 160
SHOWN_CLOCKS = (
    "occurred_at",
    "detected_at",
    "reported_at",
    "recorded_at",
    "acknowledged_at",
    "triaged_at",
    "responding_at",
    "contained_at",
    "resolved_at",
    "closed_at",
    "ended_at",
    "first_public_warning_at",
)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def open(self) -> Self:
        return self.exclude(status__in=ENDED)

    def overdue(self, *, at: datetime) -> Self:
        """Return open incidents with a clock of theirs run out before `at`."""
        late = Q(deadlines__met_at=None, deadlines__waived_at=None)
        rows = Incident.objects.filter(late, deadlines__due_at__lt=at)
        return self.open().filter(pk__in=rows.values("pk"))

    def counted(self) -> Self:
        """Leave out drills, rejected and merged ones, which no figure counts."""
        return self.exclude(kind=choices.Kind.DRILL).exclude(
            status__in=[Status.REJECTED, Status.MERGED]
        )


def _factor(label, scale):
    return models.PositiveSmallIntegerField(label, choices=scale, default=0)


def _person(label, name="+"):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name=name,
        verbose_name=label,
    )


def _moment(label):
    return models.DateTimeField(label, null=True, blank=True)


class Incident(models.Model):
    """One information-security incident, from first report to closure.

    `status` changes only through `incidents.lifecycle.transition`; who may read it
    says `incidents.visibility` alone. The six factors are those of
    `incidents.severity`; `reported_at` starts the internal clocks, `detected_at` the
    legal ones.
    """

    ref = models.CharField(
        pgettext_lazy("incident", "number"), max_length=20, unique=True
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        pgettext_lazy("incident", "kind"),
        max_length=20,
        choices=choices.Kind,
        default=choices.Kind.INCIDENT,
    )
    title = models.CharField(
        pgettext_lazy("incident", "title"), max_length=TITLE_LENGTH
    )
    summary = models.TextField(
        _("what happened"), validators=[MaxLengthValidator(SUMMARY_LENGTH)]
    )
    status = models.CharField(
        pgettext_lazy("incident", "status"),
        max_length=20,
        choices=Status,
        default=Status.NEW,
    )
    previous_status = models.CharField(
        _("status before"), max_length=20, choices=Status, blank=True
    )
    disposition = models.CharField(
        _("disposition"), max_length=30, choices=choices.Disposition, blank=True
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        related_name="incidents",
        verbose_name=pgettext_lazy("incident", "category"),
    )
    severity = models.CharField(
        _("severity"), max_length=2, choices=Severity, default=Severity.P4
    )
    severity_source = models.CharField(
        _("severity by"),
        max_length=10,
        choices=choices.SeveritySource,
        default=choices.SeveritySource.AUTO,
    )
    severity_reason = models.CharField(
        _("reason for the severity"), max_length=300, blank=True
    )
    functional = _factor(_("effect on work"), choices.Functional)
    information = _factor(_("effect on data"), choices.Information)
    public = _factor(_("effect on people"), choices.Public)
    spread = _factor(pgettext_lazy("factor", "spread"), choices.Spread)
    recoverability = _factor(
        pgettext_lazy("factor", "recovery"), choices.Recoverability
    )
    time_pressure = _factor(_("time pressure"), choices.TimePressure)
    score = models.PositiveSmallIntegerField(
        pgettext_lazy("incident", "score"), default=0
    )
    tlp = models.CharField("TLP", max_length=12, choices=TLP, default=TLP.AMBER)
    channel = models.CharField(
        _("reported through"),
        max_length=20,
        choices=choices.Channel,
        default=choices.Channel.PHONE,
    )
    village = models.ForeignKey(
        Village,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("village"),
    )
    reporter_type = models.CharField(
        _("reporter"),
        max_length=20,
        choices=choices.ReporterType,
        default=choices.ReporterType.STAFF,
    )
    reporter_name = models.CharField(_("reporter's name"), max_length=150, blank=True)
    wants_reply = models.BooleanField(_("reporter wants an answer"), default=False)
    reply = models.TextField(_("answer to the reporter"), blank=True)
    replied_at = _moment(_("answered at"))
    affected_people = models.PositiveIntegerField(
        _("people affected"), null=True, blank=True
    )
    personal_data = models.CharField(
        _("personal data involved"),
        max_length=20,
        choices=choices.PersonalData,
        default=choices.PersonalData.NO,
    )
    personal_data_kinds = models.CharField(
        _("kinds of personal data"), max_length=200, blank=True
    )
    data_subjects = models.PositiveIntegerField(
        _("people whose data is involved"), null=True, blank=True
    )
    serious_disruption = models.BooleanField(
        _("signs of harm to security or order, or serious interruption"),
        default=False,
    )
    exceeds_capacity = models.BooleanField(_("beyond own capacity"), default=False)
    root_cause = models.CharField(
        _("root cause"), max_length=30, choices=choices.RootCause, blank=True
    )
    resolution = models.TextField(_("how it was resolved"), blank=True)
    lesson = models.TextField(_("review and lesson"), blank=True)
    lead = _person(_("person in charge"), "led_incidents")
    helpers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="helped_incidents",
        verbose_name=_("helpers"),
    )
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="readable_incidents",
        verbose_name=_("readers of TLP:RED"),
    )
    opened_by = _person(_("recorded by"), "opened_incidents")
    opened_by_name = models.CharField(_("recorded by (name)"), max_length=150)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    occurred_at = _moment(_("occurred at"))
    detected_at = models.DateTimeField(_("detected at"))
    reported_at = models.DateTimeField(_("reported at"))
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    acknowledged_at = _moment(_("acknowledged at"))
    triaged_at = _moment(_("triaged at"))
    responding_at = _moment(_("response began at"))
    contained_at = _moment(_("contained at"))
    resolved_at = _moment(_("resolved at"))
    closed_at = _moment(_("closed at"))
    ended_at = _moment(_("rejected or merged at"))
    first_public_warning_at = _moment(_("public warned at"))
    paused_minutes = models.PositiveIntegerField(_("minutes on hold"), default=0)
    reopen_count = models.PositiveSmallIntegerField(_("times reopened"), default=0)

    public_ref = models.CharField(_("public warning"), max_length=300, blank=True)
    request_key = models.CharField(  # noqa: DJ001 unique where there is one
        max_length=80, unique=True, null=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    # What simple-history reads when a row is saved; `incidents.writing` sets it.
    _history_user: Any
    _change_reason: str
    skip_history_when_saving: bool

    objects = IncidentQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[helpers, readers],
        history_change_reason_field=models.TextField(null=True),
        # Who reported is erased on request; the copies would outlive the erasure.
        excluded_fields=["reporter_name", "request_key", "updated_at", "uuid"],
    )

    class Meta:
        ordering = ["-reported_at", "-pk"]
        verbose_name = pgettext_lazy("security", "incident")
        verbose_name_plural = pgettext_lazy("security", "incidents")
        permissions = [("export_incident", gettext_noop("Can export incidents"))]
        indexes = [
            models.Index(fields=["status", "-reported_at", "-id"]),
            models.Index(fields=["-reported_at", "-id"]),
            models.Index(fields=["severity", "-score"]),
            models.Index(fields=["tlp", "status"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tlp__in=TLP.values),
                name="incident_tlp_known",
                violation_error_message=_("Choose a TLP level of the list."),
            ),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values),
                name="incident_severity_known",
                violation_error_message=_("Choose a severity of the list."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="incident_status_known",
                violation_error_message=_("Choose a status of the list."),
            ),
            models.CheckConstraint(
                condition=Q(score__lte=100)
                & Q(functional__lte=3, information__lte=3, public__lte=3)
                & Q(spread__lte=3, recoverability__lte=3, time_pressure__lte=3),
                name="incident_factors_0_to_3",
                violation_error_message=_("Each factor is a number from 0 to 3."),
            ),
            models.CheckConstraint(
                condition=Q(severity_source="auto") | ~Q(severity_reason=""),
                name="incident_override_has_reason",
                violation_error_message=_("A severity set by hand needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, closed_at__isnull=False)
                | (~Q(status=Status.CLOSED) & Q(closed_at=None)),
                name="incident_closed_at_iff_closed",
                violation_error_message=_(
                    "A closed incident needs the time of closing, another has none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into=None)),
                name="incident_merged_into_iff_merged",
                violation_error_message=_(
                    "A merged incident names the one it was merged into."
                ),
            ),
            models.CheckConstraint(
                condition=Q(occurred_at=None) | Q(detected_at__gte=F("occurred_at")),
                name="incident_detected_after_occurred",
                violation_error_message=_(
                    "The time of detection must not be earlier than the occurrence."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reported_at__gte=F("detected_at")),
                name="incident_reported_after_detected",
                violation_error_message=_(
                    "The time of the report must not be earlier than the detection."
                ),
            ),
            models.CheckConstraint(
                condition=(
                    Q(acknowledged_at=None) | Q(acknowledged_at__gte=F("reported_at"))
                )
                & (Q(contained_at=None) | Q(contained_at__gte=F("reported_at")))
                & (Q(resolved_at=None) | Q(resolved_at__gte=F("reported_at")))
                & (
                    Q(closed_at=None)
                    | Q(resolved_at=None)
                    | Q(closed_at__gte=F("resolved_at"))
                ),
                name="incident_clocks_in_order",
                violation_error_message=_(
                    "The times of the response must follow the report in order."
                ),
            ),
        ]

    def __str__(self):
        # The reference alone: Wagtail's site history shows labels to everyone there.
        return self.ref

    def delete(self, *args, **kwargs):
        raise models.ProtectedError("An incident is never deleted.", {self})

    @property
    def factors(self) -> dict[str, int]:
        """Return the six factors by their short names FI II PI SP RC TC."""
        return {
            short: getattr(self, field)
            for short, field in choices.FACTOR_FIELDS.items()
        }

    @property
    def shown_title(self) -> str:
        """Return the title for lists, mails and search: masked when TLP:RED."""
        if self.tlp == TLP.RED:
            return str(_("restricted"))
        return self.title

    @property
    def shown_indicators(self) -> list:
        """Return the indicators for lists: none when TLP:RED."""
        return [] if self.tlp == TLP.RED else list(self.indicators.all())

    def shown_clocks(self) -> list[tuple[str, datetime]]:
        """Return (label, moment) of the clocks that are known, in their order."""
        fields = [field_of(self, name) for name in SHOWN_CLOCKS]
        pairs = [(str(f.verbose_name), getattr(self, f.name)) for f in fields]
        return [(label, moment) for label, moment in pairs if moment]

    @property
    def reported_on(self) -> str:
        return format_datetime(self.reported_at)

    @property
    def is_open(self) -> bool:
        return self.status not in ENDED
