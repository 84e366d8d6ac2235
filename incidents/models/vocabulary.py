"""How our categories, levels and recipients are called outside the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.models import RulebookRow
from incidents.models.choices import Severity


class Vocabulary(models.TextChoices):
    GROUPS = "groups", _("Groups N1 to N9")
    FORM_05 = "form-05", _("Rows of form 05 (old)")


class NationalCategory(RulebookRow):
    """One entry of a vocabulary in which authorities count incidents.

    `older_code` names the row of form 05 that the group was counted under.
    """

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary)
    position = models.PositiveIntegerField(_("position in lists"), default=0)
    older_code = models.SlugField(_("code in form 05"), max_length=80, blank=True)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["vocabulary", "position", "-valid_from"]
        verbose_name = _("national category")
        verbose_name_plural = _("national categories")


class NationalLevel(RulebookRow):
    """The level under which an authority counts one of our severities."""

    used_when_begun = True

    severity = models.CharField(_("severity"), max_length=2, choices=Severity)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["severity", "-valid_from"]
        verbose_name = _("national level")
        verbose_name_plural = _("national levels")


class Recipient(RulebookRow):
    """Who gets a report and how; ships without an address, the office fills it in."""

    way = models.CharField(
        pgettext_lazy("recipient", "sent through"),
        max_length=100,
        blank=True,
        help_text=_("Document system, reporting software, e-mail"),
    )
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(
        pgettext_lazy("recipient", "note"), max_length=300, blank=True
    )

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("recipient of reports")
        verbose_name_plural = _("recipients of reports")

    @property
    def is_filled_in(self) -> bool:
        return bool(self.way or self.address or self.phone or self.email)
