"""How strong a password must be: it depends on whether a second factor stands by."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commune import conf
from commune.access import second_factor


def missing_kinds(password: str) -> list[str]:
    """Return which of `lower`, `upper`, `digit`, `sign` a password has none of."""
    tests = {
        "lower": str.islower,
        "upper": str.isupper,
        "digit": str.isdigit,
        "sign": lambda letter: not letter.isalnum(),
    }
    return [kind for kind, test in tests.items() if not any(map(test, password))]


class FactorValidator:
    """Eight signs beside a second factor; alone fourteen, of four kinds.

    An account whose role needs the factor counts as having it: until it is set up the
    account reaches nothing.
    """

    def validate(self, password: str, user=None) -> None:
        has_factor = user is not None and is_guarded(user)
        errors = [*_too_short(password, has_factor)]
        if not has_factor and conf.password_kinds_alone():
            errors += _too_plain(password)
        if errors:
            raise ValidationError(errors)

    def get_help_text(self) -> str:
        return words()


def words(user=None) -> str:
    """Return the rule in words; for an account, the part that holds for it."""
    short = _("At least %(n)d characters.") % {"n": conf.password_length_with_factor()}
    alone = _(
        "At least %(n)d characters with small and capital letters, a digit and a sign."
    ) % {"n": conf.password_length_alone()}
    if user is not None:
        return short if is_guarded(user) else alone
    return (
        alone
        + " "
        + _("With a second factor, %(n)d characters are enough.")
        % {"n": conf.password_length_with_factor()}
    )


def is_guarded(user) -> bool:
    """Say whether the account has a second factor or must set one up first."""
    if not conf.keeps_accounts():
        return False
    if user.pk is None:
        return "*" in conf.second_factor_roles()
    return second_factor.needs_second_factor(user) or second_factor.has_second_factor(
        user
    )


def _too_short(password: str, has_factor: bool) -> list[ValidationError]:
    length = conf.password_length_alone()
    if has_factor:
        length = conf.password_length_with_factor()
    if len(password) >= length:
        return []
    text = ngettext(
        "The password needs at least %(n)d character.",
        "The password needs at least %(n)d characters.",
        length,
    )
    return [ValidationError(text % {"n": length}, code="password_too_short")]


def _too_plain(password: str) -> list[ValidationError]:
    words = {
        "lower": _("a small letter"),
        "upper": _("a capital letter"),
        "digit": _("a digit"),
        "sign": _("a sign such as - ! ? or a space"),
    }
    missing = missing_kinds(password)
    if not missing:
        return []
    text = _("The password still needs: %(kinds)s.")
    kinds = ", ".join(words[kind] for kind in missing)
    return [ValidationError(text % {"kinds": kinds}, code="password_too_plain")]
