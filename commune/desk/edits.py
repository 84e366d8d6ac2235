"""Editing a record that a colleague may be changing at the same moment."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import construct_instance
from wagtail.admin.views import generic
from wagtail.log_actions import log


class LockedEditView(generic.EditView):
    """Writes what was changed in the form into the row as it stands now, under lock.

    Wagtail's own view writes the whole row as the form had read it, and so undoes what
    was decided in between. For records without many-to-many fields.
    """

    def save_instance(self):
        rows = self.model.objects.select_for_update()
        row = rows.get(pk=self.object.pk)
        construct_instance(self.form, row, fields=self.form.changed_data)
        row.validate_constraints()
        row = self.save_row(row)
        self.has_content_changes = self.form.has_changed()
        log(
            instance=row,
            action="wagtail.edit",
            content_changed=self.has_content_changes,
        )
        return row

    def save_row(self, row: models.Model) -> models.Model:
        """Save the locked row and return it."""
        row.save()
        return row

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            return self.refuse(form, None, error)

    def refuse(self, form, field: str | None, error):
        """Show beside a field what only the locked row could tell."""
        form.add_error(field, error)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)
