"""The story of a course and its lessons, as pages that editors write."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from training.models.course import Course

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image"]


class CoursePage(Page):
    """What a course is about; the record is the `Course`, which outlives the page."""

    course = models.ForeignKey(
        Course, models.PROTECT, related_name="pages", verbose_name=_("course")
    )
    intro = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True, features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("course"),
        FieldPanel("intro"),
        FieldPanel("body"),
    ]
    subpage_types = ["training.LessonPage"]
    template = "training/course_page.html"

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def get_context(self, request, *args, **kwargs):
        from training.models import TrainingClass

        context = super().get_context(request, *args, **kwargs)
        classes = TrainingClass.objects.listed().filter(course=self.course)
        context["classes"] = classes.with_counts().select_related("village")
        context["lessons"] = self.get_children().live().public()
        return context


class LessonPage(Page):
    """One lesson or handout under a course page."""

    body = RichTextField(_("text"), blank=True, features=FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    parent_page_types = ["training.CoursePage"]
    subpage_types: list[str] = []
    template = "training/lesson_page.html"

    class Meta:
        verbose_name = _("lesson page")
        verbose_name_plural = _("lesson pages")
