from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from cms.pages import pictures
from cms.pages.base import PublicPage, plain_text
from cms.pages.blocks import StoryBlock
from cms.pages.lists import page_of
from cms.pages.openness import shown

PAGE_SIZE = 12


class Topic(models.TextChoices):
    NOTICE = "notice", pgettext_lazy("topic", "Notices")
    DIGITAL = "digital", pgettext_lazy("topic", "Digital life")
    ECONOMY = "economy", pgettext_lazy("topic", "Farming and trade")
    SOCIETY = "society", pgettext_lazy("topic", "Health, schools, culture")
    SAFETY = "safety", pgettext_lazy("topic", "Security and order")
    LAND = "land", pgettext_lazy("topic", "Land and building")
    GOVERNMENT = "government", pgettext_lazy("topic", "Work of the authority")


class NewsIndexPage(PublicPage):
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.NewsPage"]
    max_count = 1
    template = "cms/news_list.html"

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request, *args, **kwargs):
        news = shown(NewsPage.objects.child_of(self)).newest_first()
        topic = request.GET.get("topic", "")
        if topic in Topic.values:
            news = news.filter(topic=topic)
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "topics": Topic.choices,
            "topic": topic if topic in Topic.values else "",
            "news": page_of(news, request, size=PAGE_SIZE),
        }


class NewsQuerySet(PageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-first_published_at", "-pk")


class NewsPage(PublicPage):
    """One piece of news."""

    SEARCH_KIND = "news"

    date = models.DateField(_("date"), default=timezone.localdate)
    topic = models.CharField(
        _("topic"), max_length=20, choices=Topic, default=Topic.NOTICE
    )
    summary = models.CharField(_("summary"), max_length=200)
    villages = ParentalManyToManyField(
        "commune.Village",
        verbose_name=_("villages"),
        blank=True,
        related_name="+",
        help_text=_("None chosen means the whole commune."),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    image_alt = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("Read aloud to who cannot see it."),
    )
    is_image_decorative = models.BooleanField(
        _("the picture is only decoration"), default=False
    )
    body = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Needed where the text is not our own."),
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)

    objects = PageManager.from_queryset(NewsQuerySet)()

    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("topic")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("image"),
                FieldPanel("image_alt"),
                FieldPanel("is_image_decorative"),
            ],
            heading=_("Picture"),
        ),
        FieldPanel("villages"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("review_on")]),
    ]
    parent_page_types = ["cms.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "cms/news.html"

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [models.Index(fields=["-date"], name="news_by_date")]

    def clean(self):
        super().clean()
        if self.image_id and not (self.image_alt or self.is_image_decorative):
            raise ValidationError(
                {
                    "image_alt": _(
                        "Say what the picture shows, or mark it as decoration."
                    )
                }
            )

    def save(self, *args, **kwargs):
        if self.live and self.image_id:
            pictures.make(self.image)
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        sizes = pictures.made(self.image_id) if self.image_id else {}
        self.story_picture = sizes.get(pictures.STORY)
        self.share_picture = sizes.get(pictures.SHARE)
        context = super().get_context(request, *args, **kwargs)
        names = [village.name for village in self.villages.all()]
        return context | {"village_names": names}

    def search_body(self):
        return f"{self.summary}\n{plain_text(self.body)}"

    def search_note(self):
        return self.summary

    def search_day(self):
        return self.date
