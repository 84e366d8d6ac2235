"""The wheel in a blank `wagtail start` project, with the plug-ins and without `cms`."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
from blank.settings.dev import *

INSTALLED_APPS = [
    "commune", "incidents", "training", "simple_history", "rest_framework",
    *INSTALLED_APPS,
]
MIDDLEWARE = [*MIDDLEWARE, "simple_history.middleware.HistoryRequestMiddleware"]
DATABASES["default"]["OPTIONS"] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "test.sqlite3"}
ALLOWED_HOSTS = ["*"]
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["commune.formats"]
LOGIN_URL = "/admin/login/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""
URLS = """
from django.urls import include, path

from blank.urls import urlpatterns as stock

urlpatterns = [
    path("", include("commune.urls")),
    path("", include("incidents.urls")),
    path("", include("training.urls")),
    *stock,
]
"""

pytestmark = [pytest.mark.once, pytest.mark.slow]


def run(*command: str, cwd: Path, **environment: str) -> str:
    """Run one command; a failure shows what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("DJANGO", "PYTEST"))
        }
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel from what git would ship."""
    source = tmp_path_factory.mktemp("source") / "xaso"
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".git", ".venv", "var", "*.pyc")
    )
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", "dist"]
    run(*build, cwd=source)
    return next((source / "dist").glob("xaso-*.whl"))


@pytest.fixture(scope="module")
def blank(wheel, tmp_path_factory) -> Path:
    """Start a Wagtail project and unpack the wheel beside it, without `cms`."""
    folder = tmp_path_factory.mktemp("blank")
    wagtail = str(Path(sys.executable).with_name("wagtail"))
    run(sys.executable, wagtail, "start", "blank", ".", cwd=folder)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    shutil.rmtree(folder / "cms")
    (folder / "blank" / "settings" / "plugins.py").write_text(SETTINGS)
    (folder / "blank" / "plugin_urls.py").write_text(URLS)
    settings = folder / "blank" / "settings" / "plugins.py"
    settings.write_text(settings.read_text() + 'ROOT_URLCONF = "blank.plugin_urls"\n')
    return folder


def test_wheel_holds_templates_static_files_and_catalogues(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "commune/templates/commune/base.html",
        "commune/static/commune/site.css",
        *(
            f"{app}/locale/vi/LC_MESSAGES/django.mo"
            for app in ("commune", "incidents", "training", "cms")
        ),
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests", "config", "var"))]


def test_plug_ins_pass_checks_and_migrate_in_a_blank_project(blank):
    environment = {"DJANGO_SETTINGS_MODULE": "blank.settings.plugins"}
    run(sys.executable, "manage.py", "check", cwd=blank, **environment)
    run(sys.executable, "manage.py", "migrate", "-v0", cwd=blank, **environment)


def test_plug_ins_pass_their_own_tests_in_a_blank_project(blank):
    for folder in ("incidents", "training"):
        shutil.copytree(ROOT / "tests" / folder, blank / "tests" / folder)
    for name in ("conftest.py", "complete.py", "shown_form.py"):
        shutil.copy(ROOT / "tests" / name, blank / "tests" / name)
    (blank / "tests" / "__init__.py").touch()
    run(
        sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider",
        "--import-mode=importlib", "--ds=blank.settings.plugins", "-o", "markers=",
        "-m", "not whole_site and not slow and not browser and not postgres", "tests",
        cwd=blank,
    )  # fmt: skip
