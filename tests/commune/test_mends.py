"""What we mend in others' packages is still where we mend it."""

import re

import pytest
from django import forms
from django.core.cache import caches
from django.core.exceptions import ValidationError
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTimeInput,
)
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.models import Page

from commune import mends
from commune.models import Village

MENDED = [
    ("allauth.core.internal.ratelimit", "cache"),
    ("allauth.mfa.totp.internal.auth", "cache"),
    ("wagtail.models.pages", "slugify"),
    ("wagtail.admin.mail", "send_mail"),
    ("wagtail.admin.mail", "get_connection"),
]


@pytest.mark.parametrize(("module", "name"), MENDED)
def test_name_is_still_used_by_its_module(module, name):
    from importlib import import_module
    from pathlib import Path

    source = Path(import_module(module).__file__).read_text(encoding="utf-8")
    assert re.search(rf"\b{name}\b(\.|\()", source)


def test_login_throttle_and_used_codes_live_in_the_shared_cache():
    from allauth.core.internal import ratelimit
    from allauth.mfa.totp.internal import auth

    for module in (ratelimit, auth):
        module.cache.set("probe", 1)
        assert caches["shared"].get("probe") == 1
        assert caches["default"].get("probe") is None
        caches["shared"].clear()


def test_slug_of_a_page_without_one_keeps_d(db):
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=Page(title="Đăng ký khai sinh"))
    assert page.slug == "dang-ky-khai-sinh"


def test_family_name_comes_first(user_in):
    user = user_in(username="an")
    user.first_name, user.last_name = "An", "Nguyễn Văn"
    assert user.get_full_name() == "Nguyễn Văn An"
    user.last_name = ""
    assert user.get_full_name() == "An"


def test_chooser_keeps_its_own_method():
    assert BaseChooser.render is mends._render_chooser


@pytest.mark.parametrize(
    ("widget", "name"),
    [
        (AdminDateInput(), "initDateChooser"),
        (AdminTimeInput(), "initTimeChooser"),
        (AdminDateTimeInput(), "initDateTimeChooser"),
        (AdminPageChooser(), "PageChooser"),
    ],
)
def test_widget_starts_from_data_without_a_script(db, widget, name):
    html = widget.render("x", None, attrs={"id": "id_x"})
    assert "<script" not in html
    assert f'data-start="{name}"' in html
    assert "id_x" in html


@pytest.mark.parametrize("text", ["31/12/9999", "01/01/0001", "31/12/1899"])
@pytest.mark.parametrize("field", [forms.DateField, forms.DateTimeField])
def test_years_that_no_zone_can_shift_are_told(field, text):
    with pytest.raises(ValidationError, match="1900"):
        field().clean(text)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 20, "-" + "9" * 20, "a\0b"])
def test_keys_that_no_row_can_have_are_no_choice(key):
    for field in (forms.ModelChoiceField, forms.ModelMultipleChoiceField):
        for by in ("pk", "code"):
            choice = field(Village.objects.all(), to_field_name=by)
            with pytest.raises(ValidationError):
                choice.clean([key] if field is forms.ModelMultipleChoiceField else key)
