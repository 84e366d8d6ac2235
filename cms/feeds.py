"""News and warnings for feed readers."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import conf
from cms.pages import NewsPage, WarningPage
from cms.pages.base import address_of
from cms.pages.openness import shown
from commune import conf as commune_conf

NEWEST = 20


class CommuneFeed(Feed):
    """A feed whose addresses come from the settings, never from a visitor's header."""

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        feed.feed["link"] = f"{conf.base_url()}{self.link}"
        feed.feed["feed_url"] = f"{conf.base_url()}{request.path}"
        return feed

    def item_title(self, item):
        return item.title

    def item_link(self, item):
        return f"{conf.base_url()}{address_of(item)}"

    def item_guid(self, item):
        return self.item_link(item)


class NewsFeed(CommuneFeed):
    link = "/tin-tuc/"
    description = gettext_lazy("News of the commune")

    def title(self):
        return _("News - %(commune)s") % {"commune": commune_conf.commune()["name"]}

    def items(self):
        return shown(NewsPage.objects.all()).newest_first()[:NEWEST]

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.date, time(7)))

    def item_categories(self, item):
        return [str(item.get_topic_display())]


class WarningFeed(CommuneFeed):
    """Warnings in force; one that has ended leaves the feed."""

    link = "/canh-bao/"
    description = gettext_lazy("Warnings in force")

    def title(self):
        return _("Warnings - %(commune)s") % {"commune": commune_conf.commune()["name"]}

    def items(self):
        return shown(WarningPage.objects.current(at=timezone.now()))[:NEWEST]

    def item_title(self, item):
        return f"{item.get_level_display()}: {item.title}"

    def item_description(self, item):
        return "\n".join([item.message, *item.do_lines])

    def item_pubdate(self, item):
        return item.starts_at

    def item_categories(self, item):
        return [str(item.get_kind_display())]
