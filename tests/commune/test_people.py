import pytest
from django.contrib.auth import get_user_model

from commune.people import name_of


@pytest.mark.parametrize(
    ("last_name", "first_name", "name"),
    [
        ("Lê Thị", "Bình", "Lê Thị Bình"),
        ("", "Bình", "Bình"),
        ("", "", "ungcuu"),
        ("x" * 150, "y" * 150, "x" * 150),
    ],
)
def test_a_person_is_called_by_name_else_by_account(last_name, first_name, name):
    user = get_user_model()(
        username="ungcuu", last_name=last_name, first_name=first_name
    )
    assert name_of(user) == name


def test_nobody_has_no_name():
    assert name_of(None) == ""
