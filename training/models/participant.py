from datetime import date
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from commune.models import Village
from commune.vietnamese import SORT_KEY_MAX_LENGTH, fold, name_sort_key

ADULT_AGE = 16


class PhoneOf(models.TextChoices):
    SELF = "self", _("My own number")
    RELATIVE = "relative", _("A relative's number")
    TEAM = "team", _("The village digital team's number")


class Gender(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNTOLD = "", _("Not told")


class Person(models.Model):
    """Somebody who learns. A phone may be shared, so it identifies nobody.

    There is no field for an identity number, ethnicity or health: classes count such
    groups without names.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    full_name = models.CharField(_("full name"), max_length=100)
    name_key = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=SORT_KEY_MAX_LENGTH, editable=False)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"))
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender, blank=True, default=Gender.UNTOLD
    )
    village = models.ForeignKey(Village, models.PROTECT, verbose_name=_("village"))
    phone_e164 = models.CharField(_("phone"), max_length=20, blank=True)
    phone_of = models.CharField(
        _("whose number"), max_length=20, choices=PhoneOf, blank=True
    )
    guardian_name = models.CharField(_("guardian"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    history = HistoricalRecords(excluded_fields=["phone_e164", "sort_key", "name_key"])

    class Meta:
        ordering = ["sort_key", "birth_year", "pk"]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        indexes = [models.Index(fields=["name_key", "birth_year", "village"])]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.name_key = fold(self.full_name)[:120]
        self.sort_key = name_sort_key(self.full_name)
        super().save(*args, **kwargs)

    def is_minor(self, *, on: date) -> bool:
        """Say whether a guardian must agree; by the year, for no day is known."""
        return is_minor(self.birth_year, on=on)


def is_minor(birth_year: int, *, on: date) -> bool:
    return on.year - birth_year < ADULT_AGE
