"""docker-compose.yml, Dockerfile and units, read without an engine."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_compose_file_is_valid_against_the_schema():
    command = [sys.executable, "-m", "check_jsonschema"]
    schema = ["--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(
        [*command, *schema], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_services_are_hardened(compose):
    assert {"web", "worker", "db", "redis", "proxy"} <= compose["services"].keys()
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"].split(":")[0] not in {"", "0", "root"}, name
        assert "privileged" not in service, name


def test_only_the_proxy_publishes_ports(compose):
    published = [name for name, s in compose["services"].items() if s.get("ports")]
    assert published == ["proxy"]
    assert compose["networks"]["data"]["internal"] is True
    assert compose["services"]["db"]["networks"] == ["data"]


def test_images_are_pinned(compose):
    for service in compose["services"].values():
        _name, _colon, tag = service["image"].rpartition(":")
        assert tag == "local" or (tag[0].isdigit() and "." in tag)
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert set(bases) == {"python:3.11.11-slim-bookworm"}


def test_the_image_makes_every_folder_that_a_volume_takes_its_owner_from(compose):
    mounts = {mount.split(":")[1] for mount in compose["services"]["web"]["volumes"]}
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    made = {w for line in lines if "install -d -o xaso" in line for w in line.split()}
    assert mounts - made == set()


def test_long_running_services_say_whether_they_are_well(compose):
    silent = [n for n, s in compose["services"].items() if "healthcheck" not in s]
    assert silent == ["migrate"]


def test_compose_gives_every_variable_that_production_needs(compose):
    from tests.config.test_production import REQUIRED

    for name in ("web", "worker", "migrate"):
        assert set(REQUIRED) <= compose["services"][name]["environment"].keys()


def test_image_runs_as_nobody_special_and_holds_hashed_packages():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "USER 10001:10001" in text
    assert "--require-hashes" in text
    assert "chown" not in text  # the code stays root's


@pytest.mark.parametrize("unit", ["xaso-web.service", "xaso-worker.service"])
def test_units_run_as_their_own_user_over_code_they_cannot_write(unit):
    text = (ROOT / "deploy/systemd" / unit).read_text(encoding="utf-8")
    settings = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    assert settings["User"] == "xaso"
    assert settings["NoNewPrivileges"] == "yes"
    assert settings["ProtectSystem"] == "strict"
    assert settings["ReadWritePaths"] == "/srv/xaso"
    assert "deploy/entrypoint.py" in settings["ExecStart"]
