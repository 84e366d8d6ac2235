"""Fill the rulebook from the YAML files that the apps ship."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from commune.models.rulebook import RulebookRow


def load(model: type[RulebookRow], rows: Iterable[dict]) -> int:
    """Insert the rows that are not there yet, by code and start; return their number.

    A row that exists is left alone: the office may have amended it.
    """
    count = 0
    for row in rows:
        keys = {"code": row["code"]}
        if "valid_from" in row:
            keys["valid_from"] = row["valid_from"]
        if not model.objects.filter(**keys).exists():
            model.objects.create(**row)
            count += 1
    return count


def read(path: Path) -> dict[str, list[dict]]:
    books: dict[str, list[dict]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return books
