from django.utils.translation import gettext_lazy as _

from cms.pages.base import PublicPage


class VillagesIndexPage(PublicPage):
    """The villages and their digital teams; a village's own page is a view."""

    SEARCH_KIND = "page"

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    template = "cms/village_list.html"

    class Meta:
        verbose_name = _("list of villages")

    def get_context(self, request, *args, **kwargs):
        from cms.villages.lists import villages_with_teams

        context = super().get_context(request, *args, **kwargs)
        return context | {"villages": villages_with_teams()}
