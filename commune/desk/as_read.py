"""What a form showed when it was opened: two people never undo each other unseen.

The page carries, field by field, a mark of what stood there. On saving, a field that
only a colleague changed keeps the colleague's value; one that both changed is asked.
"""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.views.generic.edit import FormMixin

from commune.desk.history import readable
from commune.model_fields import field_of

NAME = "as-read"
# What these post is not what is stored, or stands under several names.
UNMARKED = (forms.MultiWidget, forms.FileInput, forms.PasswordInput)
LIMIT = 20_000


class AsReadMixin(FormMixin):
    """For views of one form about one record; stands before them.

    The template writes the context's `as_read` into a hidden input named `NAME`. A post
    without it is taken as it is.
    """

    as_read = ""

    def get_form(self, form_class=None):
        form_class = form_class or self.get_form_class()
        kwargs = self.get_form_kwargs()
        unbound = {k: v for k, v in kwargs.items() if k not in {"data", "files"}}
        stored = form_class(**unbound)
        self.as_read = marks(stored)
        overtaken = {}
        if "data" in kwargs:
            kwargs["data"], both = rebase(kwargs["data"], stored)
            # Read here: checking the form may write into the very same record.
            overtaken = {name: value_of(stored, name) for name in both}
        form = form_class(**kwargs)
        for name, value in overtaken.items():
            form.add_error(name, overtaken_text(value))
        return form

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"as_read": self.as_read, "as_read_name": NAME}


def overtaken_text(value: str) -> str:
    return _(
        "Somebody else has just changed this to: %(value)s. "
        "Save once more to replace it by what is written here."
    ) % {"value": value}


def marks(stored: forms.BaseForm) -> str:
    """Return what the page has to carry: a mark of what each field of the form holds.

    `stored` is an unbound form of the record as it stands.
    """
    held = {bound.html_name: mark(shown(bound)) for bound in _marked(stored)}
    return json.dumps(held, separators=(",", ":"))


def rebase(data: QueryDict, stored: forms.BaseForm) -> tuple[QueryDict, list[str]]:
    """Return the post as if the page had been opened just now, and what two changed.

    A field that was not touched since the page was opened takes what is stored now.
    The names are of those fields that the post and somebody else changed differently.
    """
    read = _read(data)
    rebased, both = data.copy(), []
    for bound in _marked(stored):
        now, mine = shown(bound), data.getlist(bound.html_name)
        was = read.get(bound.html_name, mark(now))
        if mark(mine) == was:
            rebased.setlist(bound.html_name, now)
        elif was != mark(now) != mark(mine):
            both.append(bound.name)
    return rebased, both


def _marked(form: forms.BaseForm) -> list[BoundField]:
    return [
        bound
        for bound in form
        if not bound.field.disabled and not isinstance(bound.field.widget, UNMARKED)
    ]


def _read(data: QueryDict) -> dict[str, str]:
    """Return the marks that a post brings; none where it brings nonsense."""
    try:
        read = json.loads(data.get(NAME, "")[:LIMIT])
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def mark(values: list[str]) -> str:
    """Return a short mark of posted values; spaces and line ends at the edges aside."""
    lines = sorted(v.replace("\r\n", "\n").strip() for v in values)
    text = json.dumps([line for line in lines if line])
    return sha256(text.encode()).hexdigest()[:12]


def shown(bound: BoundField) -> list[str]:
    """Return what a browser posts for a field that nobody touched."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    formatted = widget.format_value(value)
    values = formatted if isinstance(formatted, list | tuple) else [formatted]
    return ["" if value is None else str(value) for value in values]


def value_of(stored: forms.BaseForm, name: str) -> str:
    """Return what a field of the record holds, as a person reads it."""
    bound = stored[name]
    if isinstance(bound.field, forms.ChoiceField):
        return _chosen(bound.field, set(shown(bound)) - {""}) or "–"
    if not isinstance(stored, forms.ModelForm):
        return ", ".join(shown(bound))
    return readable(field_of(stored.instance, name), getattr(stored.instance, name))


def _chosen(field: forms.ChoiceField, keys: set[str]) -> str:
    if isinstance(field, forms.ModelChoiceField):
        rows = field.queryset.filter(pk__in=keys) if field.queryset is not None else ()
        return ", ".join(map(field.label_from_instance, rows))
    choices: Any = field.choices
    return ", ".join(str(label) for value, label in choices if str(value) in keys)
