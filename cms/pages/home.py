from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms import bridges
from cms.pages.base import PublicPage
from cms.pages.blocks import TaskLinkBlock


class HomePage(PublicPage):
    """The start page: warnings, search, the usual errands, news, classes, contact."""

    top_tasks = StreamField(
        [("task", TaskLinkBlock())],
        verbose_name=_("usual errands"),
        blank=True,
        max_num=8,
    )
    office_address = models.CharField(_("office address"), max_length=200, blank=True)
    office_phone = models.CharField(_("office phone"), max_length=30, blank=True)
    office_email = models.EmailField(_("office e-mail"), blank=True)
    office_hours = models.TextField(_("office hours"), max_length=300, blank=True)

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("top_tasks"),
        MultiFieldPanel(
            [
                FieldPanel("office_address"),
                FieldPanel("office_phone"),
                FieldPanel("office_email"),
                FieldPanel("office_hours"),
            ],
            heading=_("Contact"),
        ),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.NewsIndexPage",
        "cms.WarningsIndexPage",
        "cms.ProceduresIndexPage",
        "cms.LegalDocumentsIndexPage",
        "cms.VillagesIndexPage",
        "cms.StandardPage",
        *bridges.page_types(),
    ]
    max_count = 1
    template = "cms/home.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from cms.home import home_context

        context = super().get_context(request, *args, **kwargs)
        return context | home_context()
