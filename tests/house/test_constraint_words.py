"""A rule of the database that a form can run into speaks in a sentence of its own."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import Model, UniqueConstraint
from django.forms.models import BaseModelForm
from django.urls import get_resolver
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

pytestmark = pytest.mark.once

OURS = {"commune", "incidents", "training", "cms"}


def below(cls: type) -> Iterator[type]:
    for child in cls.__subclasses__():
        yield child
        yield from below(child)


def edited_models() -> set[type[Model]]:
    """Return those of our models that a form of the running site edits."""
    assert get_resolver().url_patterns  # with the addresses come the desks' forms
    forms = (getattr(form, "_meta", None) for form in below(BaseModelForm))
    edited = {form.model for form in forms if form and form.model}
    pages = {model for model in apps.get_models() if issubclass(model, Page)}
    found = edited | pages | set(get_snippet_models())
    return {model for model in found if model._meta.app_label in OURS}


def says_its_name(constraint) -> bool:
    """Say whether a person would read the bare name of the constraint.

    Of a plain unique one Django tells the fields instead.
    """
    is_plain = isinstance(constraint, UniqueConstraint) and not (
        constraint.condition or constraint.expressions
    )
    default = type(constraint).default_violation_error_message
    return not is_plain and constraint.violation_error_message == default


def test_the_forms_of_every_app_are_seen():
    seen = {model._meta.label for model in edited_models()}
    assert {
        "commune.TeamMember",
        "incidents.Incident",
        "training.TrainingClass",
        "cms.WarningPage",
    } <= seen


def test_no_constraint_that_a_form_can_break_shows_its_bare_name():
    bare = [
        f"{model._meta.label}: {constraint.name}"
        for model in edited_models()
        for constraint in model._meta.constraints
        if says_its_name(constraint)
    ]
    assert bare == []
