"""The groups of the house and the checks that every view of our own makes."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

RESPONDERS = "Responders"
RESPONSE_LEADS = "Response leads"
TRAINERS = "Trainers"
TRAINING_MANAGERS = "Training managers"
EDITORS = "Editors"
CHIEF_EDITORS = "Chief editors"
WARNING_OFFICERS = "Warning officers"
COMMUNITY_TEAMS = "Community teams"
LEADERSHIP = "Leadership"
ADMINISTRATORS = "Administrators"

ALL = (
    RESPONDERS,
    RESPONSE_LEADS,
    TRAINERS,
    TRAINING_MANAGERS,
    EDITORS,
    CHIEF_EDITORS,
    WARNING_OFFICERS,
    COMMUNITY_TEAMS,
    LEADERSHIP,
    ADMINISTRATORS,
)

LABELS = {
    RESPONDERS: _("Responders"),
    RESPONSE_LEADS: _("Response leads"),
    TRAINERS: _("Trainers"),
    TRAINING_MANAGERS: _("Training managers"),
    EDITORS: _("Editors"),
    CHIEF_EDITORS: _("Chief editors"),
    WARNING_OFFICERS: _("Warning officers"),
    COMMUNITY_TEAMS: _("Community teams"),
    LEADERSHIP: _("Leadership"),
    ADMINISTRATORS: _("Administrators"),
}


def label(group) -> str:
    """Return a group's name in the language of the page."""
    return str(LABELS.get(group.name, group.name))


def roles_of(user) -> frozenset[str]:
    """Return the names of an active user's groups; asks the database once a request."""
    if not user or not user.is_authenticated or not user.is_active:
        return frozenset()
    if not hasattr(user, "role_names_read"):
        user.role_names_read = frozenset(user.groups.values_list("name", flat=True))
    return user.role_names_read


def has_role(user, *names: str) -> bool:
    """Say whether a user is in one of these groups; `is_superuser` opens nothing."""
    return not roles_of(user).isdisjoint(names)


def check_role(request, *names: str) -> None:
    """Raise PermissionDenied when the request's user is in none of these groups."""
    if not has_role(request.user, *names):
        raise PermissionDenied


def role_required(*names: str):
    """Let only these groups in; visitors go to the login door, others get 403."""
    from django.contrib.auth.views import redirect_to_login

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            check_role(request, *names)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
