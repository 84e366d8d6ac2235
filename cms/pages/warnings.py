from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.pages.base import PublicPage
from cms.pages.lists import page_of
from cms.pages.openness import shown

SHOWN_HOURS = 72
LONGEST_DAYS = 90
MESSAGE_LENGTH = 300
LINE_LENGTH = 160
PAGE_SIZE = 20


class Kind(models.TextChoices):
    FRAUD = "fraud", pgettext_lazy("warning", "Fraud")
    SECURITY = "security", pgettext_lazy("warning", "Information security")
    DISASTER = "disaster", pgettext_lazy("warning", "Natural disaster")
    EPIDEMIC = "epidemic", pgettext_lazy("warning", "Epidemic")
    OUTAGE = "outage", pgettext_lazy("warning", "Power or water cut")
    OTHER = "other", pgettext_lazy("warning", "Other")


class Level(models.IntegerChoices):
    """The higher, the more urgent: lists sort by it."""

    INFO = 1, pgettext_lazy("warning", "Notice")
    CAUTION = 2, pgettext_lazy("warning", "Caution")
    URGENT = 3, pgettext_lazy("warning", "Urgent")


class WarningQuerySet(PageQuerySet):
    def current(self, *, at):
        """Return published warnings that run at a moment, the most urgent first."""
        return (
            self.live()
            .filter(starts_at__lte=at, ends_at__gt=at)
            .order_by("-level", "-starts_at", "-pk")
        )

    def over(self, *, at):
        return self.live().filter(ends_at__lte=at).order_by("-ends_at", "-pk")


def turning_points(*, since: datetime, until: datetime) -> list[datetime]:
    """Return the starts and ends of published warnings within a span; one query."""
    spans = (
        WarningPage.objects.live()
        .filter(Q(starts_at__range=(since, until)) | Q(ends_at__range=(since, until)))
        .order_by()
        .values_list("starts_at", "ends_at")
    )
    return [moment for span in spans for moment in span if since <= moment <= until]


class WarningsIndexPage(PublicPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.WarningPage"]
    max_count = 1
    template = "cms/warning_list.html"

    class Meta:
        verbose_name = _("list of warnings")

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        warnings = shown(WarningPage.objects.child_of(self))
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "current": list(warnings.current(at=now)),
            "over": page_of(warnings.over(at=now), request, size=PAGE_SIZE),
        }


def default_end():
    return timezone.now() + timedelta(hours=SHOWN_HOURS)


def few_lines(most: int):
    """Return a check for a text of at most `most` short lines."""

    def check(text: str):
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > most:
            raise ValidationError(_("At most %(most)d lines.") % {"most": most})
        if any(len(line) > LINE_LENGTH for line in lines):
            raise ValidationError(
                _("A line has at most %(most)d characters.") % {"most": LINE_LENGTH}
            )

    return check


def at_most_three_lines(text: str):
    few_lines(3)(text)


def at_most_two_lines(text: str):
    few_lines(2)(text)


class WarningPage(PublicPage):
    """A warning: plain text alone, and it ends by the clock.

    `starts_at <= now < ends_at` decides at each request, so neither the worker nor a
    stored page can keep it alive. `source_ref` names where it came from and is never
    shown; there is no foreign key, because that app may be absent.
    """

    SEARCH_KIND = "warning"

    kind = models.CharField(
        pgettext_lazy("warning", "kind"),
        max_length=20,
        choices=Kind,
        default=Kind.FRAUD,
    )
    level = models.PositiveSmallIntegerField(
        pgettext_lazy("warning", "level"), choices=Level, default=Level.CAUTION
    )
    message = models.TextField(
        _("what is happening"),
        max_length=MESSAGE_LENGTH,
        validators=[MaxLengthValidator(MESSAGE_LENGTH)],
    )
    do_now = models.TextField(
        _("what to do now"),
        max_length=500,
        validators=[at_most_three_lines],
        help_text=_("One to three short lines."),
    )
    dont = models.TextField(
        _("what not to do"),
        max_length=330,
        blank=True,
        validators=[at_most_two_lines],
        help_text=_("At most two short lines."),
    )
    hotline = models.CharField(_("call"), max_length=100, blank=True)
    villages = ParentalManyToManyField(
        "commune.Village",
        verbose_name=_("villages"),
        blank=True,
        related_name="+",
        help_text=_("None chosen means the whole commune."),
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), default=default_end)
    closed_note = models.CharField(_("how it ended"), max_length=300, blank=True)
    source_ref = models.CharField(
        _("where it came from"), max_length=60, blank=True, editable=False
    )
    request_key = models.CharField(
        max_length=64, null=True, blank=True, unique=True, editable=False
    )

    objects = PageManager.from_queryset(WarningQuerySet)()

    content_panels = [
        *PublicPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
        FieldPanel("message"),
        FieldPanel("do_now"),
        FieldPanel("dont"),
        FieldPanel("hotline"),
        FieldPanel("villages"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("closed_note"),
            ],
            heading=_("Shown from and until"),
        ),
    ]
    # No scheduled publishing: the two moments above decide, without the worker.
    settings_panels: list[FieldPanel] = []
    exclude_fields_in_copy = ["source_ref", "request_key"]
    parent_page_types = ["cms.WarningsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/warning.html"

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="warning_times")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="warning_ends_after_it_starts",
                violation_error_message=_("The end must lie after the start."),
            )
        ]

    def clean(self):
        super().clean()
        if not (self.starts_at and self.ends_at):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end must lie after the start.")})
        if self.ends_at > self.starts_at + timedelta(days=LONGEST_DAYS):
            raise ValidationError(
                {
                    "ends_at": _("A warning runs for at most %(days)d days.")
                    % {"days": LONGEST_DAYS}
                }
            )

    def serve(self, request, *args, **kwargs):
        is_preview = getattr(request, "is_preview", False)
        if not is_preview and self.starts_at > timezone.now():
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        names = [village.name for village in self.villages.all()]
        return context | {"village_names": names}

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def do_lines(self) -> list[str]:
        return [line for line in self.do_now.splitlines() if line.strip()]

    @property
    def dont_lines(self) -> list[str]:
        return [line for line in self.dont.splitlines() if line.strip()]

    def search_body(self):
        return "\n".join(
            [self.message, self.do_now, self.dont, str(self.get_kind_display())]
        )

    def search_note(self):
        return self.message

    def search_day(self):
        return timezone.localdate(self.starts_at)
