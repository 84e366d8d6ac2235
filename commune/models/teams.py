from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from commune.models.places import Village, check_phone


class CommunityTeam(models.Model):
    """A community digital-technology team (tổ công nghệ số cộng đồng) of a village."""

    village = models.OneToOneField(
        Village, models.PROTECT, related_name="team", verbose_name=_("village")
    )
    name = models.CharField(_("name"), max_length=150)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    meeting_place = models.CharField(_("meeting place"), max_length=150, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["village__position", "village__code"]
        verbose_name = _("community team")
        verbose_name_plural = _("community teams")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        check_phone(self.phone)


class TeamMemberQuerySet(models.QuerySet):
    def serving(self, *, on: date):
        """Return who serves on a day in the team of a village that exists then."""
        return self.filter(
            Q(since=None) | Q(since__lte=on),
            Q(until=None) | Q(until__gt=on),
            team__village__in=Village.objects.valid(on=on),
        )


class TeamMember(models.Model):
    """Somebody's place in a team; an account gets its village from here.

    `until` is the first day on which the person no longer serves.
    """

    team = models.ForeignKey(
        CommunityTeam, models.CASCADE, related_name="members", verbose_name=_("team")
    )
    name = models.CharField(_("name"), max_length=100)
    duty = models.CharField(_("duty"), max_length=100, blank=True)
    position = models.PositiveIntegerField(_("position in lists"), default=0)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="team_member",
        verbose_name=_("account"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.UniqueConstraint(
                fields=["team", "position"],
                condition=Q(until=None),
                name="team_member_unique_position",
                violation_error_message=_(
                    "Another member of this team has this position already."
                    " Please choose another number."
                ),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.since and self.until and self.until < self.since:
            message = _("The last day must not lie before the first.")
            raise ValidationError({"until": message})
