from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from training.models.bounds import check_bounds
from training.models.rules import Competence


class Track(models.TextChoices):
    DIGITAL = "digital", _("Digital skills")
    AI = "ai", _("Artificial intelligence")


class Course(models.Model):
    """What is taught; the record. Its story, if any, is a `CoursePage`.

    `outline` holds one line a session: "Title: content".
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    title = models.CharField(pgettext_lazy("course", "title"), max_length=150)
    track = models.CharField(
        _("track"), max_length=20, choices=Track, default=Track.DIGITAL
    )
    audience = models.CharField(_("for whom"), max_length=150, blank=True)
    session_count = models.PositiveSmallIntegerField(
        _("number of sessions"),
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    periods_per_session = models.PositiveSmallIntegerField(
        _("periods a session"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    min_age = models.PositiveSmallIntegerField(_("minimum age"), default=0)
    class_size = models.PositiveSmallIntegerField(
        _("usual class size"),
        default=25,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
    )
    outline = models.TextField(
        _("outline"), blank=True, help_text=_("One line a session: title: content.")
    )
    completion_text = models.CharField(_("completed when"), max_length=300, blank=True)
    competences = models.ManyToManyField(
        Competence, blank=True, related_name="courses", verbose_name=_("competences")
    )
    is_public = models.BooleanField(_("shown to residents"), default=True)
    is_archived = models.BooleanField(_("no longer taught"), default=False)

    history = HistoricalRecords(m2m_fields=[competences])

    class Meta:
        ordering = ["code"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        check_bounds(self, {"min_age": (0, 100)})

    def outline_lines(self) -> list[tuple[str, str]]:
        """Return (title, content) of each session in the outline."""
        lines = [line for line in self.outline.splitlines() if line.strip()]
        return [
            (title.strip(), content.strip())
            for title, _colon, content in (line.partition(":") for line in lines)
        ]
