"""The screens on which administrators keep accounts."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import GroupForm, UserCreationForm, UserEditForm
from wagtail.users.views import groups, users
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from commune.access import roles
from commune.accounts import links, states, switching
from commune.accounts.forms import ROLE_CHOICES, STATE_CHOICES
from commune.accounts.shown_links import show_once
from commune.choice_fields import field_of_rows
from commune.desk.edits import LockedEditView
from commune.models import TeamMember


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: TeamMember) -> str:
        return f"{obj.team.village.name}: {obj.name}"


class AccountForm(forms.ModelForm):
    """Nobody makes a superuser here: the flag opens screens that no role opens.

    Nor does anybody type another's password: the person chooses it by a link.
    """

    password_enabled = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("is_superuser", "is_active"):
            self.fields.pop(name, None)
        self.fields["last_name"].required = False
        self.fields["email"].required = False
        self.fields["email"].help_text = _(
            "Where there is none, the link is handed over on paper or by Zalo."
        )
        self.fields["member"] = PlaceChoice(
            free_places(self.instance),
            label=_("Place in a community team"),
            required=False,
            help_text=_("Only for accounts of a team; it gives the village."),
        )
        self.initial["member"] = getattr(self.instance, "team_member", None)
        if "groups" in self.fields:
            groups = field_of_rows(self, "groups")
            # The field is Wagtail's own: its labels are set on it.
            groups.label_from_instance = roles.label  # type: ignore[assignment, method-assign]
            groups.widget.choices = groups.choices

    def clean_username(self):
        """Refuse a name that differs from another's by capitals alone.

        The door does not tell them apart and would let neither in.
        """
        stock = getattr(super(), "clean_username", None)
        name = stock() if stock else self.cleaned_data["username"]
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if others.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Another account has this name."))
        return name

    def clean_email(self):
        """Refuse an address that is another account's: it is a name at the door."""
        email = self.cleaned_data["email"]
        others = get_user_model().objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another account has this address."))
        return email

    def save(self, commit=True):
        user = super().save(commit)
        if commit:
            give_place(user, self.cleaned_data.get("member"))
        return user


class AccountCreationForm(AccountForm, UserCreationForm):
    def clean(self):
        super().clean()
        values = self.cleaned_data
        names = {group.name for group in values.get("groups") or ()}
        if roles.COMMUNITY_TEAMS in names and not values.get("member"):
            text = _("Choose the place in a team: without it there is no village.")
            self.add_error("member", text)
        return values

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountEditForm(AccountForm, UserEditForm):
    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        if editing_self:  # nobody gives rights to themselves
            del self.fields["groups"]

    def clean_groups(self):
        groups = self.cleaned_data["groups"]
        stays = any(group.name == roles.ADMINISTRATORS for group in groups)
        if not stays and switching.is_last_administrator(self.instance):
            raise forms.ValidationError(switching.LAST)
        return groups


def free_places(user):
    """Return the places in teams that nobody has, and the account's own as it stands.

    One's own place may begin later, or lie in a merged village: saving a name must not
    take it away.
    """
    serving = TeamMember.objects.serving(on=timezone.localdate())
    own = Q(user_id=user.pk) if user.pk else Q(pk=None)
    free = TeamMember.objects.filter(Q(pk__in=serving, user=None) | own)
    return free.select_related("team__village").order_by("team", "position", "pk")


TAKEN = _("Somebody else has just taken this place.")


def give_place(user, member: TeamMember | None) -> None:
    """Join an account to its place in a team; the place it had before is free.

    Raises ValidationError where somebody else took the place in the meantime.
    """
    concerned = Q(user=user) | Q(pk=member.pk if member else None)
    for place in TeamMember.objects.select_for_update().filter(concerned):
        wanted = user if place == member else None
        if place.user_id not in {None, user.pk}:
            raise forms.ValidationError({"member": TAKEN})
        if place.user != wanted:
            place.user = wanted
            place.save()


