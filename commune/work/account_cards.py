"""What waits for administrators about accounts: a second word, the yearly review."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commune.access import roles
from commune.accounts import review
from commune.models import FactorReset
from commune.registry import Card


def resets_card(user) -> Card | None:
    """Return the requests to reset a second factor that this account may confirm."""
    if not roles.has_role(user, roles.ADMINISTRATORS):
        return None
    waiting = FactorReset.objects.waiting(at=timezone.now()).select_related("user")
    mine = list(waiting.exclude(asked_by=user).exclude(user=user))
    if not mine:
        return None
    return Card(
        title=_("Second factor: confirm a reset"),
        count=len(mine),
        lines=[(reset.user.get_username(), _address(reset)) for reset in mine],
    )


def review_card(user) -> Card | None:
    """Return the reminder that the accounts have not been looked through this year."""
    if not roles.has_role(user, roles.ADMINISTRATORS):
        return None
    if not review.is_due(timezone.now()):
        return None
    return Card(
        title=_("Yearly review of accounts"),
        url=reverse("commune_review"),
        action=_("Look through the accounts"),
    )


def _address(reset: FactorReset) -> str:
    return reverse("commune_account", args=[reset.user_id])
