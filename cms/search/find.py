"""One search over pages, villages and classes, within ten queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import pgettext_lazy
from wagtail.search.query import Or, PlainText, SearchQuery

from cms import bridges
from cms.pages.base import address_of
from cms.pages.openness import closed
from cms.search.entries import ResultKind, SearchEntry
from cms.search.ranking import Ranked, rank, title_rank
from cms.search.synonyms import folded_synonyms
from cms.search.words import Query, contains, mark, with_synonyms
from cms.villages.lists import villages_matching
from commune.vietnamese import fold

MOST = 200
MOST_TITLES = 1000
KIND_LABELS = {
    **dict(ResultKind.choices),
    "village": pgettext_lazy("search", "Village"),
    "class": pgettext_lazy("search", "Class"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the list; `kind` is the word of its badge."""

    heading: str
    address: str
    kind: str
    note: str = ""
    day: date | None = None
    is_over: bool = False

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])


def find(query: Query, *, at: datetime, today: date) -> Ranked:
    """Return what fits a query, at most 200 pages, in the order to show them."""
    places = [*_villages(query, today), *_classes(query, at)]
    entries = rank(
        _entries(query, at, today),
        query,
        texts=lambda e: (e.title, e.marked_title, e.marked_text),
    )
    return Ranked(
        [*places, *(_result(entry, at) for entry in entries.exact)],
        [_result(entry, at) for entry in entries.near],
    )


def _entries(query: Query, at: datetime, today: date) -> list[SearchEntry]:
    ids = list(dict.fromkeys(_candidates(_any_of(query, today), query)))
    shown = (
        SearchEntry.objects.filter(~closed("page__"), pk__in=ids, page__live=True)
        .exclude(starts_at__gt=at)
        .select_related("page")
        .only(
            *("kind", "heading", "note", "day", "ends_at", "title"),
            *("marked_title", "marked_text", "page__url_path"),
        )
    )
    by_id = {entry.pk: entry for entry in shown}
    return [by_id[pk] for pk in ids if pk in by_id]


def _candidates(fitting: SearchQuery, query: Query) -> Iterator[int]:
    """Yield page numbers, fits in the title before fits in the text.

    Asked for apart: a word that stands in a thousand texts would otherwise push the
    one page that bears it in its title over the edge. The index's own relevance is not
    asked for: on SQLite it costs a search more for each page found.
    """
    titles = SearchEntry.objects.only("pk", "title").search(
        fitting, fields=["title"], order_by_relevance=False
    )
    nearest = sorted(
        titles[:MOST_TITLES], key=lambda entry: title_rank(query, entry.title, "")
    )
    yield from (entry.pk for entry in nearest[:MOST])
    texts = SearchEntry.objects.only("pk").search(fitting, order_by_relevance=False)
    yield from (entry.pk for entry in texts[:MOST])


def _any_of(query: Query, today: date) -> SearchQuery:
    texts = [query.folded, *with_synonyms(query.folded, folded_synonyms(on=today))]
    queries = [PlainText(text, operator="and") for text in texts]
    return queries[0] if len(queries) == 1 else Or(queries)


def _villages(query: Query, today: date) -> list[Result]:
    return [
        Result(village.name, address, "village", note)
        for village, address, note in villages_matching(query.folded, on=today)
    ]


def _classes(query: Query, at: datetime) -> list[Result]:
    words = query.folded.split()
    return [
        Result(item.title, item.address, "class", item.place, item.day)
        for item in bridges.upcoming_classes(at=at)
        if all(contains(fold(f"{item.title} {item.place}"), word) for word in words)
        and _marks_fit(query, f"{item.title} {item.place}")
    ]


def _marks_fit(query: Query, text: str) -> bool:
    return all(contains(mark(text), word) for word in query.marked_words)


def _result(entry: SearchEntry, at: datetime) -> Result:
    is_over = bool(entry.ends_at and entry.ends_at <= at)
    return Result(
        heading=entry.heading,
        address=address_of(entry.page),
        kind=ResultKind(entry.kind).value,
        note=entry.note,
        day=entry.day,
        is_over=is_over,
    )
