from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

# A lease or a pause that ends later than this was written by a clock since set back.
LONGEST_LEASE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=4)


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    WEBHOOK = "webhook", _("Another system")
    IN_APP = "in_app", _("In the application")
    SMS = "sms", _("Text message")
    ZALO = "zalo", _("Zalo")
    CALL = "call", _("Phone call by staff")
    PRINT = "print", _("On paper or in person")
    JOB = "job", _("Task of the system")


class MessageState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENDING = "sending", pgettext_lazy("message", "Being sent")
    BY_HAND = "by_hand", pgettext_lazy("message", "Waits for staff")
    SENT = "sent", pgettext_lazy("message", "Sent")
    MAYBE = "maybe", pgettext_lazy("message", "Maybe sent")
    FAILED = "failed", pgettext_lazy("message", "Failed")
    SET_ASIDE = "set_aside", pgettext_lazy("message", "Set aside")


class OutboxQuerySet(models.QuerySet):
    def due(self, *, at):
        """Return what a worker may take: waiting and due, or left by a dead worker.

        What was put for at once but seems to come from the future is due, and so is a
        retry further off than any pause: the clock was set back since.
        """
        from_the_future = Q(created_at__gt=at, due_at__lte=F("created_at"))
        pause_from_the_future = Q(attempt_count__gt=0, due_at__gt=at + LONGEST_PAUSE)
        due = Q(due_at__lte=at) | from_the_future | pause_from_the_future
        return self.filter(Q(state=MessageState.WAITING) & due | _left(at))

    def left(self, *, at):
        """Return what somebody was sending whose lease is over."""
        return self.filter(_left(at))

    def last_written(self):
        """Return the message that was written last, or None."""
        return self.order_by("-pk").first()

    def inbox_of(self, user):
        """Return the messages to one account, newest first."""
        return self.filter(
            channel=Channel.IN_APP,
            state=MessageState.SENT,
            recipient=user.get_username(),
        ).order_by("-created_at", "-pk")

    def by_hand_for(self, role_names):
        """Return what staff of these groups are to tell people, oldest first."""
        return self.filter(state=MessageState.BY_HAND, for_role__in=role_names)


def _left(at) -> Q:
    over = Q(leased_until__lt=at) | Q(leased_until__gt=at + LONGEST_LEASE)
    return Q(state=MessageState.SENDING) & over


class OutboxMessage(models.Model):
    """One message to one recipient, written in the transaction of what it tells.

    `fence` grows with every lease and never falls: a worker writes its result only
    where the fence is still its own. `state` changes in `commune.outbox` alone.
    """

    key = models.CharField(_("key"), max_length=200, unique=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"))
    about = models.CharField(_("about"), max_length=100, blank=True)
    for_role = models.CharField(_("told by"), max_length=60, blank=True)
    state = models.CharField(
        pgettext_lazy("message", "state"),
        max_length=20,
        choices=MessageState,
        default=MessageState.WAITING,
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"))
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)
    fence = models.PositiveIntegerField(default=0, editable=False)
    leased_by = models.CharField(_("worker"), max_length=60, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("message", "handled by"),
    )
    handled_at = models.DateTimeField(
        pgettext_lazy("message", "handled at"), null=True, blank=True
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["recipient", "channel"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at=None)),
                name="outbox_sent_at_iff_sent",
                violation_error_message=_(
                    "A sent message needs the time it was sent, another has none."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.BY_HAND) | ~Q(for_role=""),
                name="outbox_by_hand_names_a_role",
                violation_error_message=_(
                    "A message to be passed on by hand needs the role that does it."
                ),
            ),
        ]

    def __str__(self):
        return self.key

    def _label(self) -> str:
        """Return what the message is about in a word: a reference, or its number."""
        return self.about or gettext("Message %(number)s") % {"number": self.pk}

    _label.short_description = _("about")
    label = property(_label)

    @property
    def is_emptied(self) -> bool:
        """Say whether text and recipient have been deleted: it cannot go out again."""
        return not self.recipient


class ScheduleSlot(models.Model):
    """Proof that a piece of due work was claimed for one slot of time.

    A slot without `finished_at` whose lease is over was left half done; it is tried
    twice in all.
    """

    name = models.CharField(_("name"), max_length=80)
    slot = models.DateTimeField(_("slot"))
    claimed_at = models.DateTimeField(_("claimed at"))
    claimed_by = models.CharField(_("worker"), max_length=60, blank=True)
    attempt_count = models.PositiveIntegerField(_("attempts"), default=1)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        ordering = ["-slot", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "slot"], name="schedule_slot_once")
        ]

    def __str__(self):
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class WorkerBeat(models.Model):
    """When a background process last showed that it is alive."""

    name = models.CharField(_("worker"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("started at"))
    last_tick_at = models.DateTimeField(_("last tick"))
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    version = models.CharField(_("version"), max_length=40, blank=True)

    class Meta:
        ordering = ["-last_tick_at"]

    def __str__(self):
        return self.name