class RefusedDeleteView(users.DeleteView):
    """History names who did what, so an account stays; it can be switched off."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class RefusedDeleteBulkAction(DeleteBulkAction):
    """Takes the place of Wagtail's own, which asks no view."""

    def check_perm(self, obj):
        return False


class RefusedStateBulkAction(SetActiveStateBulkAction):
    """Accounts are switched off one by one, each with its reason."""

    def check_perm(self, obj):
        return False


class OthersRoleBulkAction(AssignRoleBulkAction):
    """Nobody gives a role to themselves."""

    def check_perm(self, obj):
        return super().check_perm(obj) and obj != self.request.user


class AddView(users.CreateView):
    page_title = _("Invite somebody")

    def get_page_subtitle(self):
        return self.page_title

    def save_instance(self):
        user = super().save_instance()
        switching.note_created(user, actor=self.request.user)
        link = links.make(user, actor=self.request.user, request=self.request)
        show_once(self.request, link)
        return user

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except forms.ValidationError as error:
            form.instance = get_user_model()()
            form.add_error(None, error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self):
        return reverse("commune_account_link", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class EditView(LockedEditView, users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False

    def post(self, request, *args, **kwargs):
        """Check and save in one go: two who take each other's role away wait."""
        with transaction.atomic():
            switching.lock_administrators()
            return super().post(request, *args, **kwargs)

    def save_row(self, row):
        return self.form.save()

    def get_success_url(self):
        return reverse("commune_account", args=[self.object.pk])

    def get_success_buttons(self):
        return []


class AccountFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State of the account"),
        choices=STATE_CHOICES,
        method="in_state",
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("filter", "All"),
    )
    role = django_filters.ChoiceFilter(
        label=pgettext_lazy("account", "Role"),
        choices=ROLE_CHOICES,
        field_name="groups__name",
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("filter", "All"),
    )

    def __init__(self, *args, is_searching=False, **kwargs):
        super().__init__(*args, **kwargs)

    def in_state(self, queryset, name, value):
        return queryset.filter(states.query(value, at=timezone.now()))

    class Meta:
        model = get_user_model()
        fields: list[str] = []


class IndexView(users.IndexView):
    """Every account with roles, village, last sign-in, second factor and state."""

    page_title = _("Accounts")
    add_item_label = _("Invite somebody")

    def get_base_queryset(self):
        return states.with_facts(super().get_base_queryset())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["accounts"] = states.dress(context["object_list"])
        return context


class UserViewSet(users.UserViewSet):
    index_view_class = IndexView
    index_results_template_name = "commune/desk/account_results.html"
    create_template_name = "commune/desk/account_form.html"
    edit_template_name = "commune/desk/account_form.html"
    filterset_class = AccountFilterSet
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = RefusedDeleteView
    menu_label = _("Accounts")

    def get_form_class(self, for_update=False):
        return AccountEditForm if for_update else AccountCreationForm


class RoleForm(GroupForm):
    """The names of the house's groups stand in code: they are not renamed."""

    def clean_name(self):
        name = super().clean_name()
        old_name = self.initial.get("name", name)
        if old_name in roles.ALL and name != old_name:
            raise forms.ValidationError(_("This group cannot be renamed."))
        return name


class GroupIndexView(groups.IndexView):
    columns = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=roles.label,
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        ),
    ]


class GroupEditView(groups.EditView):
    def get_page_subtitle(self):
        return roles.label(self.object)


class RefusedGroupDeleteView(groups.DeleteView):
    def dispatch(self, request, *args, **kwargs):
        if self.get_object().name in roles.ALL:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class GroupViewSet(groups.GroupViewSet):
    index_view_class = GroupIndexView
    edit_view_class = GroupEditView
    delete_view_class = RefusedGroupDeleteView

    def get_form_class(self, for_update=False):
        return RoleForm
