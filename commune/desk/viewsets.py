"""Villages, teams, units and messages in the office's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.model import ModelViewSet

from commune.clean_text import cleaning
from commune.desk.columns import DayColumn, MomentColumn
from commune.desk.edits import LockedEditView
from commune.desk.history import ChangesHistoryView
from commune.desk.villages import (
    MergeView,
    SuccessorColumn,
    VillageEditView,
    VillageIndexView,
)
from commune.models import (
    CommunityTeam,
    OutboxMessage,
    TeamMember,
    Unit,
    Village,
)


class GroundViewSet(ModelViewSet):
    """What is used in records is kept: no copy, and the groups may not delete."""

    copy_view_enabled = False
    add_to_reference_index = False
    edit_view_class = LockedEditView
    history_view_class = ChangesHistoryView
    list_per_page = 50

    def get_form_class(self, for_update=False):
        return cleaning(super().get_form_class(for_update))


class VillageViewSet(GroundViewSet):
    model = Village
    icon = "home"
    menu_label = _("Villages")
    list_display = [
        "name",
        "code",
        DayColumn("valid_from"),
        DayColumn("valid_to"),
        SuccessorColumn("successor", label=_("Merged into")),
    ]
    index_view_class = VillageIndexView
    edit_view_class = VillageEditView
    panels = [
        FieldRowPanel(["code", "position"]),
        FieldPanel("name"),
        FieldRowPanel(["valid_from", "valid_to"]),
    ]

    def get_urlpatterns(self):
        merge = path("merge/<int:pk>/", MergeView.as_view(), name="merge")
        return [*super().get_urlpatterns(), merge]


class TeamViewSet(GroundViewSet):
    model = CommunityTeam
    icon = "group"
    menu_label = _("Community teams")
    list_display = ["name", "village", "phone"]
    panels = [
        FieldPanel("village"),
        FieldPanel("name"),
        FieldRowPanel(["phone", "meeting_place"]),
    ]

    def get_queryset(self, request):
        return CommunityTeam.objects.select_related("village")


class MemberViewSet(GroundViewSet):
    model = TeamMember
    icon = "user"
    menu_label = _("Team members")
    list_display = ["name", "duty", "team", DayColumn("until")]
    list_filter = ["team"]
    panels = [
        FieldPanel("team"),
        FieldRowPanel(["name", "duty"]),
        FieldRowPanel(["position", "user"]),
        FieldRowPanel(["since", "until"]),
    ]

    def get_queryset(self, request):
        return TeamMember.objects.select_related("team")


class UnitViewSet(GroundViewSet):
    model = Unit
    icon = "site"
    menu_label = _("Units")
    list_display = ["name", "code", "phone", BooleanColumn("is_active")]
    form_fields = ["code", "name", "address", "phone", "position", "is_active"]


class OutboxViewSet(GroundViewSet):
    """What waits, what failed: the text of a message is not shown here."""

    model = OutboxMessage
    icon = "mail"
    menu_label = _("Messages")
    list_display = [
        "label",
        "channel",
        "state",
        MomentColumn("due_at", label=_("Due at"), sort_key="due_at"),
        "last_error",
    ]
    list_filter = ["state", "channel"]
    form_fields: list[str] = []
    history_view_class = ModelViewSet.history_view_class
