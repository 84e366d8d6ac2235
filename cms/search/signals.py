from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from cms.pages.base import PublicPage
from cms.search import entries


def connect() -> None:
    """Keep the search in step with every page that is saved or deleted."""
    post_save.connect(_saved, dispatch_uid="cms-search-saved")
    post_delete.connect(_deleted, dispatch_uid="cms-search-deleted")


def _saved(sender, instance, raw=False, **kwargs):
    if isinstance(instance, PublicPage) and not raw:
        entries.page_saved(instance)


def _deleted(sender, instance, **kwargs):
    if isinstance(instance, PublicPage):
        entries.remove([instance.pk])
        index.remove_object(instance)
