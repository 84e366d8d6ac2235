"""Ready patterns to start a warning from."""

from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parents[1] / "data" / "demo_warnings.yaml"
FIELDS = ("title", "kind", "level", "message", "do_now", "dont", "hotline")


@cache
def patterns() -> dict[str, dict]:
    """Return {key: fields} of the shipped patterns."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["patterns"]
    return {row["key"]: {name: row[name] for name in FIELDS} for row in rows}
