"""Every string of ours has its Vietnamese, and the shipped catalogue is in step."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ["commune", "incidents", "training", "cms"]
MAKE_MESSAGES = ["makemessages", "-l", "vi", "--no-location", "--no-wrap"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

pytestmark = pytest.mark.once


def catalogue(app: str, ending: str = "po") -> str:
    return str(ROOT / app / "locale" / "vi" / "LC_MESSAGES" / f"django.{ending}")


def key(entry: polib.POEntry) -> tuple:
    return (entry.msgctxt, entry.msgid)


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("app", APPS)
def test_catalogue_is_complete(app):
    entries = [e for e in polib.pofile(catalogue(app)) if not e.obsolete]
    missing = [e.msgid for e in entries if not all(translations(e)) or e.fuzzy]
    assert missing == []


@pytest.mark.parametrize("app", APPS)
def test_catalogue_keeps_placeholders_and_form(app):
    for entry in polib.pofile(catalogue(app)):
        assert entry.msgid.isascii(), entry.msgid
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        for text in translations(entry):
            assert unicodedata.is_normalized("NFC", text)
            assert set(PLACEHOLDER.findall(text)) == wanted, entry.msgid


@pytest.mark.parametrize("app", APPS)
def test_compiled_catalogue_is_in_step(app):
    compiled = polib.mofile(catalogue(app, "mo"))
    source = [e for e in polib.pofile(catalogue(app)) if not e.obsolete]
    assert {key(e): translations(e) for e in compiled} == {
        key(e): translations(e) for e in source
    }


@pytest.mark.parametrize("app", [*APPS, "config"])
def test_a_counted_string_is_found_alone_too(app):
    """Debian's Python 3.11.2 looks for a plural only where something is counted."""
    compiled = polib.mofile(catalogue(app, "mo"))
    counted = {key(e) for e in compiled if e.msgid_plural}
    assert counted
    assert counted - {key(e) for e in compiled if not e.msgid_plural} == set()


@pytest.mark.parametrize("app", APPS)
def test_catalogue_has_every_string_of_the_code(app, tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is not installed")
    copy = tmp_path / app
    shutil.copytree(ROOT / app, copy, ignore=shutil.ignore_patterns("*.pyc"))
    subprocess.run(
        [sys.executable, "-P", "-m", "django", *MAKE_MESSAGES],
        cwd=copy,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": ""},
        check=True,
        capture_output=True,
    )
    fresh = polib.pofile(str(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    shipped = polib.pofile(catalogue(app))
    wanted = {key(e) for e in fresh if not e.obsolete}
    have = {key(e) for e in shipped if not e.obsolete}
    assert wanted - have == set()
    assert have - wanted == set(), "no longer used"
