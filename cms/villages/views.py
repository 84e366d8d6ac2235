from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms import bridges
from cms.pages import NewsPage
from cms.pages.openness import shown
from cms.villages.lists import villages_with_teams
from commune.models import Village

NEWS_SHOWN = 5


@require_safe
def village(request, code):
    """Show one village: its digital team, its next classes, news about it.

    A merged one leads to the village that stands there now: its code is on posters.
    """
    place = villages_with_teams().filter(code=code).first()
    if place is None:
        merged = get_object_or_404(Village.objects.exclude(successor=None), code=code)
        return redirect("cms:village", merged.present().code)
    classes = bridges.upcoming_classes(at=timezone.now(), village_code=place.code)
    news = shown(NewsPage.objects.filter(villages=place.pk)).newest_first()
    return render(
        request,
        "cms/village.html",
        {"village": place, "classes": classes[:3], "news": news[:NEWS_SHOWN]},
    )
