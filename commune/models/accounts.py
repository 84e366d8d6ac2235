"""What the house keeps about accounts beside Django's own user.

An account is switched off, never deleted: every reference here protects it.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACCOUNT = settings.AUTH_USER_MODEL


def account_field(verbose_name, *, optional: bool = False, **options):
    return models.ForeignKey(
        ACCOUNT,
        models.PROTECT,
        null=optional,
        blank=optional,
        related_name=options.pop("related_name", "+"),
        verbose_name=verbose_name,
        **options,
    )


class AccountRecord(models.Model):
    """Who made an account, since when its idle time counts, why it is off.

    `is_active` of the user says whether it is on; `commune.accounts.switching` alone
    writes both.
    """

    user = models.OneToOneField(
        ACCOUNT, models.PROTECT, related_name="record", verbose_name=_("account")
    )
    created_by = account_field(_("created by"), optional=True)
    counted_from = models.DateTimeField(_("idle time counts from"), null=True)
    switched_off_at = models.DateTimeField(_("switched off at"), null=True)
    switched_off_by = account_field(_("switched off by"), optional=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("account record")
        verbose_name_plural = _("account records")

    def __str__(self):
        return str(self.user_id)


class AccountLinkQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(used_at=None, revoked_at=None)

    def usable(self, *, at):
        """Return the links with which a password can still be chosen."""
        return self.unanswered().filter(expires_at__gt=at, user__is_active=True)


class AccountLink(models.Model):
    """A link with which a person chooses a password, once.

    The link's text is computed from `nonce` and the secret key of the site; the row
    holds its digest alone.
    """

    user = account_field(_("account"), related_name="account_links")
    is_invitation = models.BooleanField(_("invitation"), default=True)
    nonce = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = account_field(_("made by"))
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("link to choose a password")
        verbose_name_plural = _("links to choose a password")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, revoked_at=None),
                name="account_link_one_open",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None),
                name="account_link_used_or_revoked",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class LoginAct(models.TextChoices):
    SIGNED_IN = "signed_in", pgettext_lazy("login log", "Signed in")
    FAILED = "failed", pgettext_lazy("login log", "Wrong password")
    REFUSED_OFF = "refused_off", pgettext_lazy("login log", "Refused: switched off")
    REFUSED_IDLE = "refused_idle", pgettext_lazy("login log", "Refused: idle too long")
    SIGNED_OUT = "signed_out", pgettext_lazy("login log", "Signed out")
    ENDED = "ended", pgettext_lazy("login log", "Sessions ended by an administrator")
    FACTOR_USED = "factor_used", pgettext_lazy("login log", "Second factor used")
    FACTOR_FAILED = "factor_failed", pgettext_lazy("login log", "Second factor wrong")
    FACTOR_ADDED = "factor_added", pgettext_lazy("login log", "Second factor added")
    FACTOR_REMOVED = "factor_removed", pgettext_lazy("login log", "Second factor taken")
    RESET_ASKED = "reset_asked", pgettext_lazy("login log", "Reset of factor asked for")
    RESET_DONE = "reset_done", pgettext_lazy("login log", "Second factor reset")
    PASSWORD = "password", pgettext_lazy("login log", "Password changed")
    LINK_MADE = "link_made", pgettext_lazy("login log", "Link made")
    LINK_USED = "link_used", pgettext_lazy("login log", "Link used")
    SWITCHED_OFF = "switched_off", pgettext_lazy("login log", "Switched off")
    SWITCHED_ON = "switched_on", pgettext_lazy("login log", "Switched on")
    UNLOCKED = "unlocked", pgettext_lazy("login log", "Unlocked")


class AppendOnly(Exception):
    """Rows of the login log are written once and never changed."""


class LoginEventQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def forget(self, *, before) -> int:
        """Delete what is older than it must be kept; return how many rows."""
        return models.QuerySet.delete(self.filter(at__lt=before))[0]


class LoginEvent(models.Model):
    """One line of the login log: who, what, when, from where."""

    user = account_field(_("account"), related_name="login_events")
    act = models.CharField(
        pgettext_lazy("login log", "event"), max_length=20, choices=LoginAct
    )
    at = models.DateTimeField(pgettext_lazy("login log", "time"))
    address = models.GenericIPAddressField(_("IP address"), null=True)
    port = models.PositiveIntegerField(_("source port"), null=True)
    user_agent = models.CharField(_("browser"), max_length=200, blank=True)
    actor = account_field(_("done by"), optional=True)
    note = models.CharField(
        pgettext_lazy("login log", "note"), max_length=200, blank=True
    )

    objects = LoginEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("login event")
        verbose_name_plural = _("login log")
        indexes = [
            models.Index(fields=["user", "-at"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self):
        return f"{self.act} {self.user_id}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly


class FactorResetQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(confirmed_at=None, withdrawn_at=None)

    def waiting(self, *, at):
        """Return the requests that somebody may still confirm."""
        return self.unanswered().filter(expires_at__gt=at)


class FactorReset(models.Model):
    """A request to take away a lost second factor: one asks, another confirms."""

    user = account_field(_("account"), related_name="factor_resets")
    reason = models.CharField(_("reason"), max_length=200)
    asked_by = account_field(_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    expires_at = models.DateTimeField(_("expires at"))
    confirmed_by = account_field(_("confirmed by"), optional=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    objects = FactorResetQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(confirmed_at=None, withdrawn_at=None),
                name="factor_reset_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user")), name="factor_reset_asked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("asked_by")) & ~Q(confirmed_by=F("user"))),
                name="factor_reset_confirmed_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="factor_reset_confirmed_whole",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class ReviewChoice(models.TextChoices):
    KEEP = "keep", pgettext_lazy("account review", "Keep")
    SWITCH_OFF = "switch_off", pgettext_lazy("account review", "Switch off")
    CHANGE_ROLE = "change_role", pgettext_lazy("account review", "Change role")


class AccountReview(models.Model):
    """One yearly round through all accounts; at most one is open."""

    started_at = models.DateTimeField(_("started at"))
    started_by = account_field(_("started by"))
    finished_at = models.DateTimeField(_("finished at"), null=True)
    finished_by = account_field(
        pgettext_lazy("account review", "finished by"), optional=True
    )
    is_open = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("review of accounts")
        verbose_name_plural = _("reviews of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["is_open"],
                condition=Q(is_open=True),
                name="account_review_one_open",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, finished_at=None)
                | Q(is_open=False, finished_at__isnull=False),
                name="account_review_open_until_finished",
            ),
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d}"


class ReviewMark(models.Model):
    """What a reviewer decided on one account, with the roles it had then."""

    review = models.ForeignKey(AccountReview, models.PROTECT, related_name="marks")
    user = account_field(_("account"), related_name="review_marks")
    choice = models.CharField(
        pgettext_lazy("account review", "decision"), max_length=20, choices=ReviewChoice
    )
    role_names = models.CharField(_("roles"), max_length=400, blank=True)
    reviewer = account_field(_("reviewer"))
    reviewed_at = models.DateTimeField(_("reviewed at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("review mark")
        verbose_name_plural = _("review marks")
        constraints = [
            models.UniqueConstraint(fields=["review", "user"], name="review_mark_once")
        ]

    def __str__(self):
        return f"{self.review_id} {self.user_id}"
