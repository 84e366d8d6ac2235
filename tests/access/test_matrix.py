"""Who gets what from every address; a new address without a row fails.

`WRITE_MATRIX=1` writes the two matrices anew: read their diff before you commit it.
"""

import csv
import os
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client

from commune.demo_accounts import ACCOUNTS
from tests.access.routes import Route, routes
from tests.access.samples import Samples

IDENTITIES = ["visitor", "nobody", *ACCOUNTS]

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


def answer(client: Client, method: str, route: Route) -> str:
    """Return the status of one request; whatever it wrote is undone, a logout too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(
            method,
            route.address,
            content_type="application/x-www-form-urlencoded",
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        if response.streaming:
            b"".join(response)  # closing it instead would close the database too
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and "/tai-khoan/login/" in response.url:
        return "login"
    return str(response.status_code)


def clients() -> dict[str, Client]:
    """Return one logged-in client an identity; the visitor has no account."""
    users = get_user_model().objects
    made = {name: Client(raise_request_exception=False) for name in IDENTITIES}
    made["nobody"].force_login(users.create_user("nobody"))
    for name in ACCOUNTS:
        made[name].force_login(users.get(username=name))
    return made


def measure(method: str) -> list[list[str]]:
    logged_in = clients()
    return [
        [
            route.pattern,
            *(answer(logged_in[name], method, route) for name in IDENTITIES),
        ]
        for route in routes(Samples())
    ]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_address_answers_each_identity_as_the_matrix_says(demo_data, method):
    matrix = Path(__file__).with_name(f"matrix_{method.lower()}.csv")
    measured = [["address", *IDENTITIES], *measure(method)]
    if os.environ.get("WRITE_MATRIX"):
        with matrix.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(measured)
    with matrix.open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    assert [row for row in measured if row not in expected] == []
    assert [row for row in expected if row not in measured] == [], "gone from the site"
    assert [row for row in measured if "500" in row] == []
