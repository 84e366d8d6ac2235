from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from commune.vietnamese import can_be_called, fold


class VillageQuerySet(models.QuerySet):
    def valid(self, *, on: date):
        """Return the villages that exist on a day."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gt=on),
        )


class Village(models.Model):
    """A village (thôn); renamed and merged by `commune.places`, never deleted.

    `valid_to` is the first day on which it no longer exists.
    """

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveIntegerField(_("position in lists"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("merged into"),
    )

    objects = VillageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gt=F("valid_from")),
                name="village_ends_after_it_starts",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_to__isnull=False),
                name="village_merged_has_an_end",
                violation_error_message=_("A merged village needs its last day."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("pk")),
                name="village_is_not_its_own_successor",
                violation_error_message=_("A village cannot be merged into itself."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse the name of another village that has not ended."""
        super().clean()
        others = Village.objects.filter(valid_to=None).exclude(pk=self.pk)
        names = {fold(name) for name in others.values_list("name", flat=True)}
        if self.valid_to is None and fold(self.name or "") in names:
            raise ValidationError({"name": _("Another village has this name already.")})

    def present(self) -> "Village":
        """Return the village that stands today where this one stood."""
        village = self
        while village.successor:
            village = village.successor
        return village


class VillageName(models.Model):
    """A name that a village bore before; search and imports still find it."""

    village = models.ForeignKey(
        Village, models.CASCADE, related_name="former_names", verbose_name=_("village")
    )
    name = models.CharField(_("name"), max_length=100)
    valid_to = models.DateField(_("valid until"))

    class Meta:
        ordering = ["-valid_to"]
        verbose_name = _("former village name")
        verbose_name_plural = _("former village names")

    def __str__(self):
        return self.name


def check_phone(phone: str) -> None:
    """Refuse a text that nobody can call; raise ValidationError for `phone`."""
    if phone and not can_be_called(phone):
        message = _("Write the telephone number in figures, at least three.")
        raise ValidationError({"phone": message})


class Unit(models.Model):
    """An office of the commune: a division, the public service centre, a station."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    position = models.PositiveIntegerField(_("position in lists"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        check_phone(self.phone)
