from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.models.incident import Incident


class EntryKind(models.TextChoices):
    FACT = "fact", pgettext_lazy("timeline", "Fact")
    ACTION = "action", pgettext_lazy("timeline", "Action")
    DECISION = "decision", pgettext_lazy("timeline", "Decision")
    COMMENT = "comment", pgettext_lazy("timeline", "Comment")
    STATUS = "status", pgettext_lazy("timeline", "Status")
    SYSTEM = "system", pgettext_lazy("timeline", "System")


class EntryVisibility(models.TextChoices):
    TEAM = "team", pgettext_lazy("timeline", "Team")
    LEAD = "lead", pgettext_lazy("timeline", "Response leads only")
    REPORTER = "reporter", pgettext_lazy("timeline", "Reporter too")


class AppendOnlyError(Exception):
    """Somebody tried to change or delete a written line."""


class TimelineEntry(models.Model):
    """One line of an incident's story; a wrong one is corrected by a later one."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="timeline", verbose_name=_("incident")
    )
    happened_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    kind = models.CharField(
        pgettext_lazy("timeline", "kind"), max_length=20, choices=EntryKind
    )
    text = models.TextField(pgettext_lazy("timeline", "text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("author's name"), max_length=150, blank=True)
    visibility = models.CharField(
        _("who reads it"),
        max_length=20,
        choices=EntryVisibility,
        default=EntryVisibility.TEAM,
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=pgettext_lazy("timeline", "corrects"),
    )

    class Meta:
        ordering = ["-happened_at", "-pk"]
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")

    def __str__(self):
        return f"{self.incident_id} {self.happened_at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError
