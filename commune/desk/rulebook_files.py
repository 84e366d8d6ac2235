"""The whole rulebook on one page, and its way out into a file and in again."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune.desk.history import readable
from commune.rulebook import importing
from commune.rulebook.books import books, books_for, state
from commune.rulebook.columns import columns
from commune.rulebook.exporting import export
from commune.rulebook.files import MOST_BYTES, Fault
from commune.vietnamese import fold

FILE_NAME = "so-quy-dinh.yaml"
SHOWN_FAULTS = 100


class RulebookPage(WagtailAdminTemplateMixin):
    """Let in who may read one of the books."""

    page_title = gettext_lazy("Rulebook")
    header_icon = "list-ul"

    def dispatch(self, request, *args, **kwargs):
        if not books_for(request.user, "view"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class OverviewView(RulebookPage, TemplateView):
    template_name = "commune/desk/rulebook.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        models = books_for(self.request.user, "view")
        found = [state(model, today=today) for model in models]
        return super().get_context_data(
            books=sorted(found, key=lambda entry: fold(entry.label)),
            may_import=bool(books_for(self.request.user, "add", "change")),
            form=ImportForm(),
            **kwargs,
        )


class ExportView(View):
    """The books that the account may read, or the one asked for, as one file."""

    def get(self, request):
        found = books_for(request.user, "view")
        if name := request.GET.get("so"):
            found = [model for model in found if model._meta.model_name == name]
        if not found:
            raise PermissionDenied
        return HttpResponse(
            export(found),
            content_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
        )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A YAML file as it is downloaded here; up to 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not in UTF-8.")) from None


class ImportView(RulebookPage, ContextMixin, View):
    """First what would change, then, with the same text sent again, the change."""

    http_method_names = ["post"]
    template_name = "commune/desk/rulebook_import.html"

    def post(self, request):
        allowed = books_for(request.user, "add", "change")
        if not allowed:
            raise PermissionDenied
        if (text := request.POST.get("text")) is not None:
            name = request.POST.get("name", "")[:100] or FILE_NAME
            return self.answer(request, name, text, allowed, is_final=True)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, self.template_name, self.context(form=form))
        name = form.files["file"].name[:100]
        return self.answer(request, name, form.cleaned_data["file"], allowed)

    def answer(self, request, name, text, allowed, *, is_final=False):
        result = importing.take(
            [(name, text.encode())], models=allowed, dry_run=not is_final
        )
        if is_final and not result.faults:
            messages.success(
                request,
                _("Taken over: %(new)d new, %(changed)d changed.")
                % {"new": result.count("new"), "changed": result.count("changed")},
            )
            return redirect("commune_rulebook")
        context = self.context(name=name, text=text, result=result, form=ImportForm())
        return render(request, self.template_name, context)

    def context(self, **values) -> dict:
        result = values.get("result")
        if result:
            values["steps"] = [_told(s) for s in result.steps if s.act != "gone"]
            values["left"] = result.count("gone")
            values["faults"] = [_placed(f) for f in result.faults[:SHOWN_FAULTS]]
            values["more"] = max(len(result.faults) - SHOWN_FAULTS, 0)
        return self.get_context_data(**values)


def _told(step: importing.Step) -> dict:
    """Return what one step changes in the words of the screens."""
    return {
        "act": step.act,
        "code": step.code,
        "book": _label(step.book),
        "changes": [
            (capfirst(field.verbose_name), readable(field, old), readable(field, new))
            for field, old, new in step.changes
        ],
    }


def _placed(fault: Fault) -> dict:
    """Return a fault with the names that the screens give its book and column."""
    model = books().get(fault.book)
    field = columns(model).get(fault.column) if model else None
    return {
        "fault": fault,
        "book": _label(fault.book),
        "column": capfirst(field.verbose_name) if field else fault.column,
    }


def _label(book: str) -> str:
    model = books().get(book)
    return capfirst(model._meta.verbose_name_plural) if model else book
