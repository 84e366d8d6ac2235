"""Write rulebooks as YAML that `importing` reads back without a difference."""

from collections.abc import Iterable

import yaml

from commune.models.rulebook import RulebookRow
from commune.rulebook.columns import columns, default, plain


def export(models: Iterable[type[RulebookRow]]) -> str:
    """Return the rows of some rulebooks; a column at its default is left out.

    A book that others name comes before them, so that an empty house can take all.
    """
    books = {model._meta.model_name: _rows(model) for model in by_need(models)}
    return yaml.safe_dump(books, allow_unicode=True, sort_keys=False, width=100)


def by_need(models: Iterable[type[RulebookRow]]) -> list[type[RulebookRow]]:
    """Return rulebooks so that each comes after those whose rows it names."""
    waiting, done = list(models), []
    while waiting:
        ready = [m for m in waiting if not _named(m) & set(waiting) - {m}]
        done += ready or waiting
        waiting = [m for m in waiting if m not in done]
    return done


def _named(model: type[RulebookRow]) -> set[object]:
    return {f.related_model for f in columns(model).values() if f.is_relation}


def _rows(model: type[RulebookRow]) -> list[dict]:
    named = [name for name, field in columns(model).items() if field.is_relation]
    rows = model.objects.select_related(*named).order_by("code", "valid_from")
    return [_row(row) for row in rows]


def _row(row: RulebookRow) -> dict:
    values = {name: plain(row, field) for name, field in columns(type(row)).items()}
    return {
        name: value
        for name, value in values.items()
        if name in {"code", "label", "valid_from"}
        or value != default(columns(type(row))[name])
    }
