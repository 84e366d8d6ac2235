"""The list of procedures as a file, for everybody."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render as render_page
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from cms import page_cache
from cms.procedures import paper
from cms.procedures.lists import fitting_procedures
from commune.access import throttle
from commune.access.client import client_address
from commune.papers import office
from commune.papers.answer import as_file, known_format, render
from commune.papers.description import Paper

FILES = 20
MINUTE = 60


class _TooManyFilesError(Exception):
    """One address has had enough files made for now."""


@require_safe
def procedures(request, form: str) -> HttpResponse:
    """Give the procedures in force that fit the filters of the address.

    A file is made once an edition of the site, however often it is asked for; but there
    are as many files as choices of filters, so one address gets only some made.
    """
    form = known_format(form)
    rows, chosen = fitting_procedures(request)

    def make() -> bytes:
        if not throttle.allow(
            "procedure-files", client_address(request), limit=FILES, seconds=MINUTE
        ):
            raise _TooManyFilesError
        with translation.override(settings.LANGUAGE_CODE):
            return render(_paper(rows, chosen), form)

    try:
        content = page_cache.kept(f"procedures.{form}?{urlencode(chosen)}", make)
    except _TooManyFilesError:
        return _too_many(request)
    return as_file(content, form, "danh-muc-thu-tuc-hanh-chinh")


def _too_many(request) -> HttpResponse:
    response = render_page(request, "429.html", status=429)
    response["Retry-After"] = str(throttle.retry_after(MINUTE))
    return response


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
