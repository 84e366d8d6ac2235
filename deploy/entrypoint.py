"""The one way in for containers and units: `web`, `worker`, `migrate`, `healthy`.

Any other word is a management command.

    python deploy/entrypoint.py web

Reads the environment of docs/en/operate.md, and `BIND` (127.0.0.1:8001) and
`WEB_PROCESSES` (2) for `web`.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

NAMES = {"worker": "work"}


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    what, *rest = arguments or ["web"]
    if what == "migrate":
        return migrate()
    if what == "healthy":
        return healthy()
    if what == "web":
        command = gunicorn()
    else:
        command = [sys.executable, "manage.py", NAMES.get(what, what), *rest]
    # This process becomes the program, so that signals reach it.
    return os.execv(command[0], command)  # noqa: S606


def gunicorn() -> list[str]:
    """Return the web server's command; /dev/shm keeps its heartbeat off the disk."""
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi:application",
        "--bind", os.environ.get("BIND", "127.0.0.1:8001"),
        "--workers", os.environ.get("WEB_PROCESSES", "2"),
        "--threads", "4",
        "--preload",
        "--timeout", "60",
        "--graceful-timeout", "25",
        "--max-requests", "5000",
        "--max-requests-jitter", "500",
        "--worker-tmp-dir", "/dev/shm",  # noqa: S108
        "--access-logfile", "/dev/null",
        "--log-level", "warning",
    ]  # fmt: skip


def migrate() -> int:
    """Bring the database, the shared cache's table and the static files up to date.

    A house that has no site yet gets its pages, workflow and rights; one that has keeps
    what its people made of them.
    """
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    call_command("check", deploy=True, fail_level="WARNING")
    call_command("migrate", interactive=False)
    if "shared" in settings.DATABASES:
        call_command("createcachetable", database="shared")
    if not has_site():
        call_command("create_site")
    call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def has_site() -> bool:
    from cms.pages import HomePage

    return HomePage.objects.exists()


def healthy() -> int:
    """Ask the web processes of this container whether they are up."""
    from http.client import HTTPConnection

    port = os.environ.get("BIND", "127.0.0.1:8001").rpartition(":")[2]
    host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().removeprefix(".")
    connection = HTTPConnection("127.0.0.1", int(port), timeout=3)
    connection.request("GET", "/healthz", headers={"Host": host})
    return 0 if connection.getresponse().status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
