"""Categories, guess words and clocks as the response team keeps them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from commune.desk.rulebook import RulebookViewSet
from incidents.models import (
    Category,
    DeadlineRule,
    GuessRule,
    InternalTarget,
    NationalCategory,
    NationalLevel,
    Recipient,
)


class CategoryViewSet(RulebookViewSet):
    model = Category
    menu_label = _("Categories")
    own_columns = ["rsit", "severity_floor"]
    own_panels = [
        FieldRowPanel(["rsit_class", "rsit_type"]),
        FieldPanel("plain"),
        FieldPanel("examples"),
        FieldPanel("default_factors"),
        FieldRowPanel(["severity_floor", "is_sensitive"]),
        FieldPanel("national_code"),
        FieldPanel("position"),
    ]


class GuessRuleViewSet(RulebookViewSet):
    model = GuessRule
    menu_label = _("Guess rules")
    own_columns = ["category", "weight"]
    own_panels = [
        FieldRowPanel(["category", "weight"]),
        FieldPanel("phrases"),
        FieldPanel("factors"),
        FieldPanel("channel"),
    ]

    def get_queryset(self, request):
        return GuessRule.objects.select_related("category")


class DeadlineRuleViewSet(RulebookViewSet):
    model = DeadlineRule
    menu_label = _("Deadline rules")
    own_columns = ["minutes"]
    own_panels = [
        FieldPanel("scope"),
        FieldPanel("condition"),
        FieldRowPanel(["clock_from", "minutes"]),
        FieldRowPanel(["calendar", "reminders"]),
        FieldRowPanel(["recipient", "recipient_code"]),
        FieldPanel("form"),
        FieldPanel("note"),
    ]


class InternalTargetViewSet(RulebookViewSet):
    model = InternalTarget
    menu_label = _("Internal targets")
    own_columns = ["acknowledge_minutes", "contain_minutes", "resolve_minutes"]
    own_panels = [
        FieldRowPanel(["severity", "calendar"]),
        FieldRowPanel(["acknowledge_minutes", "contain_minutes"]),
        FieldRowPanel(["resolve_minutes", "update_minutes"]),
    ]


class RecipientViewSet(RulebookViewSet):
    model = Recipient
    menu_label = _("Recipients of reports")
    own_columns = ["way", "phone"]
    own_panels = [
        FieldPanel("way"),
        FieldRowPanel(["phone", "email"]),
        FieldPanel("address"),
        FieldPanel("note"),
    ]


class NationalCategoryViewSet(RulebookViewSet):
    model = NationalCategory
    menu_label = _("National categories")
    own_panels = [FieldRowPanel(["vocabulary", "position"]), FieldPanel("older_code")]


class NationalLevelViewSet(RulebookViewSet):
    model = NationalLevel
    menu_label = _("National levels")
    own_columns = ["severity"]
    own_panels = [FieldPanel("severity")]
