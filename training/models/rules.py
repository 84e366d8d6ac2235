"""Rulebooks of the training: competences and the numbers of certificates."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune.models import RulebookRow
from training.certificates.numbering import NumberingError, check_pattern


class Competence(RulebookRow):
    """One group of a competence framework, named by its letter in the law."""

    framework = models.CharField(_("framework"), max_length=80)
    letter = models.CharField(_("letter"), max_length=5)
    position = models.PositiveIntegerField(_("position in lists"), default=0)

    class Meta(RulebookRow.Meta):
        abstract = False
        ordering = ["position", "code", "-valid_from"]
        verbose_name = _("competence")
        verbose_name_plural = _("competences")


class CertificateNumbering(RulebookRow):
    """How certificates of a year are numbered; see `certificates.numbering`."""

    used_when_begun = True

    pattern = models.CharField(
        _("pattern"),
        max_length=60,
        help_text=_("{so} stands for the number, {nam} for the year."),
    )
    digits = models.PositiveSmallIntegerField(
        _("digits at least"),
        default=2,
        help_text=_("01 has two."),
    )

    class Meta(RulebookRow.Meta):
        abstract = False
        verbose_name = _("numbering of certificates")
        verbose_name_plural = _("numberings of certificates")

    def clean(self):
        super().clean()
        try:
            check_pattern(self.pattern or "", self.digits or 0)
        except NumberingError as problem:
            raise ValidationError({problem.field: str(problem)}) from None
