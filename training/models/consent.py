from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commune.models import ConsentWording
from training.models.participant import Person


class ConsentEvent(models.Model):
    """That a person agreed, or no longer agrees, to one wording; never changed."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="consents", verbose_name=_("participant")
    )
    purpose = models.CharField(_("purpose"), max_length=40)
    wording = models.ForeignKey(
        ConsentWording, models.PROTECT, related_name="+", verbose_name=_("wording")
    )
    is_given = models.BooleanField(_("given"))
    channel = models.CharField(_("how"), max_length=20)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        default_permissions = ("add", "view")

    def __str__(self):
        return f"{self.purpose} {self.is_given}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A consent is never changed; write the next one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A consent is never deleted; write its withdrawal.")
