"""No write in bulk passes by the history: rule 1 of the house."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.house.test_shape import name, sources

SILENT = {"update", "bulk_create", "bulk_update"}
PACKAGES = ("commune", "incidents", "training", "cms")


def known_names() -> dict[str, bool]:
    """Return what models are called in code, by class or relation, and if one is kept.

    Where two relations share a name, the one with a history counts.
    """
    kept: dict[str, bool] = {}
    for model in apps.get_models():
        kept[model.__name__] = hasattr(model, "history")
        for relation in model._meta.related_objects:
            way = relation.get_accessor_name()
            has_history = hasattr(relation.related_model, "history")
            kept[way] = kept.get(way, False) or has_history
    return kept


def chain(node: ast.AST) -> Iterator[str]:
    """Yield the names in `A.b.filter(…).c`, the last first."""
    while True:
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            break
    if isinstance(node, ast.Name):
        yield node.id


def assigned(tree: ast.AST) -> dict[str, ast.AST]:
    """Return for each local name what was assigned to it last."""
    return {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def leaves_no_entry(target: ast.AST, local: dict, kept: dict[str, bool]) -> bool:
    """Say whether an expression stands for rows of a model with a history."""
    words = list(chain(target))
    for word in words:
        if word in kept:
            return kept[word]
    source = local.get(words[-1]) if words else None
    return source is not None and leaves_no_entry(source, {}, kept)


def silent_writes(tree: ast.AST) -> list[int]:
    """Return the lines that write rows with a history without leaving an entry."""
    local, kept = assigned(tree), known_names()
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SILENT
        and leaves_no_entry(node.func.value, local, kept)
    ]


def test_no_bulk_write_passes_by_the_history():
    wrong = [
        f"{name(path)}:{line}"
        for path in sources(*PACKAGES)
        for line in silent_writes(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        "Incident.objects.filter(pk=1).update(title='x')",
        "rows = Village.objects.all()\nrows.update(name='x')",
        "training_class.enrolments.update(status='x')",
        "Enrolment.objects.bulk_create([])",
    ],
)
def test_a_silent_write_is_found(code):
    assert silent_writes(ast.parse(code)) == [code.count("\n") + 1]


def test_other_writes_are_left_alone():
    code = "changes.update(a=1)\nSearchWord.objects.bulk_create([])"
    assert silent_writes(ast.parse(code)) == []
