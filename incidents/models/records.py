"""What stands beside an incident: number counter, links, holds, words, who read it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.models.incident import Incident


class RefCounter(models.Model):
    """The last number given in a year, taken in the transaction of the incident."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


class Hold(models.Model):
    """A time on hold; the internal clocks stand still in it."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="holds")
    started_at = models.DateTimeField(_("on hold since"))
    resume_at = models.DateTimeField(_("resume at"))
    ended_at = models.DateTimeField(_("resumed at"), null=True, blank=True)
    reason = models.CharField(pgettext_lazy("hold", "reason"), max_length=500)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"], condition=Q(ended_at=None), name="hold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="hold_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.incident_id} {self.started_at:%Y-%m-%d %H:%M}"


class LinkType(models.TextChoices):
    RELATED = "related", pgettext_lazy("link", "Related to")
    DUPLICATE = "duplicate_of", pgettext_lazy("link", "Duplicate of")
    PART = "part_of", pgettext_lazy("link", "Part of")
    CAUSED = "caused_by", pgettext_lazy("link", "Caused by")


class IncidentLink(models.Model):
    """`source` is related to, a duplicate of, part of or caused by `target`."""

    source = models.ForeignKey(Incident, models.PROTECT, related_name="links")
    target = models.ForeignKey(Incident, models.PROTECT, related_name="linked_from")
    type = models.CharField(
        pgettext_lazy("link", "type"),
        max_length=20,
        choices=LinkType,
        default=LinkType.RELATED,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="link_once"),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="link_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.source_id} {self.type} {self.target_id}"


class SearchWord(models.Model):
    """One folded word of an incident; the only index that incident search reads."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["word", "incident"])]
        constraints = [
            models.UniqueConstraint(fields=["incident", "word"], name="word_once")
        ]

    def __str__(self):
        return self.word


class ReadLog(models.Model):
    """Who opened a RED incident, and who took a list out of the house."""

    class Act(models.TextChoices):
        READ = "read", pgettext_lazy("read log", "Read")
        EXPORT = "export", pgettext_lazy("read log", "Exported")
        REFUSED = "refused", pgettext_lazy("read log", "Refused")

    act = models.CharField(max_length=10, choices=Act)
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="reads"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    user_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"])]
        verbose_name = _("read log entry")
        verbose_name_plural = _("read log")

    def __str__(self):
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"
