"""The screens on which administrators keep accounts."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import GroupForm, UserCreationForm, UserEditForm
from wagtail.users.views import groups, users
from wagtail.users.views.bulk_actions import DeleteBulkAction

from commune.access import roles


class AccountFormMixin:
    """Nobody makes a superuser here: the flag opens screens that no role opens."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)
        self.fields["last_name"].required = False
        self.fields["groups"].label_from_instance = roles.label
        self.fields["groups"].widget.choices = self.fields["groups"].choices


class AccountCreationForm(AccountFormMixin, UserCreationForm):
    pass


class AccountEditForm(AccountFormMixin, UserEditForm):
    pass


class RefusedDeleteView(users.DeleteView):
    """History names who did what, so an account stays; it can be switched off."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


class RefusedDeleteBulkAction(DeleteBulkAction):
    """Takes the place of Wagtail's own, which asks no view."""

    def check_perm(self, obj):
        return False


class EditView(users.EditView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.can_delete = False


class UserViewSet(users.UserViewSet):
    edit_view_class = EditView
    delete_view_class = RefusedDeleteView

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
