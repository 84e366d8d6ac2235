"""The ground floor's part of the office's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSetGroup

from commune.desk import viewsets
from commune.desk.rulebook import RulebookViewSet
from commune.models import (
    ConsentWording,
    Holiday,
    OfficeHours,
    RetentionPeriod,
    SpeechAbbreviation,
    TargetGroup,
)


class HolidayViewSet(RulebookViewSet):
    model = Holiday
    menu_label = _("Holidays")
    own_panels = [FieldRowPanel(["day", "is_working_day"])]


class OfficeHoursViewSet(RulebookViewSet):
    model = OfficeHours
    menu_label = _("Office hours")
    own_panels = [FieldRowPanel(["weekday", "opens", "closes"])]


class TargetGroupViewSet(RulebookViewSet):
    model = TargetGroup
    menu_label = _("Target groups")
    own_panels = [FieldPanel("position")]


class ConsentWordingViewSet(RulebookViewSet):
    model = ConsentWording
    menu_label = _("Consent wordings")
    own_panels = [FieldPanel("purpose"), FieldPanel("text")]


class RetentionViewSet(RulebookViewSet):
    model = RetentionPeriod
    menu_label = _("Retention periods")
    own_columns = ["days"]
    own_panels = [FieldPanel("what"), FieldPanel("days")]


class AbbreviationViewSet(RulebookViewSet):
    model = SpeechAbbreviation
    menu_label = _("Abbreviations for reading aloud")
    own_panels = [FieldRowPanel(["short", "spoken"])]
    list_per_page = 100


class GroundGroup(ModelViewSetGroup):
    menu_label = _("Commune")
    menu_icon = "home"
    menu_order = 700
    items = (
        viewsets.VillageViewSet,
        viewsets.TeamViewSet,
        viewsets.MemberViewSet,
        viewsets.UnitViewSet,
        HolidayViewSet,
        OfficeHoursViewSet,
        TargetGroupViewSet,
        ConsentWordingViewSet,
        RetentionViewSet,
        AbbreviationViewSet,
        viewsets.OutboxViewSet,
    )
