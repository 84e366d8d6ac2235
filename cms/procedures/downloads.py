"""The list of procedures as a file, for everybody."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from cms import page_cache
from cms.procedures import paper
from cms.procedures.lists import fitting_procedures
from commune.papers import office
from commune.papers.answer import as_file, known_format, render
from commune.papers.description import Paper


@require_safe
def procedures(request, form: str) -> HttpResponse:
    """Give the procedures in force that fit the filters of the address.

    A file is made once an edition of the site, however often it is asked for.
    """
    form = known_format(form)
    rows, chosen = fitting_procedures(request)

    def make() -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            return render(_paper(rows, chosen), form)

    content = page_cache.kept(f"procedures.{form}?{urlencode(chosen)}", make)
    return as_file(content, form, "danh-muc-thu-tuc-hanh-chinh")


def _paper(rows, chosen: dict[str, str]) -> Paper:
    listed = tuple(
        paper.Procedure(
            code=row.code,
            name=row.name,
            field=row.field,
            time_limit=row.time_limit,
            level=str(row.get_level_display()),
        )
        for row in rows.only(
            "code", "name", "field", "level", "time_number", "time_unit"
        )
    )
    head = office.head(year=timezone.localdate(timezone.now()).year)
    return paper.paper(listed, head=head, chosen=_words(chosen))


def _words(chosen: dict[str, str]) -> tuple[str, ...]:
    """Return the filters as people read them."""
    from cms.pages.procedures import Audience, OnlineLevel

    words = []
    if chosen["field"]:
        words.append(f"lĩnh vực: {chosen['field']}")
    if chosen["audience"]:
        words.append(f"đối tượng: {Audience(chosen['audience']).label}")
    if chosen["level"]:
        words.append(f"cách nộp: {OnlineLevel(chosen['level']).label}")
    return tuple(words)
