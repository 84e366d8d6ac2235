from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from commune.models import RulebookRow
from incidents.models import rule_values
from incidents.models.choices import Severity
from incidents.models.incident import Incident


class Calendar(models.TextChoices):
    ALWAYS = "24x7", _("Around the clock")
    OFFICE = "office", _("Office hours")


class Scope(models.TextChoices):
    INCIDENT = "incident", pgettext_lazy("deadline", "Every incident that fits")
    MANUAL = "manual", pgettext_lazy("deadline", "By hand")
    PERIOD = "period", pgettext_lazy("deadline", "By the year")


class DeadlineRule(RulebookRow):
    """A clock that law or the office starts for incidents.

    `condition` names fields and the values that start it, all of which must hold:
    {"kind": ["incident"], "severity": ["P1", "P2"]}. `minutes` empty means at once.
    `reminders` are minutes before (negative) and after the due time.
    """

    scope = models.CharField(
        _("applies to"), max_length=20, choices=Scope, default=Scope.INCIDENT
    )
    condition = models.JSONField(_("condition"), default=dict, blank=True)
    clock_from = models.CharField(
        _("clock starts at"), max_length=30, default="detected_at"
    )
    minutes = models.PositiveIntegerField(
        pgettext_lazy("deadline", "minutes"), null=True, blank=True
    )
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=Calendar, default=Calendar.ALWAYS
    )
    reminders = models.JSONField(_("reminders"), default=list, blank=True)
    recipient = models.CharField(_("recipient"), max_length=200, blank=True)
    recipient_code = models.SlugField(
        _("recipient in the address book"), max_length=80, blank=True
    )
    form = models.CharField(
        pgettext_lazy("deadline", "form"), max_length=200, blank=True
    )
    note = models.CharField(
        pgettext_lazy("deadline", "note"), max_length=300, blank=True
    )

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")

    def clean(self):
        super().clean()
        rule_values.check(
            self,
            condition=rule_values.condition_fault,
            reminders=rule_values.reminders_fault,
            clock_from=rule_values.clock_fault,
        )


class InternalTarget(RulebookRow):
    """The office's own time limits for one severity, counted from `reported_at`."""

    severity = models.CharField(_("severity"), max_length=2, choices=Severity)
    calendar = models.CharField(_("calendar"), max_length=10, choices=Calendar)
    acknowledge_minutes = models.PositiveIntegerField(_("acknowledge, minutes"))
    contain_minutes = models.PositiveIntegerField(_("contain, minutes"))
    resolve_minutes = models.PositiveIntegerField(_("resolve, minutes"))
    update_minutes = models.PositiveIntegerField(
        _("report to leaders every, minutes"), null=True, blank=True
    )

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["severity", "-valid_from"]
        verbose_name = _("internal target")
        verbose_name_plural = _("internal targets")


class DeadlineQuerySet(models.QuerySet):
    def open(self):
        return self.filter(met_at=None, waived_at=None)

    def overdue(self, *, at):
        return self.open().filter(due_at__lt=at)


class Deadline(models.Model):
    """One running clock of one incident; whether it is missed is a query, not a flag.

    `due_at` empty means at once. `due_at` of an internal target includes
    `paused_minutes`, the time on hold; a legal clock never pauses.
    """

    class Code(models.TextChoices):
        ACKNOWLEDGE = "acknowledge", _("Acknowledge")
        CONTAIN = "contain", pgettext_lazy("deadline", "Contain")
        RESOLVE = "resolve", pgettext_lazy("deadline", "Resolve")

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="deadlines", verbose_name=_("incident")
    )
    code = models.SlugField(pgettext_lazy("deadline", "code"), max_length=80)
    label = models.CharField(pgettext_lazy("deadline", "label"), max_length=200)
    rule = models.ForeignKey(
        DeadlineRule,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=pgettext_lazy("deadline", "rule"),
    )
    target = models.ForeignKey(
        InternalTarget,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("internal target"),
    )
    starts_at = models.DateTimeField(_("starts at"))
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    paused_minutes = models.PositiveIntegerField(_("minutes on hold"), default=0)
    met_at = models.DateTimeField(_("met at"), null=True, blank=True)
    sent_how = models.CharField(_("sent through"), max_length=100, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    waived_at = models.DateTimeField(_("waived at"), null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("waived by"),
    )
    waived_reason = models.CharField(
        _("reason for the waiver"), max_length=300, blank=True
    )

    objects = DeadlineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = [models.F("due_at").asc(nulls_first=True), "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        indexes = [models.Index(fields=["due_at", "met_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "code"], name="deadline_once_an_incident"
            ),
            models.CheckConstraint(
                condition=Q(rule=None, target__isnull=False)
                | Q(rule__isnull=False, target=None),
                name="deadline_by_rule_or_target",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None) | ~Q(waived_reason=""),
                name="deadline_waived_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(met_at=None) | Q(waived_at=None),
                name="deadline_met_or_waived",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.code}"

    @property
    def name(self) -> str:
        """Return what people call it."""
        return self.label if self.rule_id else str(self.Code(self.code).label)

    @property
    def is_legal(self) -> bool:
        return self.rule_id is not None

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.waived_at is None
