from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import bridges
from cms.pages import NewsPage
from cms.pages.openness import shown
from cms.villages.lists import villages_with_teams

NEWS_SHOWN = 5


@require_safe
def village(request, code):
    """Show one village: its digital team, its next classes, news about it."""
    place = get_object_or_404(villages_with_teams(), code=code)
    classes = bridges.upcoming_classes(at=timezone.now(), village_code=place.code)
    news = shown(NewsPage.objects.filter(villages=place.pk)).newest_first()
    return render(
        request,
        "cms/village.html",
        {"village": place, "classes": classes[:3], "news": news[:NEWS_SHOWN]},
    )
