"""What the public site does when pages and places change, and what it tells others."""

import uuid
from datetime import datetime

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search import index
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms import page_cache
from cms.pages import WarningPage
from cms.pages.base import PublicPage, address_of
from cms.search import entries
from commune import outbox
from commune.models import CommunityTeam, TeamMember, Village, VillageName

# Sent after commit, at least once, with source_ref, state ("published", "withdrawn"),
# url and at, the moment of the change: late news may come after newer news.
warning_state_changed = Signal()
STATE_JOB = "cms-warning-state"

# What saving a draft writes; nothing of it reaches a visitor.
DRAFT_FIELDS = {
    *("latest_revision", "latest_revision_created_at", "draft_title"),
    *("has_unpublished_changes", "approved_schedule"),
    *("locked", "locked_at", "locked_by"),
}
SHOWN_MODELS = (
    *(Site, PageViewRestriction),
    *(Village, VillageName, CommunityTeam, TeamMember),
)


def connect() -> None:
    post_save.connect(_page_saved, dispatch_uid="cms-page-saved")
    post_delete.connect(_page_deleted, dispatch_uid="cms-page-deleted")
    page_published.connect(_warning_published, sender=WarningPage)
    page_unpublished.connect(_warning_unpublished, sender=WarningPage)
    post_page_move.connect(_drop, dispatch_uid="cms-page-moved")
    for model in SHOWN_MODELS:
        uid = f"cms-shown-{model.__name__}"
        post_save.connect(_drop, sender=model, dispatch_uid=uid)
        post_delete.connect(_drop, sender=model, dispatch_uid=uid)


def _page_saved(sender, instance, raw=False, update_fields=None, **kwargs):
    if raw or not isinstance(instance, Page) or _is_draft_only(update_fields):
        return
    page_cache.drop_all()
    if isinstance(instance, PublicPage):
        # A partial save may be made of an object that holds a draft's text.
        page = type(instance).objects.get(pk=instance.pk) if update_fields else instance
        entries.page_saved(page)


def _is_draft_only(update_fields) -> bool:
    return bool(update_fields) and set(update_fields) <= DRAFT_FIELDS


def _page_deleted(sender, instance, **kwargs):
    if isinstance(instance, Page):
        page_cache.drop_all()
    if isinstance(instance, PublicPage):
        entries.remove([instance.pk])
        index.remove_object(instance)


def _drop(sender, **kwargs):
    page_cache.drop_all()


def _warning_published(sender, instance, **kwargs):
    _tell_state(instance, "withdrawn" if instance.is_over else "published")


def _warning_unpublished(sender, instance, **kwargs):
    _tell_state(instance, "withdrawn")


def _tell_state(page: WarningPage, state: str) -> None:
    """Note, in the transaction of the change, that who asked is to hear of it."""
    if page.source_ref:
        values = {
            "source_ref": page.source_ref,
            "state": state,
            "url": address_of(page),
            "at": timezone.now().isoformat(),
        }
        key = f"warning-state-{uuid.uuid4().hex}"
        outbox.put_job(STATE_JOB, values, key=key, about=page.source_ref)


def send_state(values: dict) -> None:
    """Tell the listeners how a warning stands; a job of the outbox.

    Raises the first listener's error, so that all are told again later.
    """
    told = values | {"at": datetime.fromisoformat(values["at"])}
    for _receiver, answer in warning_state_changed.send_robust(WarningPage, **told):
        if isinstance(answer, Exception):
            raise answer
