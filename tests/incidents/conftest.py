from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.intake.log import Report, log
from incidents.models import Incident


@pytest.fixture
def responder(user_in):
    return user_in("Responders", username="ung-cuu")


@pytest.fixture
def colleague(user_in):
    return user_in("Responders", username="dong-nghiep")


@pytest.fixture
def lead(user_in):
    return user_in("Response leads", username="to-truong")


@pytest.fixture
def make_incident(responder):
    """Return a maker of logged incidents: `make_incident("text", tlp="RED")`."""
    count = 0

    def make(text="Máy tính báo virus", *, actor=None, ago=5, **report) -> Incident:
        nonlocal count
        count += 1
        at = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=ago)
        report = {"reported_at": at} | report
        logged = log(
            Report(text=text, **report), actor=actor or responder, key=f"test-{count}"
        )
        return Incident.objects.get(ref=logged.ref)

    return make
