"""Law and office choices as dated rows; see `commune.rulebook`."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import formats
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

    def overlapping(self, *, start: date, end: date | None):
        """Return the rows that apply on a day of [start, end); `end` None: for good."""
        begun = Q() if end is None else Q(valid_from__lt=end)
        return self.exclude(status=RuleStatus.OLD).filter(
            begun, Q(valid_to=None) | Q(valid_to__gt=start)
        )

    def to_verify(self, *, before: date):
        """Return what applies or will apply and nobody has verified since `before`."""
        return self.exclude(status=RuleStatus.OLD).filter(
            Q(verified_on=None) | Q(verified_on__lt=before)
        )


class RulebookRow(models.Model):
    """A dated rule with its legal basis.

    A row that a record has used is never edited: `commune.rulebook.amend` inserts its
    successor. `valid_to` is the first day on which the row no longer applies.
    Where records keep no key to the row, because what they keep is the result,
    `used_when_begun` makes a row count as used from its first day on.
    """

    used_when_begun = False

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

    def clean(self):
        """Keep the versions of one code apart in time."""
        super().clean()
        if self.status == RuleStatus.OLD or not (self.code and self.valid_from):
            return
        others = type(self).objects.filter(code=self.code).exclude(pk=self.pk)
        other = others.overlapping(start=self.valid_from, end=self.valid_to).first()
        if other is not None:
            raise ValidationError({"valid_from": self._taken(other)})

    def _taken(self, other) -> str:
        day = formats.date_format(other.valid_from, "SHORT_DATE_FORMAT")
        return _(
            "Another version of %(code)s applies from %(day)s on: end it first, or "
            "choose a day on which it no longer applies."
        ) % {"code": self.code, "day": day}


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

    used_when_begun = True

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


class RetentionPeriod(RulebookRow):
    """How long one kind of data is kept; `commune.rulebook.retention` reads it."""

    used_when_begun = True

    what = models.CharField(_("what is kept"), max_length=200)
    days = models.PositiveIntegerField(
        _("days"), validators=[MinValueValidator(1), MaxValueValidator(36_500)]
    )

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")


class SpeechAbbreviation(RulebookRow):
    """An abbreviation as it is written, and how a loudspeaker says it."""

    short = models.CharField(_("abbreviation"), max_length=40)
    spoken = models.CharField(_("is read as"), max_length=200)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["short", "-valid_from"]
        verbose_name = _("abbreviation for reading aloud")
        verbose_name_plural = _("abbreviations for reading aloud")

    def __str__(self):
        return f"{self.short} → {self.spoken}"
