"""Keys that somebody typed into an address or a hidden field.

Django and Wagtail hand them to the database as they come: "abc", twenty digits or a NUL
end as HTTP 500. What no row can bear is no choice of a form, and 404 in an address.
"""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404

Asked = tuple[type[Model], Iterable[str]]  # which table's keys a request names


def is_impossible(key: object) -> bool:
    """Say whether a key fits no column: a number beyond 64 bits, or a NUL."""
    text = str(key)
    return "\0" in text or (len(text) > 18 and text.lstrip("+-").isdigit())


def fits(model: type[Model], key: object) -> bool:
    """Say whether a row of the model could have this primary key."""
    if is_impossible(key):
        return False
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True


def refuse_in_choices() -> None:
    """Django asks the database for any key that a form sends."""
    for field in (forms.ModelChoiceField, forms.ModelMultipleChoiceField):
        field.clean = _without_impossible_keys(field.clean)


def _without_impossible_keys(stock):
    def clean(self, value):
        keys = value if isinstance(value, list | tuple) else [value]
        if any(is_impossible(key) for key in keys):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": ""},
            )
        return stock(self, value)

    return clean


def show_no_choice() -> None:
    """Wagtail's chooser looks a refused key up once more, to show the form again."""
    from wagtail.admin.widgets.chooser import BaseChooser

    stock = BaseChooser.get_instance

    def get_instance(self, value):
        if value is None or isinstance(value, Model) or fits(self.model_class, value):
            return stock(self, value)
        return None

    BaseChooser.get_instance = get_instance


def refuse_in_addresses() -> None:
    """Answer 404 where Wagtail's choosers and bulk actions read keys of an address."""
    from wagtail.admin.views import chooser
    from wagtail.admin.views.bulk_action import BulkAction
    from wagtail.admin.views.generic import chooser as generic

    for view, method, asked in (
        (generic.ChosenViewMixin, "get", _key_of_path),
        (generic.ChosenMultipleViewMixin, "get", _keys_of_query),
        (chooser.ChosenMultipleView, "get", _pages_of_query),
        (chooser.BrowseView, "get", _target_pages),
        (BulkAction, "dispatch", _keys_of_bulk_action),
    ):
        setattr(view, method, _checked(getattr(view, method), asked))
    chooser.shared_context = _with_a_page_for_parent(chooser.shared_context)


def _checked(stock, asked: Callable[..., Asked]):
    @wraps(stock)
    def checked(self, request, *args, **kwargs):
        model, keys = asked(self, request, *args, **kwargs)
        if not all(fits(model, key) for key in keys):
            raise Http404
        return stock(self, request, *args, **kwargs)

    return checked


def _key_of_path(view, request, pk) -> Asked:
    return view.model_class, [unquote(str(pk))]


def _keys_of_query(view, request) -> Asked:
    return view.model_class, request.GET.getlist("id")


def _pages_of_query(view, request) -> Asked:
    from wagtail.models import Page

    return Page, request.GET.getlist("id")


def _target_pages(view, request, parent_page_id: Any = None) -> Asked:
    from wagtail.models import Page

    return Page, [key for key in request.GET.getlist("target_pages[]") if key]


def _keys_of_bulk_action(view, request) -> Asked:
    keys = request.GET.getlist("id")
    if "all" not in keys:
        return view.model, keys
    parents = request.GET.getlist("childOf")[-1:]
    known = [key for key in parents if fits(view.model, key)]
    if not all(view.model.objects.filter(pk=key).exists() for key in known):
        raise Http404
    return view.model, parents


def _with_a_page_for_parent(stock):
    @wraps(stock)
    def shared_context(request, extra_context=None):
        parent = request.GET.get("parent_page_id")
        if parent and not re.fullmatch(r"[0-9]{1,18}", parent):
            raise Http404
        return stock(request, extra_context)

    return shared_context
