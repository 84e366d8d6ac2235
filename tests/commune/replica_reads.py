"""Ask for the villages in many ways; say from which database each answer came.

Run as a program: the village has another name in each of the two databases.
"""

import json
import sys

import django
from django.http import HttpResponse

ADDRESS = "/api/v1/villages"


def main() -> None:
    django.setup()
    from commune.models import Village

    for alias, name in (("default", "primary"), ("replica", "replica")):
        Village.objects.using(alias).create(code="TH01", name=name, position=1)
    json.dump(asked() | in_one_request() | when_the_copy_is_away(), sys.stdout)


def names(**headers) -> str:
    from django.test import Client

    answer = Client(SERVER_NAME="localhost").get(ADDRESS, headers=headers)
    return " ".join(row["name"] for row in answer.json()["results"])


def asked() -> dict:
    from django.conf import settings
    from django.test import Client

    page = Client(SERVER_NAME="localhost").get("/lop-hoc/").content.decode()
    ticket = Client(SERVER_NAME="localhost").get("/lop-hoc/tra-cuu/")
    return {
        "visitor": names(),
        "page": "replica" if ">replica<" in page else "primary",
        "unmarked page": ticket.status_code,
        "with a session": names(cookie=f"{settings.SESSION_COOKIE_NAME}=x"),
        "with a token": names(authorization="Bearer x"),
    }


def in_one_request() -> dict:
    """Read, write a row that came from the copy, and read again."""
    from django.test import RequestFactory

    from commune.models import Village
    from commune.replica import may_lag

    seen = []

    def view(request):
        village = Village.objects.get()
        seen.append(village.name)
        village.name = "written"
        village.save()
        seen.append(Village.objects.get().name)
        return HttpResponse()

    may_lag(view)(RequestFactory().get("/"))
    kept = Village.objects.using("replica").get().name
    posted = []
    may_lag(lambda request: posted.append(Village.objects.get().name))(
        RequestFactory().post("/")
    )
    return {"before and after": seen, "the copy keeps": kept, "posted": posted}


def when_the_copy_is_away() -> dict:
    from django.db import connections

    with connections["replica"].cursor() as cursor:
        cursor.execute("DROP TABLE commune_village")
    return {"without the copy": names()}


if __name__ == "__main__":
    main()
