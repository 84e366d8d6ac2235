"""Templates that nobody renders and classes that nobody wears: what is dead goes."""

import re

from django.template.utils import get_app_template_dirs

from tests.house.test_dead_names import ROOT, sources

APPS = ("commune", "incidents", "training", "cms")
# Django renders the first when a token is missing; the other is for a pause.
BY_NAME = {"403_csrf.html", "503.html"}
SHEET = ROOT / "commune/static/commune/site.css"


def text_of(*endings: str) -> str:
    paths = sources((*APPS, "config", "deploy"), *endings)
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def overrides_another(name: str) -> bool:
    """Say whether a package brings a template that ours of this name stands before."""
    folders = get_app_template_dirs("templates")
    return any((f / name).is_file() for f in folders if "site-packages" in f.parts)


def test_every_template_is_named_or_stands_before_a_package_s():
    text = text_of(".py", ".html")
    dead = [
        name
        for app in APPS
        for path in (ROOT / app / "templates").rglob("*.html")
        for name in [path.relative_to(ROOT / app / "templates").as_posix()]
        if name not in BY_NAME and name not in text and not overrides_another(name)
    ]
    assert dead == []


def test_every_class_of_the_house_s_sheet_is_worn():
    sheet = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = text_of(".py", ".html", ".js")
    words = set(re.findall(r"[\w-]+", text))
    classes = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{}]*\{)", sheet))
    assert len(classes) > 100
    assert [c for c in sorted(classes) if c not in words and not made(c, text)] == []


def made(name: str, text: str) -> bool:
    """Say whether a template makes the name: `badge--{{ severity }}`."""
    start = re.escape(name.rpartition("--")[0])
    return bool(start) and bool(re.search(start + r"--(\{|\$)", text))


def test_every_property_of_the_house_s_sheet_is_used():
    text = text_of(".css", ".html", ".js")
    own = SHEET.read_text(encoding="utf-8")
    properties = set(re.findall(r"^\s+(--[\w-]+)\s*:", own, re.MULTILINE))
    assert properties
    assert [p for p in sorted(properties) if f"var({p}" not in text] == []
