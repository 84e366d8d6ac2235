"""Bring the apps' Vietnamese catalogues up to their code.

`python -m tools.messages extract commune …` collects the strings and lists what has no
Vietnamese yet; `… fill commune < words.json` takes {"msgid": "…"} or
{"context|msgid": "…"} and compiles; `… compile` compiles all.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import polib

from tools.compiling import compile_catalogue

ROOT = Path(__file__).resolve().parents[1]
APPS = ("commune", "incidents", "training", "cms")


def path(app: str) -> Path:
    return ROOT / app / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def extract(app: str) -> None:
    """Run makemessages as the tests expect it: no locations, no leftovers."""
    options = ["-l", "vi", "--no-location", "--no-wrap", "--no-obsolete"]
    subprocess.run(
        # -P: inside cms/ a folder named warnings would hide Python's own.
        [sys.executable, "-P", "-m", "django", "makemessages", *options],
        cwd=ROOT / app,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    for entry in missing(app):
        sys.stdout.write(json.dumps(name(entry), ensure_ascii=False) + "\n")


def missing(app: str) -> list[polib.POEntry]:
    catalogue = polib.pofile(str(path(app)))
    return [e for e in catalogue if not e.obsolete and (e.fuzzy or not e.translated())]


def name(entry: polib.POEntry) -> str:
    return f"{entry.msgctxt}|{entry.msgid}" if entry.msgctxt else entry.msgid


def fill(app: str, words: dict[str, str]) -> None:
    """Enter translations; a plural takes one form, Vietnamese has no other."""
    catalogue = polib.pofile(str(path(app)), wrapwidth=0)
    for entry in catalogue:
        text = words.get(name(entry))
        if text is None:
            continue
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    catalogue.save(str(path(app)))
    compile_(app)


def compile_(app: str) -> None:
    compile_catalogue(polib.pofile(str(path(app))), path(app).with_suffix(".mo"))


def main(command: str, *apps: str) -> None:
    for app in apps or APPS:
        if command == "extract":
            extract(app)
        elif command == "fill":
            fill(app, json.load(sys.stdin))
        elif command == "compile":
            compile_(app)
        else:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
