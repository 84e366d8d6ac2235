"""What every office view of training stands on: who may see which class."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.usage import UsageView

from commune.access import roles
from commune.access.roles import check_role
from commune.desk.edits import LockedEditView
from commune.desk.history import ChangesHistoryView
from commune.requests import StaffRequest
from training import visibility
from training.models import Session


class OwnRecords(View):
    """Answer 404 for a class or session that is not the user's."""

    model: type[Model]

    def dispatch(self, request, *args, **kwargs):
        pk = kwargs.get("pk")
        if pk is not None and not own_rows(self.model, request.user).filter(pk=pk):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


def own_rows(model, user):
    if model is Session:
        return visibility.sessions_for(user)
    return visibility.classes_for(user)


class OwnIndexView(generic.IndexView):
    def get_base_queryset(self):
        return own_rows(self.model, self.request.user)


class OwnEditView(OwnRecords, LockedEditView):
    pass


class OwnDeleteView(OwnRecords, generic.DeleteView):
    pass


class OwnUsageView(OwnRecords, UsageView):
    pass


class OwnHistoryView(OwnRecords, ChangesHistoryView):
    pass


class ClassScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one class; checks by itself who may open it.

    Trainers get their own classes, managers all; with `for_managers` managers alone.
    """

    request: StaffRequest
    header_icon = "group"
    for_managers = False
    page_title = _("Class")

    def dispatch(self, request, *args, **kwargs):
        check_role(request, roles.TRAINERS, roles.TRAINING_MANAGERS)
        if self.training_class is None:
            raise Http404
        if self.for_managers and not visibility.may_manage(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def training_class(self):
        rows = visibility.classes_for(self.request.user).with_counts()
        rows = rows.select_related("course", "village", "lead_trainer")
        return rows.filter(pk=self.kwargs["pk"]).first()

    @cached_property
    def people_url(self) -> str:
        return reverse("trainingclass:participants", args=[self.training_class.pk])

    def get_page_subtitle(self):
        return self.training_class.title

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse_lazy("trainingclass:index"), "label": _("Classes")},
            {"url": self.people_url, "label": self.training_class.code},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            training_class=self.training_class,
            people_url=self.people_url,
            may_manage=visibility.may_manage(self.request.user),
        )
