from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from incidents.models.incident import Incident


class IndicatorType(models.TextChoices):
    URL = "url", "URL"
    DOMAIN = "domain", pgettext_lazy("indicator", "Domain name")
    IP = "ip", pgettext_lazy("indicator", "IP address")
    EMAIL = "email", pgettext_lazy("indicator", "E-mail address")
    PHONE = "phone", pgettext_lazy("indicator", "Telephone number")
    BANK_ACCOUNT = "bank_account", pgettext_lazy("indicator", "Bank account")
    SOCIAL_ACCOUNT = "social_account", pgettext_lazy("indicator", "Social account")
    FILE_HASH = "file_hash", pgettext_lazy("indicator", "File hash")
    FILENAME = "filename", pgettext_lazy("indicator", "File name")
    OTHER = "other", pgettext_lazy("indicator", "Something else")


class IndicatorState(models.TextChoices):
    SUGGESTED = "suggested", pgettext_lazy("indicator", "Suggested")
    CONFIRMED = "confirmed", pgettext_lazy("indicator", "Confirmed")
    REJECTED = "rejected", pgettext_lazy("indicator", "Rejected")


class IndicatorRole(models.TextChoices):
    ATTACKER = "attacker", pgettext_lazy("indicator", "Attacker's")
    VICTIM = "victim", pgettext_lazy("indicator", "Victim's")
    IMPERSONATED = "legit_impersonated", pgettext_lazy("indicator", "Genuine, imitated")


class Indicator(models.Model):
    """A trace of an attacker in one incident; found ones wait for a person's word."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="indicators", verbose_name=_("incident")
    )
    type = models.CharField(
        pgettext_lazy("indicator", "type"), max_length=20, choices=IndicatorType
    )
    value_raw = models.CharField(_("as written"), max_length=2000)
    value_norm = models.CharField(pgettext_lazy("indicator", "value"), max_length=2000)
    value_key = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(
        pgettext_lazy("indicator", "state"),
        max_length=20,
        choices=IndicatorState,
        default=IndicatorState.SUGGESTED,
    )
    role = models.CharField(
        pgettext_lazy("indicator", "role"),
        max_length=20,
        choices=IndicatorRole,
        default=IndicatorRole.ATTACKER,
    )
    found_by = models.CharField(
        _("found by"),
        max_length=10,
        choices=[("auto", _("The program")), ("person", _("A person"))],
        default="auto",
    )
    note = models.CharField(
        pgettext_lazy("indicator", "note"), max_length=200, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["type", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "type", "value_key"], name="indicator_once"
            ),
            models.CheckConstraint(
                condition=Q(state=IndicatorState.SUGGESTED, decided_at=None)
                | (~Q(state=IndicatorState.SUGGESTED) & Q(decided_at__isnull=False)),
                name="indicator_decided_with_time",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.type}"

    @property
    def is_ioc(self) -> bool:
        return (
            self.state == IndicatorState.CONFIRMED
            and self.role == IndicatorRole.ATTACKER
        )
