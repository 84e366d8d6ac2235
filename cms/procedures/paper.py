"""The list of administrative procedures for the board of the one-stop office."""

from collections.abc import Iterator
from dataclasses import dataclass

from commune.papers.description import Column, Head, Page, Paper, Table, Text

SHEET = Page(landscape=True, margins=(20, 20, 30, 15))


@dataclass(frozen=True, slots=True)
class Procedure:
    code: str
    name: str
    field: str
    time_limit: str = ""
    level: str = ""
    audience: str = ""


def paper(
    procedures: tuple[Procedure, ...], *, head: Head, chosen: tuple[str, ...] = ()
) -> Paper:
    """Return the list; `chosen` are the filters it was made with, in words."""
    about = "Thủ tục hành chính thuộc thẩm quyền giải quyết"
    blocks = [Text("; ".join(chosen), "fact", lead="Lọc theo:")] if chosen else []
    blocks.append(Text(f"{len(procedures)} thủ tục.", "fact", lead="Tổng số:"))
    return Paper(
        title="Danh mục thủ tục hành chính",
        head=head,
        kind="Danh mục",
        about=about,
        blocks=(*blocks, Table(_COLUMNS, tuple(_rows(procedures)))),
        page=SHEET,
    )


_COLUMNS = (
    Column("STT", 12, "center"),
    Column("Mã thủ tục", 23, "center"),
    Column("Tên thủ tục", 103),
    Column("Lĩnh vực", 42),
    Column("Thời hạn giải quyết", 36),
    Column("Cách nộp", 36),
)


def _rows(procedures: tuple[Procedure, ...]) -> Iterator[tuple[str, ...]]:
    for number, one in enumerate(procedures, start=1):
        yield (str(number), one.code, one.name, one.field, one.time_limit, one.level)
