from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.page_cache import keep_out_of_store
from cms.search.find import find
from cms.search.words import read

PAGE_SIZE = 20


@require_safe
def search(request):
    """Search everything public; an empty or unreadable query shows the form alone."""
    query = read(request.GET.get("q", ""))
    context: dict[str, object] = {"query": query}
    if not query.is_empty:
        ranked = find(query, at=timezone.now(), today=timezone.localdate())
        page = Paginator(ranked.all, PAGE_SIZE).get_page(request.GET.get("page"))
        context |= {
            "page": page,
            "page_query": urlencode({"q": query.text}),
            "count": len(ranked.all),
            "rows": rows_of(page, first_near=len(ranked.exact)),
            "has_exact": bool(ranked.exact),
        }
    response = render(request, "cms/search.html", context)
    keep_out_of_store(response)  # as many pages as there are words
    return response


def rows_of(page, *, first_near: int) -> list[tuple]:
    """Return (result, whether the divider stands above it) for one page of results."""
    start = page.start_index() - 1
    return [
        (result, start + offset == first_near) for offset, result in enumerate(page)
    ]
