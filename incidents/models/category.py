from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.models import RulebookRow
from incidents.models import rule_values
from incidents.models.choices import Severity


class Category(RulebookRow):
    """One type of the Reference Security Incident Taxonomy, with our words for it.

    `label` is Vietnamese. `default_factors` are 0 to 3 by FI II PI SP RC TC.
    """

    rsit_class = models.SlugField(_("RSIT class"), max_length=50)
    rsit_type = models.SlugField(_("RSIT type"), max_length=60)
    label_en = models.CharField(_("English label"), max_length=120, blank=True)
    plain = models.CharField(_("in plain words"), max_length=300, blank=True)
    examples = models.TextField(pgettext_lazy("category", "examples"), blank=True)
    taxonomy_version = models.CharField(
        _("taxonomy version"), max_length=20, default="1003"
    )
    default_factors = models.JSONField(_("usual factors"), default=dict, blank=True)
    severity_floor = models.CharField(
        _("never below"), max_length=2, choices=Severity, blank=True
    )
    national_code = models.SlugField(_("national group"), max_length=80, blank=True)
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    position = models.PositiveIntegerField(_("position in lists"), default=0)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["position", "code", "-valid_from"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            *RulebookRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(severity_floor="") | Q(severity_floor__in=Severity.values),
                name="incidents_category_floor",
                violation_error_message=_("Choose a severity of the list."),
            ),
        ]

    def clean(self):
        super().clean()
        rule_values.check(self, default_factors=rule_values.factors_fault)

    @property
    def rsit(self) -> str:
        """Return the machine value `class:type`."""
        return f"{self.rsit_class}:{self.rsit_type}"


class GuessRule(RulebookRow):
    """Words that speak for a category; see `incidents.intake.guess`.

    `phrases` has one pattern a line, read without tone marks: parts joined by "+" must
    all occur, of those separated by "|" one. `weight` counts once a rule; below zero
    it speaks against.
    """

    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="guess_rules",
        verbose_name=_("category"),
    )
    phrases = models.TextField(
        _("phrases"),
        help_text=_(
            "One a line, tone marks not needed; A + B: both must occur, "
            "A | B: one of them."
        ),
    )
    weight = models.SmallIntegerField(pgettext_lazy("guess rule", "weight"), default=2)
    factors = models.JSONField(_("factors at least"), default=dict, blank=True)
    channel = models.CharField(_("points to channel"), max_length=20, blank=True)

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("guess rule")
        verbose_name_plural = _("guess rules")

    def clean(self):
        super().clean()
        rule_values.check(
            self,
            factors=rule_values.factors_fault,
            channel=rule_values.channel_fault,
        )
