"""What a module defines is named somewhere else too: what is dead goes."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("commune", "incidents", "training", "cms")
READ = (*APPS, "config", "deploy", "tests")
# Read by Django under these very names.
READ_BY_NAME = re.compile(r"apps\.py|formats/|migrations/|wagtail_hooks\.py")


def sources(folders, *endings: str) -> Iterator[Path]:
    for folder in folders:
        found = (ROOT / folder).rglob("*")
        yield from (path for path in found if path.suffix in endings)


def names_of(path: Path) -> list[str]:
    """Return the functions, classes and constants of a module."""
    names = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        names += [t.id for t in targets if isinstance(t, ast.Name)]
    return names


@pytest.fixture(scope="module")
def times_named() -> Counter[str]:
    files = sources(READ, ".py", ".html", ".toml", ".yaml")
    return Counter(
        word
        for path in files
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("app", APPS)
def test_no_module_keeps_a_name_that_nobody_uses(app, times_named):
    dead = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources([app], ".py")
        if not READ_BY_NAME.search(path.as_posix())
        for name in names_of(path)
        if times_named[name] == 1
    ]
    assert dead == []
