"""Law and office choices as dated rows; see `commune.rulebook`."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords


class RuleStatus(models.TextChoices):
    IN_FORCE = "in_force", _("In force")
    TO_CONFIRM = "to_confirm", _("To be confirmed by a lawyer")
    OLD = "old", pgettext_lazy("rule", "Old, switched off")


class RulebookQuerySet(models.QuerySet):
    def valid(self, *, on: date):
        """Return the rows that apply on a day; old ones never do."""
        return self.exclude(status=RuleStatus.OLD).filter(
            Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
        )


class RulebookRow(models.Model):
    """A dated rule with its legal basis.

    A row that a record has used is never edited: `commune.rulebook.amend` inserts its
    successor. `valid_to` is the first day on which the row no longer applies.
    """

    code = models.SlugField(_("code"), max_length=80)
    label = models.CharField(_("label"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), blank=True)
    valid_from = models.DateField(_("valid from"), default=date(2025, 7, 1))
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    status = models.CharField(
        pgettext_lazy("rule", "status"),
        max_length=20,
        choices=RuleStatus,
        default=RuleStatus.IN_FORCE,
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )

    objects = RulebookQuerySet.as_manager()
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="%(app_label)s_%(class)s_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]

    def __str__(self):
        return self.label


class Holiday(RulebookRow):
    """A day on which the office is closed, or open though it is a weekend."""

    day = models.DateField(_("day"))
    is_working_day = models.BooleanField(_("make-up working day"), default=False)

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")


class OfficeHours(RulebookRow):
    """Opening hours of one weekday (0 Monday … 6 Sunday), one row a half-day."""

    weekday = models.PositiveSmallIntegerField(_("weekday"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")


class TargetGroup(RulebookRow):
    """A group of people that classes and reports distinguish."""

    position = models.PositiveIntegerField(_("position in lists"), default=0)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["position", "code", "-valid_from"]
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class ConsentWording(RulebookRow):
    """The sentence that a person agrees to, for one purpose."""

    purpose = models.CharField(_("purpose"), max_length=40)
    text = models.TextField(_("wording"))

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("consent wording")
        verbose_name_plural = _("consent wordings")
