"""Several writes of one act as one entry of simple-history."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_history(row: Any) -> Iterator[None]:
    """Write relations of `row` without an entry; the save that follows makes it."""
    row.skip_history_when_saving = True
    try:
        yield
    finally:
        del row.skip_history_when_saving
