"""Forms that carry the key of `commune.access.idempotency` in a hidden field."""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

SENT_BEFORE = _(
    "This page was sent before with other words. What you typed is kept: press the"
    " button again to send this too."
)
UNUSABLE = _(
    "This page was not complete, or was open for too long. What you typed is kept:"
    " please press the button again."
)


class KeyedForm:
    """A mixin that comes before `forms.Form`: no key may keep a person from sending.

    `key_name` names the hidden field. A key that cannot be read, or that was used for
    other words, is told above the form and replaced; the typed text stays.
    """

    key_name = "key"

    def full_clean(self):
        super().full_clean()
        if self.key_name in (self._errors or {}):
            del self._errors[self.key_name]
            self.add_error(None, UNUSABLE)
            self.renew_key()

    def refuse_used_key(self) -> None:
        """Answer KeyReused: say it, and let the next sending go through."""
        self.add_error(None, SENT_BEFORE)
        self.renew_key()

    def renew_key(self) -> None:
        """Give the next sending a key of its own."""
        self.data = self.data.copy()
        self.data[self.add_prefix(self.key_name)] = uuid4().hex
