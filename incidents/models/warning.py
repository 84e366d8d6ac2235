from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.models.incident import Incident


class WarningState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("warning request", "Requested")
    DRAFT = "draft", pgettext_lazy("warning request", "Draft made")
    PUBLISHED = "published", pgettext_lazy("warning request", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("warning request", "Withdrawn")
    UNHEARD = "unheard", pgettext_lazy("warning request", "Nobody listens")


class WarningRequest(models.Model):
    """The text that a responder wrote for the public, and what became of it."""

    incident = models.OneToOneField(
        Incident, models.PROTECT, related_name="warning_request"
    )
    key = models.UUIDField(unique=True)
    title = models.CharField(pgettext_lazy("warning request", "title"), max_length=160)
    summary = models.TextField(_("what happens"))
    what_to_do = models.TextField(_("what to do, one a line"))
    signs = models.TextField(_("how to recognise it, one a line"), blank=True)
    hotlines = models.TextField(_("whom to call, one a line"), blank=True)
    confirmed_personal = models.JSONField(default=list, blank=True)
    state = models.CharField(
        pgettext_lazy("warning request", "state"),
        max_length=20,
        choices=WarningState,
        default=WarningState.REQUESTED,
    )
    page_ref = models.CharField(max_length=100, blank=True)
    edit_url = models.CharField(max_length=300, blank=True)
    public_url = models.CharField(max_length=300, blank=True)
    stated_at = models.DateTimeField(null=True, blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("warning request")
        verbose_name_plural = _("warning requests")

    def __str__(self):
        return f"{self.incident_id} {self.state}"
