import pytest
from django.test import Client


@pytest.fixture
def administrator(user_in):
    return user_in("Administrators", username="quantri")


@pytest.fixture
def second(user_in):
    """Return another administrator."""
    return user_in("Administrators", username="quantri2")


@pytest.fixture
def desk(administrator):
    return signed_in(administrator)


@pytest.fixture
def person(user_in):
    user = user_in("Trainers", username="an")
    user.email = "an@xa.example"
    user.save()
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_user():
    """Return a maker of signed-in clients."""
    return signed_in
