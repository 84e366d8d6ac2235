"""From a paper to the plain values that both templates print, down to each number.

All wording, numbering and dating is done here, so the two outputs cannot differ in it.
The result holds only dicts, lists, strings, numbers and booleans (JSON).
"""

from collections.abc import Iterator
from dataclasses import replace

from commune.papers import foot, head, qr
from commune.papers.characters import printable
from commune.papers.description import (
    Annex,
    Block,
    Column,
    Item,
    Items,
    Page,
    Paper,
    Qr,
    Table,
    Text,
)
from commune.papers.numbering import point_letter, roman
from commune.papers.pieces import text
from commune.papers.styles import STYLES

SHEET = (210, 297)
WATERMARK = "BẢN NHÁP"
AUTHOR = "Ủy ban nhân dân"


def as_values(paper: Paper) -> dict:
    """Return one paper as plain values: its parts, each on pages of its own."""
    parts = [_part(paper.page, _front(paper))]
    parts += [_annex(paper.page, annex) for annex in paper.annexes]
    return {
        "title": printable(paper.title) or WATERMARK,
        "author": _author(paper),
        "watermark": WATERMARK if paper.draft else "",
        "parts": parts,
    }


def body_width(page: Page) -> float:
    """Return the width between the margins in mm."""
    _top, _bottom, left, right = page.margins
    return SHEET[1 if page.landscape else 0] - left - right


def _author(paper: Paper) -> str:
    if paper.head is None:
        return AUTHOR
    return printable(" ".join(paper.head.issuer)) or AUTHOR


def _part(page: Page, blocks: list[dict]) -> dict:
    width, height = reversed(SHEET) if page.landscape else SHEET
    return {
        "landscape": page.landscape,
        "width": width,
        "height": height,
        "margins": dict(
            zip(("top", "bottom", "left", "right"), page.margins, strict=True)
        ),
        "frame": page.frame,
        "numbered": page.numbered,
        "body": body_width(page),
        "blocks": _levelled(blocks),
    }


def _front(paper: Paper) -> list[dict]:
    width = body_width(paper.page)
    blocks = []
    if paper.head:
        blocks.append(head.grid(paper.head, width))
    blocks += head.titles(paper)
    blocks += head.addressees(paper.to)
    blocks += [text(line, "basis") for line in _basis(paper.basis)]
    for block in paper.blocks:
        blocks += _block(block, width)
    if paper.signatures or paper.recipients or paper.foot:
        blocks.append(foot.grid(paper, width))
    return blocks


def _annex(page: Page, annex: Annex) -> dict:
    own = replace(page, landscape=annex.landscape, frame=False)
    number = f" {roman(annex.number)}" if annex.number else ""
    blocks = [text(f"Phụ lục{number}", "annex")]
    blocks.append(text(annex.title.upper(), "annex_title"))
    if annex.reference:
        blocks.append(text(f"({annex.reference})", "annex_reference"))
    else:
        blocks.append(space(4))
    for block in annex.blocks:
        blocks += _block(block, body_width(own))
    return _part(own, blocks)


def _basis(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the grounds with their marks: a semicolon after each, a stop at the end."""
    for number, line in enumerate(lines, start=1):
        yield line.rstrip(" ;.") + ("." if number == len(lines) else ";")


def _block(block: Block, width: float) -> list[dict]:
    if isinstance(block, Text):
        return [text(block.text, block.style, lead=block.lead, size=block.size)]
    if isinstance(block, Items):
        return list(_items(block.items))
    if isinstance(block, Table):
        return [_table(block, width)]
    if isinstance(block, Qr):
        return [foot.plain_grid([width], [qr.cell(block)])]
    return [space(block.height)]


def space(height: float) -> dict:
    return {"type": "space", "height": height}


def _items(items: tuple[Item, ...], depth: int = 1) -> Iterator[dict]:
    for number, item in enumerate(items, start=1):
        marker = (f"{number}.", f"{point_letter(number)})", "-")[depth - 1]
        lead = f"{marker} {item.lead}" if item.lead else ""
        shown = item.text if item.lead else f"{marker} {item.text}"
        yield text(shown, f"item{depth}", lead=lead)
        yield from _items(item.items, min(depth + 1, 3))


def _table(table: Table, width: float) -> dict:
    shares = sum(column.width for column in table.columns)
    rows = [*table.rows, *[("",) * len(table.columns)] * table.blank_rows]
    return {
        "type": "table",
        "widths": [column.width / shares * width for column in table.columns],
        "head": [printable(column.head) for column in table.columns],
        "styles": [_cell_style(column.align) for column in table.columns],
        "rows": [_cells(table.columns, row) for row in rows],
        "bold_last": table.total and bool(table.rows),
        "row_height": 9 if table.blank_rows or table.tall else 0,
    }


def _cells(columns: tuple[Column, ...], row: tuple[str, ...]) -> list[str]:
    pairs = zip(columns, row, strict=True)
    return [printable(cell, exact=column.exact) for column, cell in pairs]


def _cell_style(align: str) -> str:
    return {"left": "td", "center": "td_centre", "right": "td_right"}[align]


def _levelled(blocks: list[dict]) -> list[dict]:
    """Give headings levels that never skip one, as readers' software asks."""
    before = 0
    for block in blocks:
        level = STYLES[block["style"]].level if block["type"] == "text" else 0
        if level:
            before = min(level, before + 1)
            block["level"] = before
    return blocks
