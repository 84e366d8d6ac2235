"""Ceilings for the size of things, held from the first day."""

import ast
import re
import statistics
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("commune", "incidents", "training", "cms", "config", "deploy")
STATE_WRITERS = {
    "commune/accounts/states.py",  # worked out for a list, not stored
    "commune/outbox/leases.py",
    "incidents/advisories.py",
    "incidents/indicators/book.py",
    "incidents/lifecycle.py",
    "training/class_states.py",
    "training/marks.py",
    "training/seats.py",
    "training/timetable.py",
}


def sources(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body without its docstring."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_functions_are_short():
    sizes = {
        f"{name(path)}:{function.lineno} {function.name}": code_lines(function)
        for path in sources(*PACKAGES)
        for function in functions(path)
    }
    too_long = {where: size for where, size in sizes.items() if size > 50}
    assert too_long == {}
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 20


def test_test_functions_are_short():
    too_long = {
        f"{name(path)} {function.name}": code_lines(function)
        for path in sources("tests")
        for function in functions(path)
        if function.name.startswith("test_") and code_lines(function) > 25
    }
    assert too_long == {}


@pytest.mark.parametrize(("folders", "limit"), [(PACKAGES, 400), (("tests",), 600)])
def test_files_are_short(folders, limit):
    sizes = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*folders)
    }
    assert {path: size for path, size in sizes.items() if size > limit} == {}


def test_sources_are_nfc():
    kinds = {".py", ".html", ".css", ".js", ".yaml", ".po", ".md", ".txt"}
    folders = [*PACKAGES, "tests", "docs"]
    wrong = [
        name(path)
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds
        and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def sets_a_state(node: ast.AST) -> bool:
    """Say whether a statement assigns `.status` or `.state` of something else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        named = [a.value for a in node.args[1:2] if isinstance(a, ast.Constant)]
        return node.func.id == "setattr" and bool({"status", "state"} & {*named})
    return isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
        isinstance(part, ast.Attribute)
        and isinstance(part.ctx, ast.Store)
        and part.attr in {"status", "state"}
        for part in ast.walk(node)
    )


def test_status_is_set_in_process_modules_alone():
    writers = {
        name(path)
        for path in sources("commune", "incidents", "training", "cms")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if sets_a_state(node)
    }
    assert writers == STATE_WRITERS


def test_no_inline_script_or_style_in_templates():
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"(application/json|text/template)\")"
        r"|<style\b|\sstyle=\"|\son(click|change|submit|load|input)=",
        re.IGNORECASE,
    )
    wrong = [
        name(path)
        for folder in PACKAGES
        for path in (ROOT / folder).rglob("*.html")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_plug_in_packages_start_empty():
    for package in ("incidents", "training"):
        assert (ROOT / package / "__init__.py").read_text(encoding="utf-8") == ""


def test_names_that_hide_are_not_used():
    hidden = {"utils", "helpers", "services", "common", "core", "managers"}
    wrong = [name(p) for p in sources(*PACKAGES) if {*p.parts, p.stem} & hidden]
    assert [path for path in wrong if not path.startswith("/")] == []
