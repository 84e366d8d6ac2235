"""How strong a password must be."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from commune.accounts.passwords import missing_kinds
from tests.access.signing_in import add_totp


@given(st.text())
def test_kinds_are_missing_until_one_of_each_is_there(text):
    assert missing_kinds(text + "aA1-") == []
    assert set(missing_kinds(text)) <= {"lower", "upper", "digit", "sign"}


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("aA1-", []),
        ("đ Đ 1", []),
        ("AAA1-", ["lower"]),
        ("", ["lower", "upper", "digit", "sign"]),
    ],
)
def test_vietnamese_letters_are_letters(password, missing):
    assert missing_kinds(password) == missing


def refused(password, user) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


@pytest.mark.django_db
def test_second_factor_makes_eight_enough(person):
    assert refused("Tam-ky-8", person)
    add_totp(person)
    assert not refused("Tam-ky-8", person)
    assert refused("Bay-ky7", person)


@pytest.mark.django_db
def test_role_that_needs_the_factor_counts_as_having_it(person, settings):
    settings.SECOND_FACTOR_ROLES = ["Trainers"]
    assert not refused("Tam-ky-8", person)
    assert refused("Tam-ky-8", User(username="moi"))
    settings.SECOND_FACTOR_ROLES = ["*"]
    assert not refused("Tam-ky-8", User(username="moi"))


@pytest.mark.django_db
def test_alone_fourteen_of_four_kinds(person, settings):
    assert not refused("Muoi-bon-ky-14", person)
    assert refused("Muoi-ba-ky-13", person)
    assert refused("muoi-bon-ky-14", person)
    settings.PASSWORD_KINDS_ALONE = False
    assert not refused("muoi-bon-ky-14", person)
    settings.PASSWORD_LENGTH_ALONE = 15
    assert refused("muoi-bon-ky-14", person)
