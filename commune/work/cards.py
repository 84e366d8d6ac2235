"""The ground floor's own blocks on the start pages: notes, people to tell, trouble."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commune.access import roles
from commune.models import OutboxMessage
from commune.registry import Card
from commune.rulebook.books import books_for, to_verify

SHOWN = 3


def rulebook_card(user) -> Card | None:
    """Return how many rules are to be checked against their source again."""
    today = timezone.localdate()
    count = sum(
        to_verify(model, today=today).count()
        for model in books_for(user, "view", "change")
    )
    if not count or not user.has_perm("wagtailadmin.access_admin"):
        return None
    return Card(
        title=_("Rules to check against their source"),
        url=reverse("commune_rulebook"),
        count=count,
        action=_("Rulebook"),
    )


def inbox_card(user) -> Card | None:
    """Return the unread notes of an account; nothing where it has none."""
    unread = OutboxMessage.objects.inbox_of(user).filter(handled_at=None)
    count = unread.count()
    if not count:
        return None
    url = reverse("work_inbox")
    return Card(
        title=_("Unread notes"),
        url=url,
        count=count,
        lines=[(note.subject, f"{url}#tin-{note.pk}") for note in unread[:SHOWN]],
        action=_("All notes"),
    )


def by_hand_card(user) -> Card | None:
    """Return how many people staff are to call or to tell in person."""
    names = roles.roles_of(user)
    count = OutboxMessage.objects.by_hand_for(names).count() if names else 0
    if not count:
        return None
    return Card(
        title=_("People to tell"),
        url=reverse("work_by_hand"),
        count=count,
        action=_("Open the list"),
    )


def health_card(user) -> Card | None:
    """Return what an administrator must act on; nothing while all is in order."""
    from commune.upkeep import health

    if not roles.has_role(user, roles.ADMINISTRATORS):
        return None
    found = health.troubles(timezone.now())
    if not found:
        return None
    try:
        url = reverse("commune_health")
    except NoReverseMatch:  # a host without the admin
        url = ""
    return Card(
        title=pgettext("card", "The system needs you"),
        url=url,
        lines=[(f"{finding.subject}: {finding.text}", url) for finding in found],
    )
