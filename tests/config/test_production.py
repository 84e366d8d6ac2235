"""config.settings.production, started as an operator starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.once


@pytest.fixture
def environment(tmp_path):
    """Return every variable of the contract that production needs."""
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "XASO_VAR": str(tmp_path),
        "SECRET_KEY": "Zr8-mot-chuoi-du-dai-va-kho-doan-0123456789-abcdefghij",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "ALLOWED_HOSTS": "xa.example.vn",
        "BASE_URL": "https://xa.example.vn",
        "EMAIL_URL": "smtp://gui:mat-khau@mail.example.vn:587",
        "STORAGE_URL": f"file://{tmp_path}/media",
        "EVIDENCE_DIR": f"{tmp_path}/evidence",
        "TRUSTED_PROXIES": "127.0.0.1,10.0.0.0/8",
    }


def start(environment, *arguments):
    command = [sys.executable, "manage.py", *(arguments or ("check",))]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_deployment_check_is_clean(environment):
    done = start(environment, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_the_folder_of_the_demo_may_have_signs_of_an_address(environment, tmp_path):
    folder = tmp_path / "Dự án #2 100%25"
    folder.mkdir()
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "XASO_VAR": str(folder),
    }
    del environment["DATABASE_URL"]
    code = (
        "from django.conf import settings; print(settings.DATABASES['default']['NAME'])"
    )
    done = start(environment, "shell", "-v", "0", "-c", code)
    assert done.stdout.strip() == f"{folder}/db.sqlite3", done.stderr


REQUIRED = [
    "SECRET_KEY",
    "DATABASE_URL",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "EMAIL_URL",
    "STORAGE_URL",
    "EVIDENCE_DIR",
    "TRUSTED_PROXIES",
]


@pytest.mark.parametrize("name", REQUIRED)
def test_missing_variable_stops_the_start_with_one_line(environment, name):
    del environment[name]
    done = start(environment)
    assert done.returncode == 1
    assert done.stderr == f"{name} is not set.\n"


MALFORMED = {
    "SECRET_KEY": ["ngan", "a" * 60],
    "DATABASE_URL": ["mysql://x/y", "sqlite://", "postgres://", "postgres://h:x/d"],
    "DATABASE_REPLICA_URL": ["mysql://x/y"],
    "REDIS_URL": ["localhost:6379", "http://localhost"],
    "ALLOWED_HOSTS": ["*", "xa.example.vn,*", "https://xa.example.vn"],
    "BASE_URL": ["xa.example.vn", "http://xa.example.vn", "https://"],
    "EMAIL_URL": ["mail.example.vn", "smtp://", "smtp://mail.example.vn:x"],
    "STORAGE_URL": ["/srv/media", "file://media", "s3://", "ftp://x/y"],
    "EVIDENCE_DIR": ["evidence"],
    "OUTBOX_ADAPTERS": ["x", "sms=x", "fax=a.b"],
    "TRUSTED_PROXIES": ["proxy", "127.0.0.1,300.1.1.1"],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(n, value) for n, values in MALFORMED.items() for value in values],
)
def test_malformed_variable_stops_the_start_with_one_line(environment, name, value):
    done = start(environment | {name: value})
    assert done.returncode == 1
    assert done.stderr.startswith(name)
    assert done.stderr.count("\n") == 1


def test_variables_that_are_optional_are_taken(environment):
    optional = {
        "REDIS_URL": "redis://127.0.0.1:6379/1",
        "DATABASE_REPLICA_URL": environment["DATABASE_URL"],
        "TRUSTED_PROXIES": "none",
        "OUTBOX_ADAPTERS": "sms=commune.outbox.adapters.FileAdapter",
    }
    done = start(environment | optional)
    assert done.returncode == 0, done.stderr


def test_bypass_code_of_the_second_factor_fails_the_check(environment, tmp_path):
    extra = tmp_path / "lax.py"
    extra.write_text(
        "from config.settings.production import *\n"
        "MFA_TOTP_INSECURE_BYPASS_CODE = '000000'\n"
        "SECOND_FACTOR_ROLES = []\n"
    )
    lax = {"DJANGO_SETTINGS_MODULE": "lax", "PYTHONPATH": str(tmp_path)}
    done = start(environment | lax, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 1
    assert "commune.E002" in done.stderr
    assert "commune.W004" in done.stderr


@pytest.mark.parametrize(("secret", "module"), [("", "demo"), ("x", "production")])
def test_a_command_takes_the_demo_only_where_there_is_no_secret(
    environment, secret, module
):
    del environment["DJANGO_SETTINGS_MODULE"]
    environment["SECRET_KEY"] *= bool(secret)
    code = "from django.conf import settings; print(settings.SETTINGS_MODULE)"
    done = start(environment, "shell", "-v", "0", "-c", code)
    assert done.stdout.strip() == f"config.settings.{module}", done.stderr
