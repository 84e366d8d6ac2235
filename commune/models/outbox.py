from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    IN_APP = "in_app", _("In the application")
    SMS = "sms", _("Text message")
    CALL = "call", _("Phone call by staff")


class MessageState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENDING = "sending", pgettext_lazy("message", "Being sent")
    SENT = "sent", pgettext_lazy("message", "Sent")
    MAYBE = "maybe", pgettext_lazy("message", "Maybe sent")
    FAILED = "failed", pgettext_lazy("message", "Failed")


class OutboxQuerySet(models.QuerySet):
    def due(self, *, at):
        """Return what a worker may take: waiting and due, or left by a dead worker."""
        return self.filter(
            Q(state=MessageState.WAITING, due_at__lte=at)
            | Q(state=MessageState.SENDING, leased_until__lt=at)
        )


class OutboxMessage(models.Model):
    """One message to one recipient, written in the transaction of what it tells."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=200)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    about = models.CharField(_("about"), max_length=100, blank=True)
    state = models.CharField(
        pgettext_lazy("message", "state"),
        max_length=20,
        choices=MessageState,
        default=MessageState.WAITING,
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"))
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)
    leased_by = models.CharField(_("worker"), max_length=60, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["state", "due_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at=None)),
                name="outbox_sent_at_iff_sent",
            )
        ]

    def __str__(self):
        return self.key


class ScheduleSlot(models.Model):
    """Proof that a piece of due work was claimed for one slot of time."""

    name = models.CharField(_("name"), max_length=80)
    slot = models.DateTimeField(_("slot"))
    claimed_at = models.DateTimeField(_("claimed at"))
    claimed_by = models.CharField(_("worker"), max_length=60, blank=True)

    class Meta:
        ordering = ["-slot", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "slot"], name="schedule_slot_once")
        ]

    def __str__(self):
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
