"""What the start page shows besides its own fields."""

from django.utils import timezone

from cms import bridges
from cms.pages.news import NewsPage
from cms.pages.openness import shown

NEWS_SHOWN = 3
CLASSES_SHOWN = 3


def home_context() -> dict:
    news = shown(NewsPage.objects.all()).newest_first()
    return {
        "news": news[:NEWS_SHOWN],
        "classes": bridges.upcoming_classes(at=timezone.now())[:CLASSES_SHOWN],
    }
