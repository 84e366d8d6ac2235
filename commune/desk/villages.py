"""A village in the office: renamed with its old name kept, merged into another."""

from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput, Button
from wagtail.permissions import ModelPermissionPolicy

from commune.choice_fields import offer
from commune.desk.edits import LockedEditView
from commune.models import Village
from commune.places import PlaceError, merge_villages, rename_village

FAR = timedelta(days=366)
MERGE = gettext_lazy("Merge into another village")
REFUSED = {
    "itself": ("into", gettext_lazy("A village cannot be merged into itself.")),
    "ended": (None, gettext_lazy("One of the two villages has ended already.")),
    "early": ("on", gettext_lazy("Both villages must have begun before this day.")),
}


def merge_url(village: Village) -> str:
    return reverse("village:merge", args=[village.pk])


class SuccessorColumn(Column):
    """The village that stands today where a merged one stood."""

    def get_value(self, instance):
        return instance.present() if instance.successor_id else ""


class VillageIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("successor")

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.valid_to is None and self.get_edit_url(instance):
            url = merge_url(instance)
            buttons.append(Button(MERGE, url=url, icon_name="link", priority=30))
        return buttons


class VillageEditView(LockedEditView):
    def save_row(self, village):
        return rename_village(village, name=village.name, on=timezone.localdate())

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.object.valid_to is None:
            url = merge_url(self.object)
            buttons.append(Button(MERGE, url=url, icon_name="link", priority=30))
        return buttons


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Merged into"),
        error_messages={
            "required": gettext_lazy("Choose the village."),
            "invalid_choice": gettext_lazy("Choose a village of the list."),
        },
    )
    on = forms.DateField(
        label=gettext_lazy("From this day on"),
        widget=AdminDateInput,
        error_messages={"required": gettext_lazy("Write the day.")},
    )

    def __init__(self, *args, village: Village, **kwargs):
        super().__init__(*args, **kwargs)
        others = Village.objects.filter(valid_to=None).exclude(pk=village.pk)
        offer(self, "into", others)

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if abs(day - timezone.localdate()) > FAR:
            raise forms.ValidationError(
                _("Please check the year: at most one year from today.")
            )
        return day


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """End one village and say which one stands there from a day on."""

    permission_policy = ModelPermissionPolicy(Village)
    permission_required = "change"
    form_class = MergeForm
    template_name = "commune/desk/merge_village.html"
    page_title = MERGE
    header_icon = "home"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.village = get_object_or_404(Village, pk=kwargs["pk"])

    def get_page_subtitle(self):
        return self.village.name

    def get_breadcrumbs_items(self):
        edit = reverse("village:edit", args=[self.village.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("village:index"), "label": _("Villages")},
            {"url": edit, "label": self.village.name},
            {"url": "", "label": self.page_title},
        ]

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.village}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, village=self.village)

    def form_valid(self, form):
        data = form.cleaned_data
        try:
            merge_villages([self.village], into=data["into"], on=data["on"])
        except PlaceError as error:
            form.add_error(*REFUSED[error.code])
            return self.form_invalid(form)
        names = {"village": self.village.name, "into": data["into"].name}
        messages.success(
            self.request, _("%(village)s is merged into %(into)s.") % names
        )
        return redirect("village:index")

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
