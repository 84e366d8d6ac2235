from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from commune.models import Village
from training.models.bounds import check_bounds


class VenueKind(models.TextChoices):
    CULTURE_HOUSE = "culture_house", _("Village culture house")
    HALL = "hall", _("Hall of the commune office")
    SUPPORT_POINT = "support_point", _("Digital support point")
    SCHOOL = "school", _("School")
    ONLINE = "online", _("Online")
    OTHER = "other", _("Other place")


class Venue(models.Model):
    """A place where classes are held."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=VenueKind, default=VenueKind.CULTURE_HOUSE
    )
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, verbose_name=_("village")
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Parking, slope, mobile reception."),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self):
        return self.name


class Room(models.Model):
    """What can be booked for one session at a time."""

    venue = models.ForeignKey(
        Venue, models.PROTECT, related_name="rooms", verbose_name=_("venue")
    )
    name = models.CharField(_("room"), max_length=100, blank=True)
    seat_count = models.PositiveSmallIntegerField(_("chairs"), default=30)
    has_wifi = models.BooleanField(_("wifi"), default=False)
    is_step_free = models.BooleanField(_("step-free"), default=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["venue__name", "name"]
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.UniqueConstraint(fields=["venue", "name"], name="room_once_a_venue")
        ]

    def __str__(self):
        return f"{self.venue.name}, {self.name}" if self.name else self.venue.name

    def clean(self):
        super().clean()
        check_bounds(self, {"seat_count": (1, 1000)})
