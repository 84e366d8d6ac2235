"""Editing a record that a colleague may be changing at the same moment."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from wagtail.admin.views import generic
from wagtail.log_actions import log

from commune.desk.as_read import AsReadMixin
from commune.quiet_history import without_history


class LockedEditView(AsReadMixin, generic.EditView):
    """Checks and saves the row as it stands under lock, not as a page showed it."""

    template_name = "commune/desk/edit.html"

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            rows = self.get_queryset().select_for_update(of=("self",))
            self.object = self.get_object(rows)
            return super().post(request, *args, **kwargs)

    def save_instance(self):
        # With the fields that the form does not show.
        self.form.instance.validate_constraints()
        row = self.save_row(self.form.instance)
        self.has_content_changes = self.form.has_changed()
        log(
            instance=row,
            action="wagtail.edit",
            content_changed=self.has_content_changes,
        )
        return row

    def save_row(self, row: models.Model) -> models.Model:
        """Save the locked row, the form's values in it, and return it.

        The relations are set first and silently, so that history holds one entry.
        """
        self.form.save(commit=False)
        with without_history(row):
            self.form.save_m2m()
        row.save()
        return row

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            return self.refuse(form, None, error)

    def refuse(self, form, field: str | None, error):
        """Show beside a field what only saving could tell."""
        form.add_error(field, error)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)
