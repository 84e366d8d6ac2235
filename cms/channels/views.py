"""What a warning becomes outside the web: the poster for the village board."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import conf
from cms.channels import poster as paper
from cms.pages import WarningPage
from cms.pages.base import address_of
from cms.pages.warnings import Level
from cms.warnings.views import WRITERS
from commune.access.roles import role_required
from commune.conf import commune
from commune.papers import office
from commune.papers.answer import download
from commune.papers.description import Paper

BANDS: dict[int, str] = {
    Level.INFO: "Thông báo",
    Level.CAUTION: "Cảnh báo",
    Level.URGENT: "Cảnh báo khẩn",
}


@never_cache
@role_required(*WRITERS)
@require_safe
def poster(request, page_id: int, form: str) -> HttpResponse:
    """Give the poster of a warning; one not yet published is marked as a draft."""
    page = get_object_or_404(WarningPage, pk=page_id)
    return download(poster_paper(page), form, f"to-dan-{page.slug}")


def poster_paper(page: WarningPage) -> Paper:
    ends = timezone.localtime(page.ends_at)
    with translation.override(settings.LANGUAGE_CODE):
        values = paper.Poster(
            level=BANDS[page.level],
            title=page.title,
            message=page.message,
            do=tuple(page.do_lines),
            dont=tuple(page.dont_lines),
            hotline=page.hotline,
            villages=tuple(village.name for village in page.villages.all()),
            address=f"{conf.base_url()}{address_of(page)}",
            authority=office.authority(),
            ends=f"{ends:%H} giờ {ends:%M} ngày {ends:%d/%m/%Y}",
            phone=commune().get("phone", ""),
        )
    return paper.paper(values, draft=not page.live)
