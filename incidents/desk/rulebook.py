"""Categories, guess words and clocks: a row once used is not edited but succeeded."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.views.generic import EditView

from commune.desk.viewsets import RulebookViewSet
from commune.rulebook.amend import amend
from incidents.models import Category, DeadlineRule, GuessRule, InternalTarget

USED_IN = {Category: "incidents", DeadlineRule: "deadline", InternalTarget: "deadline"}


def is_used(row) -> bool:
    relation = USED_IN.get(type(row))
    if relation is None:
        return False
    return (
        type(row).objects.filter(pk=row.pk, **{f"{relation}__isnull": False}).exists()
    )


class SuccessorEditView(EditView):
    """Saving a row that records used ends it and inserts its successor from today."""

    def save_instance(self):
        stored = type(self.object).objects.get(pk=self.object.pk)
        if not is_used(stored):
            return super().save_instance()
        today = timezone.localdate()
        starts_on = max(today, stored.valid_from + timedelta(days=1))
        changes = {
            name: self.form.cleaned_data[name]
            for name in self.form.changed_data
            if name not in {"valid_from", "valid_to"}
        }
        return amend(stored, starts_on=starts_on, changes=changes)


class OwnRulebookViewSet(RulebookViewSet):
    edit_view_class = SuccessorEditView


class CategoryViewSet(OwnRulebookViewSet):
    model = Category
    menu_label = _("Categories")
    list_display = ["label", "rsit", "severity_floor", "status"]
    own_panels = [
        FieldRowPanel(["rsit_class", "rsit_type"]),
        FieldPanel("plain"),
        FieldPanel("examples"),
        FieldPanel("default_factors"),
        FieldRowPanel(["severity_floor", "is_sensitive"]),
        FieldPanel("position"),
    ]


class GuessRuleViewSet(OwnRulebookViewSet):
    model = GuessRule
    menu_label = _("Guess rules")
    list_display = ["label", "category", "weight", "status"]
    own_panels = [
        FieldRowPanel(["category", "weight"]),
        FieldPanel("phrases"),
        FieldPanel("factors"),
        FieldPanel("channel"),
    ]

    def get_queryset(self, request):
        return GuessRule.objects.select_related("category")


class DeadlineRuleViewSet(OwnRulebookViewSet):
    model = DeadlineRule
    menu_label = _("Deadline rules")
    list_display = ["label", "code", "minutes", "status"]
    own_panels = [
        FieldPanel("scope"),
        FieldPanel("condition"),
        FieldRowPanel(["clock_from", "minutes"]),
        FieldRowPanel(["calendar", "reminders"]),
        FieldPanel("recipient"),
        FieldPanel("form"),
        FieldPanel("note"),
    ]


class InternalTargetViewSet(OwnRulebookViewSet):
    model = InternalTarget
    menu_label = _("Internal targets")
    list_display = [
        "severity",
        "calendar",
        "acknowledge_minutes",
        "contain_minutes",
        "resolve_minutes",
    ]
    own_panels = [
        FieldRowPanel(["severity", "calendar"]),
        FieldRowPanel(["acknowledge_minutes", "contain_minutes"]),
        FieldRowPanel(["resolve_minutes", "update_minutes"]),
    ]
