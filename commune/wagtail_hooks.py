"""The admin in our house: strict CSP, Vietnamese slugs, a menu for each role."""

from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_user_model
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from commune import conf
from commune.access import roles
from commune.access.user_desk import (
    OthersRoleBulkAction,
    RefusedDeleteBulkAction,
    RefusedStateBulkAction,
)
from commune.access.users import UsersConfig
from commune.desk import rulebook_files
from commune.desk.group import GroundGroup
from commune.desk.health import DecisionView, HealthView, TryAllAgainView
from commune.desk.home import CardsPanel
from commune.rulebook.books import books_for

WRITERS = (roles.EDITORS, roles.CHIEF_EDITORS, roles.WARNING_OFFICERS)

# Main menu entries of Wagtail itself that only these roles have a use for; the
# entries of our own apps ask the permission themselves.
MENU_ROLES: dict[str, tuple[str, ...]] = {
    "explorer": (*WRITERS, roles.TRAINING_MANAGERS),
    "images": (*WRITERS, roles.TRAINING_MANAGERS),
    "documents": (*WRITERS, roles.TRAINING_MANAGERS),
    "snippets": (*WRITERS, roles.ADMINISTRATORS),
    "reports": (*WRITERS, roles.ADMINISTRATORS),
    "settings": (roles.ADMINISTRATORS, roles.CHIEF_EDITORS),
    "help": (),  # leads to Wagtail's English pages
}


@hooks.register("register_admin_viewset")
def register_ground_viewsets():
    return GroundGroup()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html(
        '<link rel="stylesheet" href="{}">', static("commune/admin/admin.css")
    )


@hooks.register("insert_global_admin_js")
def admin_js():
    return format_html(
        '<script src="{}"></script>'
        '<script type="module" src="{}"></script>'
        '<script type="module" src="{}"></script>'
        '<script type="module" src="{}"></script>',
        static("commune/admin/words.js"),
        static("commune/admin/start.js"),
        static("commune/admin/slug.js"),
        static("commune/admin/autosave.js"),
    )


@hooks.register("construct_main_menu", order=100)
def keep_what_a_role_uses(request, items):
    items[:] = [
        item
        for item in items
        if item.name not in MENU_ROLES
        or request.user.is_superuser
        or roles.has_role(request.user, *MENU_ROLES[item.name])
    ]


@hooks.register("construct_homepage_panels")
def cards_panel(request, panels):
    panels.append(CardsPanel())


@hooks.register("register_admin_menu_item")
def start_page_item():
    return MenuItem(
        _("My work"), reverse("work_start"), name="work", icon_name="home", order=1
    )


class LanguageItem(MenuItem):
    """Leads to the choice of language and, after it, back to the same screen."""

    def render_component(self, request):
        item = super().render_component(request)
        item.url = f"{self.url}?{urlencode({'next': request.get_full_path()})}"
        return item


@hooks.register("register_admin_menu_item")
def language_item():
    return LanguageItem(
        _("Language"),
        reverse("staff_language"),
        name="language",
        icon_name="globe",
        order=9000,
    )


@hooks.register("register_admin_urls")
def health_urls():
    return [
        path("suc-khoe/", HealthView.as_view(), name="commune_health"),
        path(
            "suc-khoe/tin/gui-lai-tat-ca/",
            TryAllAgainView.as_view(),
            name="commune_try_all_again",
        ),
        path(
            "suc-khoe/tin/<int:pk>/<slug:decision>/",
            DecisionView.as_view(),
            name="commune_decide",
        ),
    ]


@hooks.register("register_admin_urls")
def rulebook_urls():
    book = rulebook_files
    return [
        path("so-quy-dinh/", book.OverviewView.as_view(), name="commune_rulebook"),
        path(
            "so-quy-dinh/tai-ve/",
            book.ExportView.as_view(),
            name="commune_rulebook_export",
        ),
        path(
            "so-quy-dinh/nhap/",
            book.ImportView.as_view(),
            name="commune_rulebook_import",
        ),
    ]


class RulebookItem(MenuItem):
    def is_shown(self, request):
        return bool(books_for(request.user, "view", "change"))


@hooks.register("register_admin_menu_item")
def rulebook_item():
    return RulebookItem(
        _("Rulebook"),
        reverse("commune_rulebook"),
        name="rulebook",
        icon_name="list-ul",
        order=685,
    )


class AdministratorsItem(MenuItem):
    def is_shown(self, request):
        return roles.has_role(request.user, roles.ADMINISTRATORS)


@hooks.register("register_admin_menu_item")
def health_item():
    return AdministratorsItem(
        _("State of the system"),
        reverse("commune_health"),
        name="health",
        icon_name="circle-check",
        order=690,
    )


if conf.keeps_accounts():

    @hooks.register("register_admin_urls")
    def account_urls():
        from commune.desk.account_urls import urlpatterns

        return urlpatterns

    @hooks.register("register_admin_menu_item")
    def accounts_item():
        return AdministratorsItem(
            _("Accounts"),
            reverse("wagtailusers_users:index"),
            name="accounts",
            icon_name="user",
            order=680,
        )


@hooks.register("register_log_actions")
def rulebook_log_actions(actions):
    text = _("Rule checked against its source")
    actions.register_action("commune.rulebook.verified", text, text)


@hooks.register("register_log_actions")
def outbox_log_actions(actions):
    for name, text in {
        "try-again": _("Message sent again"),
        "set-aside": _("Message set aside"),
        "arrived": _("Message noted as arrived"),
        "told": _("Person told by staff"),
        "told-undone": _("Mark of a told person taken back"),
    }.items():
        actions.register_action(f"commune.outbox.{name}", text, text)


@hooks.register("register_account_menu_item")
def account_security(request):
    if not conf.keeps_accounts():
        return None
    return {
        "url": reverse("mfa_index"),
        "label": _("Password and second factor"),
        "help_text": _("Change the password, set up the second factor, see devices."),
    }


if isinstance(apps.get_app_config("wagtailusers"), UsersConfig):
    for action in (
        RefusedDeleteBulkAction,
        RefusedStateBulkAction,
        OthersRoleBulkAction,
    ):
        action.models = [get_user_model()]
        hooks.register("register_bulk_action", action, order=100)
