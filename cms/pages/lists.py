"""Long lists are shown in pages; a wrong page number shows the nearest one."""

from django.core.paginator import Page, Paginator


def page_of(items, request, *, size: int) -> Page:
    return Paginator(items, size).get_page(request.GET.get("page"))
