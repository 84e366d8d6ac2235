"""Incident search over a word table of its own, never Wagtail's index.

Both sides are folded, so tone marks and their form do not matter. The caller filters
by `visibility` before this.
"""

from django.db.models import QuerySet

from commune.vietnamese import fold
from incidents.models import Incident, SearchWord
from incidents.models.incident import IncidentQuerySet

MAX_WORDS = 3000
MAX_QUERY_WORDS = 8
WORD_LENGTH = 40


def words_of(incident: Incident) -> set[str]:
    text = fold(f"{incident.title}\n{incident.summary}")
    words = {word[:WORD_LENGTH] for word in text.split()[:MAX_WORDS]}
    ref = fold(incident.ref)
    return words | {ref.replace(" ", ""), *ref.split()}


def index(incident: Incident) -> None:
    """Bring the words of one incident up to date."""
    wanted = words_of(incident)
    present = set(incident.words.values_list("word", flat=True))
    if gone := present - wanted:
        incident.words.filter(word__in=gone).delete()
    SearchWord.objects.bulk_create(
        [SearchWord(incident=incident, word=word) for word in sorted(wanted - present)],
        batch_size=500,
    )


def matching(incidents: IncidentQuerySet, query: str) -> IncidentQuerySet:
    """Return those of `incidents` that hold every word of `query` (or its beginning).

    A query without any word (a lone quotation mark) finds all.
    """
    for word in fold(query[:200]).split()[:MAX_QUERY_WORDS]:
        incidents = incidents.filter(pk__in=_holding(word[:WORD_LENGTH]))
    return incidents


def _holding(word: str) -> QuerySet:
    # A range instead of LIKE: both databases answer it from the index.
    words = SearchWord.objects.filter(word__gte=word)
    if after := _next_prefix(word):
        words = words.filter(word__lt=after)
    return words.values("incident")


def _next_prefix(word: str) -> str:
    """Return the first word after all that begin with `word`; "" when there is none."""
    stem = word.rstrip("z")
    if not stem:
        return ""
    last = "a" if stem[-1] == "9" else chr(ord(stem[-1]) + 1)
    return stem[:-1] + last
