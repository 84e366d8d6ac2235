"""Wagtail's user admin in our house: accounts are switched off, never deleted."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS for `wagtail.users`."""

    default = False
    user_viewset = "commune.access.user_desk.UserViewSet"
    group_viewset = "commune.access.user_desk.GroupViewSet"
