from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.pages.base import PublicPage, plain_text
from cms.pages.blocks import CleanTextBlock, DocumentRowBlock, FeeRowBlock


class OnlineLevel(models.TextChoices):
    """How far a procedure can be done online."""

    FULL = "full", pgettext_lazy("procedure", "Entirely online")
    PARTIAL = "partial", pgettext_lazy("procedure", "Partly online")
    IN_PERSON = "in_person", pgettext_lazy("procedure", "In person")


class Audience(models.TextChoices):
    PEOPLE = "people", pgettext_lazy("procedure", "Citizens")
    ORGANISATIONS = "organisations", pgettext_lazy("procedure", "Organisations")
    BOTH = "both", pgettext_lazy("procedure", "Citizens and organisations")


class TimeUnit(models.TextChoices):
    HOUR = "hour", pgettext_lazy("time limit", "hours")
    DAY = "day", pgettext_lazy("time limit", "days")
    WORKING_DAY = "working_day", pgettext_lazy("time limit", "working days")
    MONTH = "month", pgettext_lazy("time limit", "months")


class Force(models.TextChoices):
    IN_FORCE = "in_force", pgettext_lazy("procedure", "In force")
    OUT_OF_FORCE = "out_of_force", pgettext_lazy("procedure", "No longer in force")


class ProceduresIndexPage(PublicPage):
    SEARCH_KIND = "page"

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.ProcedurePage"]
    max_count = 1
    template = "cms/procedure_list.html"

    class Meta:
        verbose_name = _("list of procedures")

    def get_context(self, request, *args, **kwargs):
        from cms.procedures.lists import list_context

        context = super().get_context(request, *args, **kwargs)
        return context | list_context(self, request)


class ProcedurePage(PublicPage):
    """An administrative procedure (TTHC), imported from the official list.

    `title` is `name` cut at a word: names reach 1,100 characters. A procedure that
    leaves the list goes out of force; it is never deleted.
    """

    SEARCH_KIND = "procedure"

    code = models.CharField(
        pgettext_lazy("procedure", "code"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[0-9]\.[0-9]{6}$", _("As in 1.004873."))],
    )
    name = models.TextField(pgettext_lazy("procedure", "full name"), max_length=2000)
    field = models.CharField(
        pgettext_lazy("procedure", "field"), max_length=500, db_index=True
    )
    level = models.CharField(
        pgettext_lazy("procedure", "level"),
        max_length=20,
        choices=OnlineLevel,
        blank=True,
    )
    audience = models.CharField(
        _("filter: for whom"), max_length=20, choices=Audience, blank=True
    )
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    force = models.CharField(
        pgettext_lazy("procedure", "state"),
        max_length=20,
        choices=Force,
        default=Force.IN_FORCE,
    )
    issuer = models.CharField(_("issued by"), max_length=500, blank=True)
    agencies = models.TextField(
        _("carried out by"), blank=True, help_text=_("One authority a line.")
    )
    summary = models.TextField(_("in short"), max_length=500, blank=True)
    steps = StreamField(
        [("step", CleanTextBlock(label=_("Step"), rows=3, max_length=5000))],
        verbose_name=_("steps"),
        blank=True,
    )
    documents = StreamField(
        [("document", DocumentRowBlock())], verbose_name=_("dossier"), blank=True
    )
    dossier_count = models.PositiveSmallIntegerField(_("number of sets"), default=1)
    time_number = models.PositiveSmallIntegerField(
        _("time limit"), null=True, blank=True
    )
    time_unit = models.CharField(
        pgettext_lazy("time limit", "unit"),
        max_length=20,
        choices=TimeUnit,
        blank=True,
    )
    time_note = models.CharField(_("on the time limit"), max_length=500, blank=True)
    fees = StreamField([("fee", FeeRowBlock())], verbose_name=_("fees"), blank=True)
    requirements = models.TextField(_("conditions"), blank=True)
    result = models.CharField(_("result"), max_length=500, blank=True)
    office = models.CharField(_("where to hand in"), max_length=300, blank=True)
    legal_basis = models.TextField(
        _("legal basis"), blank=True, help_text=_("One text a line.")
    )
    portal_url = models.URLField(_("page on the national portal"), blank=True)
    decision_no = models.CharField(_("decision"), max_length=100, blank=True)
    synonyms = models.CharField(
        _("other words for it"),
        max_length=300,
        blank=True,
        help_text=_("What people call it; the search finds these."),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    content_panels = [
        *PublicPage.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("force")]),
        FieldPanel("name"),
        FieldPanel("field"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("audience")]),
        FieldPanel("for_whom"),
        FieldPanel("summary"),
        FieldPanel("steps"),
        FieldPanel("documents"),
        FieldPanel("dossier_count"),
        FieldRowPanel([FieldPanel("time_number"), FieldPanel("time_unit")]),
        FieldPanel("time_note"),
        FieldPanel("fees"),
        FieldPanel("requirements"),
        FieldPanel("result"),
        MultiFieldPanel(
            [
                FieldPanel("office"),
                FieldPanel("agencies"),
                FieldPanel("issuer"),
                FieldPanel("legal_basis"),
                FieldPanel("decision_no"),
                FieldPanel("portal_url"),
                FieldPanel("checked_on"),
            ],
            heading=_("Authority and legal basis"),
        ),
        FieldPanel("synonyms"),
    ]
    exclude_fields_in_copy = ["code"]
    parent_page_types = ["cms.ProceduresIndexPage"]
    subpage_types: list[str] = []
    template = "cms/procedure.html"

    class Meta:
        verbose_name = _("administrative procedure")
        verbose_name_plural = _("administrative procedures")

    @property
    def is_searchable(self):
        return self.force == Force.IN_FORCE

    @property
    def is_out_of_force(self) -> bool:
        return self.force == Force.OUT_OF_FORCE

    @property
    def time_limit(self) -> str:
        """Return "5 working days" in the visitor's language, or nothing."""
        if not (self.time_number and self.time_unit):
            return ""
        return f"{self.time_number} {self.get_time_unit_display()}"

    @property
    def agency_lines(self) -> list[str]:
        return [line for line in self.agencies.splitlines() if line.strip()]

    @property
    def legal_basis_lines(self) -> list[str]:
        return [line for line in self.legal_basis.splitlines() if line.strip()]

    def search_heading(self):
        return self.name

    def search_body(self):
        return "\n".join([self.summary, self.field, plain_text(self.steps)])

    def search_words(self):
        return f"{self.code} {self.synonyms} {self.decision_no}"

    def search_note(self):
        return f"{self.code} · {self.field}"

    def search_day(self):
        return None
