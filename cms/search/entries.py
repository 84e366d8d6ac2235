"""The search's own table: one row a page, everything a result needs in one query."""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, models
from django.utils.translation import pgettext_lazy
from wagtail.search import index
from wagtail.search.backends import get_search_backends
from wagtail.search.models import IndexEntry
from wagtail.search.queryset import SearchableQuerySetMixin

from cms.pages.base import PublicPage
from cms.search.words import mark
from commune.vietnamese import fold

LONGEST_TEXT = 20_000
LONGEST_MARKED = 6_000
BATCH = 500
MANY = 100


class ResultKind(models.TextChoices):
    NEWS = "news", pgettext_lazy("search", "News")
    WARNING = "warning", pgettext_lazy("search", "Warning")
    PROCEDURE = "procedure", pgettext_lazy("search", "Procedure")
    DOCUMENT = "document", pgettext_lazy("search", "Legal document")
    PAGE = "page", pgettext_lazy("search", "Page")


class SearchEntryQuerySet(SearchableQuerySetMixin, models.QuerySet):
    pass


class SearchEntry(index.Indexed, models.Model):
    """What the search knows of one page.

    `title` is folded, `heading` as written; the marked texts hold words with their
    tones as digits (see `cms.search.words.mark`). Whether the page may be shown is
    asked of the page itself at each search.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, primary_key=True, related_name="+"
    )
    kind = models.CharField(max_length=20, choices=ResultKind)
    heading = models.TextField()
    note = models.TextField(blank=True)
    day = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    marked_title = models.TextField()
    marked_text = models.TextField(blank=True)

    objects = SearchEntryQuerySet.as_manager()

    search_auto_update = False
    # The field named "title" has a column of its own in both databases' index.
    search_fields = [index.SearchField("title", boost=4), index.SearchField("text")]

    class Meta:
        verbose_name = pgettext_lazy("search", "search entry")

    def __str__(self):
        return self.heading


_postponed: ContextVar[list[PublicPage] | None] = ContextVar(
    "postponed_pages", default=None
)


@contextmanager
def in_one_go():
    """Index all pages saved inside together at the end: imports need seconds less."""
    waiting: list[PublicPage] = []
    token = _postponed.set(waiting)
    try:
        yield
        pages = {page.pk: page for page in waiting}
    finally:
        _postponed.reset(token)
    store(list(pages.values()))


def page_saved(page: PublicPage) -> None:
    """Index a page now, or at the end of `in_one_go`."""
    waiting = _postponed.get()
    if waiting is None:
        store([page])
    else:
        waiting.append(page)


def store(pages: list[PublicPage]) -> None:
    """Write the entries of these pages, and both indexes of the search backend."""
    shown = [entry_for(page) for page in pages if page.is_searchable]
    hidden = [page.pk for page in pages if not page.is_searchable]
    remove(hidden)
    fields = [f.name for f in SearchEntry._meta.concrete_fields if not f.primary_key]
    SearchEntry.objects.bulk_create(
        shown,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=fields,
        batch_size=BATCH,
    )
    add_to_index(SearchEntry, shown)
    for model in {type(page) for page in pages}:
        add_to_index(model, [page for page in pages if type(page) is model])
    if len(pages) >= MANY:
        refresh_statistics()


def remove(page_ids: Iterable[int]) -> None:
    for entry in SearchEntry.objects.filter(pk__in=list(page_ids)):
        index.remove_object(entry)
        entry.delete()


def add_to_index(model: type[models.Model], objects: list) -> None:
    for backend in get_search_backends(with_auto_update=True):
        model_index = backend.get_index_for_model(model)
        for start in range(0, len(objects), BATCH):
            model_index.add_items(model, objects[start : start + BATCH])


def entry_for(page: PublicPage) -> SearchEntry:
    heading = page.search_heading()
    body = page.search_body()[:LONGEST_TEXT]
    words = page.search_words()
    return SearchEntry(
        page_id=page.pk,
        kind=page.SEARCH_KIND,
        heading=heading,
        note=page.search_note(),
        day=page.search_day(),
        starts_at=getattr(page, "starts_at", None),
        ends_at=getattr(page, "ends_at", None),
        title=fold(heading),
        text=fold(f"{words}\n{body}"),
        marked_title=mark(heading),
        marked_text=mark(f"{words}\n{body}"[:LONGEST_MARKED]),
    )


def refresh_statistics() -> None:
    """Let the database count its index anew.

    SQLite otherwise takes the index for ten rows long and asks the full text once for
    each of them: a search of nine words took 170 ms instead of 1. Both databases know
    this statement.
    """
    table = connection.ops.quote_name(IndexEntry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")
