"""Hand in, publish and withdraw warnings: who may, and what it leaves behind."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.pages import WarningPage, WarningsIndexPage
from commune.vietnamese import slugify


def may_publish(user) -> bool:
    """Say whether a user publishes under the list of warnings."""
    index = WarningsIndexPage.objects.first()
    return bool(index and index.permissions_for_user(user).can_publish_subpage())


@transaction.atomic
def create(page: WarningPage, *, user) -> WarningPage:
    """Add a new warning and publish it, or hand it in where the user may not publish.

    Raises PermissionDenied where the user may not even write one.
    """
    # Of two with one title at one moment the second waits and gets another address.
    index = WarningsIndexPage.objects.select_for_update(of=("self",)).get()
    rights = index.permissions_for_user(user)
    if not rights.can_add_subpage():
        raise PermissionDenied
    to_the_minute(page)
    page.slug = free_slug(index, page.title)
    page.owner = user
    page.live = False
    page.has_unpublished_changes = True
    index.add_child(instance=page)
    if rights.can_publish_subpage():
        page.save_revision(user=user, log_action=True).publish(user=user)
    else:
        hand_in(page, user)
    page.refresh_from_db()
    return page


def twin_of(page: WarningPage, *, user, at: datetime) -> WarningPage | None:
    """Return a running warning that says the same, or one that `user` handed in."""
    handed_in = Q(live=False, first_published_at=None, owner=user)
    rows = WarningPage.objects.filter(title=page.title, message=page.message)
    return rows.filter(Q(live=True) | handed_in, ends_at__gt=at).first()


def to_the_minute(page: WarningPage) -> None:
    """Cut the seconds off its times: the editor's form shows none.

    With them an approver's unchanged form would count as an edit of one's own, and the
    workflow would ask for yet another approval.
    """
    page.starts_at = page.starts_at.replace(second=0, microsecond=0)
    page.ends_at = page.ends_at.replace(second=0, microsecond=0)


def hand_in(page: WarningPage, user) -> None:
    """Save a draft and start the site's workflow for it, where there is one."""
    page.save_revision(user=user, log_action=True)
    workflow = page.get_workflow()
    if workflow:
        workflow.start(page, user)


@transaction.atomic
def withdraw(page: WarningPage, *, user, reason: str) -> WarningPage:
    """End a running warning now; its page stays and says that it is over, and why.

    Raises PermissionDenied where the user may not publish it.
    """
    if not page.permissions_for_user(user).can_publish():
        raise PermissionDenied
    now = timezone.now()
    # From what is public, not from the latest draft, which nobody has approved.
    page = WarningPage.objects.get(pk=page.pk)
    page.starts_at = min(page.starts_at, now - timedelta(seconds=1))
    page.ends_at = now
    page.closed_note = reason
    page.save_revision(user=user, log_action=True).publish(user=user)
    page.refresh_from_db()
    return page


def free_slug(index: WarningsIndexPage, title: str) -> str:
    base = slugify(title)[:80].strip("-") or "canh-bao"
    taken = set(index.get_children().values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug
