"""Many new pages under one parent at once; `add_child` asks twenty times for each."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.pages.base import PublicPage, clean_texts


@transaction.atomic
def plant(parent: Page, pages: Sequence[PublicPage]) -> None:
    """Publish new pages below `parent`, in their order, and let the search know them.

    The caller has validated them; slugs must be free. Many-to-many fields stay empty.
    Writes the base rows in one statement and the rows of each type without signals.
    """
    if not pages:
        return
    paths = _free_paths(parent, len(pages))
    for page, path in zip(pages, paths, strict=True):
        _place(page, parent, path)
    rows = Page.objects.bulk_create([_base_row(page) for page in pages])
    for page, row in zip(pages, rows, strict=True):
        page.id = page.page_ptr_id = row.pk
        page.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))
    parent.refresh_from_db(fields=["numchild"])
    _tell(pages)


def _free_paths(parent: Page, count: int) -> list[str]:
    last = parent.get_last_child()
    taken = Page._str2int(last.path[-Page.steplen :]) if last else 0  # noqa: SLF001
    return [
        Page._get_path(parent.path, parent.depth + 1, taken + number)  # noqa: SLF001
        for number in range(1, count + 1)
    ]


def _place(page: PublicPage, parent: Page, path: str) -> None:
    now = timezone.now()
    clean_texts(page)
    page.path = path
    page.depth = parent.depth + 1
    page.numchild = 0
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.draft_title = page.title
    page.locale_id = parent.locale_id
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.first_published_at or now
    page.last_published_at = page.latest_revision_created_at = now


def _base_row(page: PublicPage) -> Page:
    fields = [f for f in Page._meta.concrete_fields if not f.primary_key]
    return Page(**{f.attname: getattr(page, f.attname) for f in fields})


def _tell(pages: Sequence[PublicPage]) -> None:
    from cms import page_cache
    from cms.search import entries

    entries.store(list(pages))
    page_cache.drop_all()
