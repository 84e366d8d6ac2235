"""English words that the admin's packages say in every language, put right.

Each is a string that its package never marked for translation, so no catalogue reaches
it. tests/commune/test_words.py asserts that each is still there; what stands in a
template is put right by a template of ours of the same name, what a script says by
commune/admin/words.js.
"""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy


def put_right() -> None:
    """Put the words right; called once in `ready()`."""
    if not apps.is_installed("wagtail.admin"):
        return
    name_columns_as_their_fields()
    count_things_by_their_names()
    name_the_unknown_publisher()
    name_permissions_as_their_checkboxes()
    name_groups_as_roles()
    name_the_parts_of_links()


def name_columns_as_their_fields() -> None:
    """A column such as DateColumn("valid_from") is headed by its English name."""
    from wagtail.admin.views.generic.models import IndexView

    columns_of = IndexView.columns.func

    def columns(self):
        found = columns_of(self)
        for column in found:
            if column.label == capfirst(column.name.replace("_", " ")):
                column.label = _field_label(self.model, column.name) or column.label
        return [_with_marks(self.model, column) for column in found]

    IndexView.columns = cached_property(columns)
    IndexView.columns.__set_name__(IndexView, "columns")


def _with_marks(model, column):
    """Return a column of yes and no with their marks instead of True and False."""
    from wagtail.admin.ui.tables import BooleanColumn, Column

    field = _field(model, column.name)
    if type(column) is not Column or not isinstance(field, models.BooleanField):
        return column
    return BooleanColumn(
        column.name,
        label=column.label,
        accessor=column.accessor,
        sort_key=column.sort_key,
    )


def _field_label(model, name: str) -> str:
    """Return the lazy label of a field, "" where the column shows something else."""
    field = _field(model, name)
    return capfirst(getattr(field, "verbose_name", ""))


def _field(model, name: str):
    """Return the field of that name, None where the column shows something else."""
    try:
        return model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return None


def count_things_by_their_names() -> None:
    """Lists count "historical" things, and the search of pages counts "None"."""
    from wagtail.admin.paginator import WagtailPaginator
    from wagtail.admin.views.pages.search import SearchView

    SearchView.verbose_name_plural = gettext_lazy("pages")
    for name in ("verbose_name", "verbose_name_plural"):
        _count_changes(WagtailPaginator, name)


def _count_changes(paginator: type, name: str) -> None:
    stock = getattr(paginator, name).func

    def label(self):
        return gettext("changes") if _is_history(self.model) else stock(self)

    setattr(paginator, name, cached_property(label))
    getattr(paginator, name).__set_name__(paginator, name)


def _is_history(model) -> bool:
    return hasattr(model, "instance_type") and hasattr(model, "history_date")


def name_the_unknown_publisher() -> None:
    """The report of aging pages says "None" of a page that no user has published."""
    from wagtail.admin.views.reports.aging_pages import AgingPagesView

    stock = AgingPagesView.add_last_publisher_name_to_page

    def add_name(self, username_mapping, page):
        stock(self, username_mapping, page)
        page.last_published_by_user = page.last_published_by_user or gettext(
            "The system"
        )

    AgingPagesView.add_last_publisher_name_to_page = add_name


def name_permissions_as_their_checkboxes() -> None:
    """The group editor reads a permission's English name to screen readers."""
    from django.contrib.auth.models import Permission
    from wagtail.models import PAGE_PERMISSION_TYPES
    from wagtail.users.forms import PagePermissionsForm

    long_labels = {codename: label for codename, _short, label in PAGE_PERMISSION_TYPES}

    def name(self):
        label = long_labels.get(self.codename) or gettext(self.name)
        return f"{capfirst(self.content_type.name)}: {label}"

    Permission.__str__ = name
    PagePermissionsForm.base_fields["page"].label = gettext_lazy("Page")


def name_groups_as_roles() -> None:
    """Titles, filters and logs call a group by its English name in the database."""
    from django.contrib.auth.models import Group

    from commune.access import roles

    Group.__str__ = roles.label


def name_the_parts_of_links() -> None:
    """The dialogs for links name their fields in English."""
    from wagtail.admin.forms import choosers

    labels = {
        "link_text": gettext_lazy("Link text"),
        "email_address": gettext_lazy("Email address"),
        "phone_number": gettext_lazy("Phone number"),
        "subject": pgettext_lazy("e-mail", "Subject"),
        "body": pgettext_lazy("e-mail", "Body"),
    }
    for form in (
        choosers.ExternalLinkChooserForm,
        choosers.AnchorLinkChooserForm,
        choosers.EmailLinkChooserForm,
        choosers.PhoneLinkChooserForm,
    ):
        for name in labels.keys() & form.base_fields.keys():
            form.base_fields[name].label = labels[name]
