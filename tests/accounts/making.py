"""What the tests of accounts share."""

import re
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.test import Client

from commune.models import LoginEvent

GOOD = "Mot-mat-khau-dai-2026"
CHOOSE = "/tai-khoan/moi/"


def acts(user) -> list[str]:
    """Return what the login log holds of an account, oldest first."""
    return list(
        LoginEvent.objects.filter(user=user)
        .order_by("pk")
        .values_list("act", flat=True)
    )


def page_of(user) -> str:
    return f"/quan-tri/tai-khoan/{user.pk}/"


def fresh_link(desk, user) -> str:
    """Make a link as an administrator does; return its path, as shown once."""
    page = desk.post(f"{page_of(user)}duong-dan/", follow=True)
    return link_in(page.content.decode())


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:8000(/tai-khoan/moi/[\w-]{43}/)", text)
    assert found, text[-500:]
    return found[1]


def choose(client: Client, path: str, password: str = GOOD):
    """Open a link and choose a password; return the answer to the form."""
    client.get(path)
    return client.post(CHOOSE, {"password1": password, "password2": password})


def invited(desk, **changes) -> User:
    """Invite somebody on the form for it; return the account."""
    data = {"username": "binh", "first_name": "Bình", "last_name": "Lê Thị"}
    desk.post("/quan-tri/users/new/", data | changes)
    return User.objects.get(username=data["username"])


@contextmanager
def overtaken(monkeypatch, place, name: str, by):
    """Let `by()` happen once right before `place.name` runs: the forced window."""
    original = getattr(place, name)
    done = []

    def late(*args, **kwargs):
        if not done:
            done.append(True)
            by()
        return original(*args, **kwargs)

    monkeypatch.setattr(place, name, late)
    yield
    assert done, "the window never opened"
