"""Mends in other people's packages, each with its cause.

tests/commune/test_mends.py asserts that what is mended is still there, so an update
that moves it fails loudly.
"""

import re
import uuid

from django import forms
from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.mail.backends.dummy import EmailBackend as DummyBackend
from django.db import transaction
from django.forms.fields import InvalidJSONInput
from django.utils.connection import ConnectionProxy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from commune import conf, forged_keys
from commune.vietnamese.dates import EARLIEST_YEAR, LATEST_YEAR


def mend() -> None:
    """Apply the mends whose package is installed; called once in `ready()`."""
    if apps.is_installed("allauth.account"):
        share_login_throttle()
    if apps.is_installed("allauth.mfa"):
        share_used_codes()
    if apps.is_installed("wagtail"):
        keep_d_in_page_slugs()
        publish_in_one_transaction()
    put_the_family_name_first()
    keep_dates_within_the_calendar()
    refuse_json_that_is_nested_too_deep()
    forged_keys.refuse_in_choices()
    if apps.is_installed("wagtail.admin"):
        send_notices_through_the_outbox()
        let_a_name_be_one_word()
        refuse_a_link_without_address()
        render_choosers_without_inline_script()
        forged_keys.show_no_choice()
        forged_keys.refuse_in_addresses()


def refuse_json_that_is_nested_too_deep() -> None:
    """Django's JSON field knows no bottom: a thousand brackets were HTTP 500."""
    stock, stock_bound = forms.JSONField.to_python, forms.JSONField.bound_data

    def to_python(self, value):
        try:
            return stock(self, value)
        except RecursionError:
            text = self.error_messages["invalid"]
            raise ValidationError(text, code="invalid") from None

    def bound_data(self, data, initial):
        try:
            return stock_bound(self, data, initial)
        except RecursionError:
            return InvalidJSONInput(data)

    forms.JSONField.to_python = to_python
    forms.JSONField.bound_data = bound_data


def refuse_a_link_without_address() -> None:
    """Wagtail's link form calls `.startswith` on what was not sent: HTTP 500."""
    from wagtail.admin.forms.choosers import URLOrAbsolutePathField

    stock = URLOrAbsolutePathField.to_python
    URLOrAbsolutePathField.to_python = lambda self, value: stock(self, value or "")


def share_login_throttle() -> None:
    """allauth counts tries in the cache `default`, which each process has for itself.

    Two processes would allow twice as many passwords.
    """
    from allauth.core.internal import ratelimit

    ratelimit.cache = ConnectionProxy(caches, conf.shared_cache_alias())


def share_used_codes() -> None:
    """allauth remembers used TOTP codes in the same place: a code could serve twice."""
    from allauth.mfa.totp.internal import auth

    auth.cache = ConnectionProxy(caches, conf.shared_cache_alias())


def keep_d_in_page_slugs() -> None:
    """Page.full_clean() takes Django's slugify, which drops "đ" altogether."""
    from wagtail.models import pages

    from commune.vietnamese import slugify

    pages.slugify = lambda text, allow_unicode=False: slugify(str(text))


def publish_in_one_transaction() -> None:
    """Wagtail's editor publishes step by step, each committed by itself.

    A process that dies between the page and what `page_published` writes would leave
    a page of which nobody was told.
    """
    from wagtail.actions.publish_revision import PublishRevisionAction
    from wagtail.actions.unpublish import UnpublishAction

    for action in (PublishRevisionAction, UnpublishAction):
        action.execute = transaction.atomic(action.execute)


def put_the_family_name_first() -> None:
    """Django writes "An Nguyễn Văn"; a Vietnamese name begins with the family's."""
    from django.contrib.auth.models import AbstractUser

    AbstractUser.get_full_name = _full_name


def _full_name(self) -> str:
    return f"{self.last_name} {self.first_name}".strip()


def keep_dates_within_the_calendar() -> None:
    """Django's form fields take the years 1 to 9999, which no zone can shift: HTTP 500.

    31/12/9999 in Viet Nam's time is still read, but whoever adds a day to it fails.
    """
    for field in (forms.DateField, forms.DateTimeField):
        field.to_python = _within_the_calendar(field.to_python)


def _within_the_calendar(stock):
    def to_python(self, value):
        found = stock(self, value)
        if found is not None and not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            raise ValidationError(
                _("The year must lie between %(first)s and %(last)s."),
                code="year",
                params={"first": str(EARLIEST_YEAR), "last": str(LATEST_YEAR)},
            )
        return found

    return to_python


def send_notices_through_the_outbox() -> None:
    """Wagtail speaks SMTP inside the transaction that hands a page in.

    A mail host that is away would undo it with HTTP 500, a rollback would leave mails
    of what never was, and on SQLite every other writer would wait for the mail host.
    """
    from wagtail.admin import mail

    mail.get_connection = lambda **kwargs: DummyBackend()
    mail.send_mail = _put_notice


def _put_notice(subject, message, recipient_list, from_email=None, **kwargs) -> int:
    """Write one mail a recipient into the outbox; return how many."""
    from commune import outbox
    from commune.models.outbox import Channel

    for address in recipient_list:
        outbox.put(
            key=f"notice-{uuid.uuid4().hex}",
            channel=Channel.EMAIL,
            recipient=address,
            subject=subject,
            body=message,
        )
    return len(recipient_list)


def let_a_name_be_one_word() -> None:
    """Wagtail's profile asks for two names, so who has one cannot save a language."""
    from wagtail.admin.forms.account import NameEmailForm

    NameEmailForm.base_fields["last_name"].required = False


def render_choosers_without_inline_script() -> None:
    """Wagtail's choosers start themselves in an inline script, which our CSP forbids.

    The call goes into data attributes; commune/admin/start.js makes it.
    """
    from wagtail.admin.widgets.chooser import BaseChooser

    BaseChooser.render = _render_chooser


CALL = re.compile(r"(?:new )?(?P<name>[\w.]+)\((?P<arguments>.*)\);?", re.DOTALL)


def _render_chooser(self, name, value, attrs=None, renderer=None):
    value_data = self.get_value_data(value)
    script = self.render_js_init(attrs["id"], name, value_data)
    call = CALL.fullmatch(script)
    if call is None:
        raise ValueError(f"Wagtail starts this chooser in another way: {script}")
    return format_html(
        '{}<span hidden data-start="{}" data-start-args="[{}]"></span>',
        self.render_html(name, value_data, attrs),
        call["name"],
        call["arguments"],
    )
