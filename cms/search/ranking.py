"""The order of results: what fits with its marks first, then titles. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from cms.search.words import Query, contains

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Ranked:
    """`exact` fits the query as typed; `near` only without its marks."""

    exact: list
    near: list

    @property
    def all(self) -> list:
        return [*self.exact, *self.near]


def rank(
    found: Iterable[Found],
    query: Query,
    *,
    texts: Callable[[Found], tuple[str, str, str]],
) -> Ranked:
    """Order what the index found; a query without marks has no second tier.

    `texts` gives the folded title, the marked title and the marked text of one
    result. Results of one rank keep the order of the index.
    """
    exact: list[tuple[int, Found]] = []
    near: list[tuple[int, Found]] = []
    for one in found:
        title, marked_title, marked_text = texts(one)
        fits = not query.has_marks or fits_marks(query, f"{marked_title} {marked_text}")
        key = title_rank(query, title, marked_title)
        (exact if fits else near).append((key, one))
    return Ranked(_in_order(exact), _in_order(near))


def fits_marks(query: Query, marked_text: str) -> bool:
    """Say whether every word typed with marks stands so in the text."""
    return all(contains(marked_text, word) for word in query.marked_words)


def title_rank(query: Query, title: str, marked_title: str) -> int:
    """Return 0 for the very title, higher for looser fits, 4 for a fit in the text."""
    if title == query.folded:
        return 0
    if contains(marked_title, query.marked):
        return 1
    if contains(title, query.folded):
        return 2
    if all(contains(title, word) for word in query.folded.split()):
        return 3
    return 4


def _in_order(pairs: list[tuple[int, Found]]) -> list[Found]:
    return [one for _key, one in sorted(pairs, key=lambda pair: pair[0])]
