"""Rulebooks as YAML text: read with the place of every value, so a fault can be found.

holiday:
- code: national-2027
  label: Quốc khánh 2027
  day: 2027-09-02
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from commune.vietnamese import nfc

MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file; `row` 0 means the file as a whole."""

    file: str
    reason: str
    row: int = 0
    column: str = ""
    line: int = 0
    book: str = ""

    def __str__(self):
        where = self.file + (f", line {self.line}" if self.line else "")
        if not self.row:
            return f"{where}: {self.reason}"
        book = f"{self.book} " if self.book else ""
        column = f', column "{self.column}"' if self.column else ""
        return f"{where}: {book}row {self.row}{column}: {self.reason}"


@dataclass(frozen=True)
class FileRow:
    """One row of a file. `number` counts the rows of its book from 1."""

    file: str
    book: str
    number: int
    line: int
    values: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    def fault(self, reason: str, column: str = "") -> Fault:
        line = self.lines.get(column, self.line)
        return Fault(self.file, reason, self.number, column, line, self.book)


UNREADABLE = object()  # stands for a value whose fault is told already


class FileFault(Exception):
    """A file, or a place in it, that cannot be read at all."""

    def __init__(self, fault: Fault):
        super().__init__(str(fault))
        self.fault = fault


class _Loader(yaml.SafeLoader):
    """Knows no aliases: a small file could name a huge one."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.MarkedYAMLError(
                problem=_("references (*) are not allowed"),
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)


def read(file: str, content: bytes) -> tuple[list[FileRow], list[Fault]]:
    """Return the rows of a file and what is wrong with it, in the file's order."""
    rows: list[FileRow] = []
    faults: list[Fault] = []
    try:
        for found in _read(file, content):
            (rows if isinstance(found, FileRow) else faults).append(found)
    except FileFault as stop:
        faults.append(stop.fault)
    return rows, faults


def _read(file: str, content: bytes) -> Iterator[FileRow | Fault]:
    loader = _Loader(_text(file, content))
    try:
        yield from _books(file, loader, loader.get_single_node())
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        raise FileFault(_syntax(file, problem)) from None
    finally:
        loader.dispose()


def _text(file: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise FileFault(Fault(file, _("The file is larger than 1 MB.")))
    try:
        return nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise FileFault(Fault(file, _("The file is not in UTF-8."))) from None


def _syntax(file: str, problem: Exception) -> Fault:
    mark = getattr(problem, "problem_mark", None)
    said = getattr(problem, "problem", None) or getattr(problem, "reason", "") or ""
    line = mark.line + 1 if mark else 0
    return Fault(file, _("This is no readable YAML: %s") % said, line=line)


def _books(file: str, loader, root) -> Iterator[FileRow | Fault]:
    if root is None:
        yield Fault(file, _("The file is empty."))
        return
    if not isinstance(root, yaml.MappingNode):
        yield Fault(file, _("The file must name rulebooks, each with its rows."))
        return
    seen: set[str] = set()
    for key, node in root.value:
        line = key.start_mark.line + 1
        book = str(loader.construct_object(key))
        if book in seen:
            yield Fault(file, _('Rulebook "%s" stands twice.') % book, line=line)
        elif not isinstance(node, yaml.SequenceNode):
            yield Fault(file, _('Rulebook "%s" has no list of rows.') % book, line=line)
        else:
            yield from _rows(file, loader, book, node)
        seen.add(book)


def _rows(file: str, loader, book: str, node) -> Iterator[FileRow | Fault]:
    for number, item in enumerate(node.value, start=1):
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            yield Fault(
                file, _("The row has no columns."), number, line=line, book=book
            )
            continue
        row = FileRow(file, book, number, line, {})
        for key, value in item.value:
            column = str(loader.construct_object(key))
            row.lines.setdefault(column, key.start_mark.line + 1)
            if column in row.values:
                yield row.fault(_("The column stands twice."), column)
            try:
                row.values[column] = _value(loader, value)
            except (yaml.YAMLError, ValueError):
                row.values[column] = UNREADABLE
                yield row.fault(_("This value cannot be read."), column)
        yield row


def _value(loader, node) -> Any:
    """Return a plain value; what looks like 7:30 is a text, not 450."""
    if node.tag == "tag:yaml.org,2002:int" and ":" in node.value:
        return node.value
    return loader.construct_object(node, deep=True)
