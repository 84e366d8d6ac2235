from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.access import roles
from commune.accounts import passwords, states
from commune.models.accounts import LoginAct


class ReasonForm(forms.Form):
    """Why something is done to an account; later readers understand it from this."""

    reason = forms.CharField(
        label=_("Reason"),
        min_length=5,
        max_length=200,
        help_text=_("One sentence, kept in the log."),
    )


class ChoosePasswordForm(forms.Form):
    """The person types the own new password twice; it is never shown again."""

    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = passwords.words(user)

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self):
        super().clean()
        values = self.cleaned_data
        first, second = values.get("password1"), values.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        return values


class LogFilterForm(forms.Form):
    """What to show of the login log; each part may stay empty."""

    account = forms.CharField(label=_("Account"), max_length=150, required=False)
    act = forms.ChoiceField(
        label=pgettext_lazy("login log", "Event"),
        choices=[("", pgettext_lazy("login log", "All events")), *LoginAct.choices],
        required=False,
    )
    since = forms.DateField(label=_("From day"), required=False)
    until = forms.DateField(label=_("To day"), required=False)


STATE_CHOICES = list(states.LABELS.items())
ROLE_CHOICES = list(roles.LABELS.items())
