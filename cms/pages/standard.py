from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.pages.base import PublicPage, plain_text
from cms.pages.blocks import StoryBlock


class StandardPage(PublicPage):
    """A standing page: about the commune, accessibility, privacy."""

    SEARCH_KIND = "page"

    body = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def search_body(self):
        return plain_text(self.body)
