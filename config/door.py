from allauth.account.views import login
from django.core.exceptions import PermissionDenied

from commune.access.client import carries_session


def login_door(request):
    """The one login door.

    Wagtail sends a signed-in account without its permission here, and allauth sends a
    signed-in account back: such an account gets 403 instead of a circle.
    """
    if (
        carries_session(request)
        and request.user.is_authenticated
        and request.GET.get("next", "").startswith("/quan-tri/")
        and not request.user.has_perm("wagtailadmin.access_admin")
    ):
        raise PermissionDenied
    return login(request)
