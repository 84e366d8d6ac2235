"""The office's side of the public site: fewer menus, one button for warnings."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldRowPanel
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import IndexView

from cms.search.synonyms import SearchSynonym
from cms.warnings.views import WRITERS
from commune.access import roles
from commune.desk.rulebook import RulebookViewSet
from commune.vietnamese import fold

# Entries of Wagtail's menu that nobody of the commune's offices has a use for.
HIDDEN_FROM_ALL = {"help"}
HIDDEN_REPORTS = {"aging-pages", "site-history", "page-types-usage"}


class WarningPanel(Component):
    """The first thing on the desk: the way to issue a warning."""

    order = 10
    template_name = "cms/desk/warning_panel.html"

    def get_context_data(self, parent_context):
        return {"url": reverse("cms:warning_new")}


@hooks.register("construct_homepage_panels")
def add_warning_panel(request, panels):
    if roles.has_role(request.user, *WRITERS):
        panels.append(WarningPanel())


@hooks.register("construct_main_menu")
def leave_out_useless_entries(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_FROM_ALL]


@hooks.register("construct_reports_menu")
def leave_out_useless_reports(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN_REPORTS]


@hooks.register("register_admin_viewset")
def register_synonyms():
    return SynonymViewSet("searchsynonym", url_prefix="tu-dong-nghia")


class SynonymIndexView(IndexView):
    """A short list: folded on both sides, as residents' own search is."""

    is_searchable = True

    def search_queryset(self, queryset):
        words = fold(self.search_query or "").split()
        if not words:
            return queryset
        rows = queryset.values_list("pk", "alias", "words", "label")
        found = [
            pk
            for pk, *texts in rows
            if all(word in fold(" ".join(texts)) for word in words)
        ]
        return queryset.filter(pk__in=found)


class SynonymViewSet(RulebookViewSet):
    model = SearchSynonym
    index_view_class = SynonymIndexView
    icon = "search"
    menu_label = _("Search synonyms")
    add_to_settings_menu = True
    own_panels = [FieldRowPanel(["alias", "words"])]
