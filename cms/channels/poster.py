"""A warning as a poster: one sheet for the village board, readable without colour."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commune.papers.description import Block, Page, Paper, Qr, Text

SHEET = Page(margins=(14, 10, 18, 18), numbered=False)
QR_SIZE = 44  # mm
ROOM = (
    222  # mm of height for what grows: the sheet without issuer, QR code and last line
)
WIDTH = 168  # mm
SCALES = tuple(percent / 100 for percent in range(130, 30, -5))
MM = 0.353  # of a point


@dataclass(frozen=True, slots=True)
class Poster:
    """What residents read; `level` stands in the band on top.

    `address` leads to the page, `ends` says until when.
    """

    level: str
    title: str
    message: str
    do: tuple[str, ...]
    address: str
    authority: str
    ends: str
    dont: tuple[str, ...] = ()
    hotline: str = ""
    villages: tuple[str, ...] = ()
    phone: str = ""


def paper(values: Poster, *, draft: bool = False) -> Paper:
    """Return the poster on one A4 sheet."""
    return Paper(
        title=f"Tờ dán: {values.title}",
        blocks=tuple(_blocks(values, _scale(values))),
        page=SHEET,
        draft=draft,
    )


def _scale(values: Poster) -> float:
    """Return the largest scale at which all of it stands on one sheet."""
    pieces: list[tuple[str, float]] = [(values.level, 46), (values.title, 44)]
    pieces.append((values.message, 28))
    for lines in (values.do, values.dont):
        pieces += [("", 34)] if lines else []
        pieces += [(line, 29) for line in lines]
    if values.hotline:
        pieces.append((f"GỌI NGAY: {values.hotline}", 48))
    fitting = (scale for scale in SCALES if _height(pieces, scale) <= ROOM)
    return next(fitting, SCALES[-1])


def _height(pieces: Sequence[tuple[str, float]], scale: float) -> float:
    """Return about how many mm the pieces take; a letter is half as wide as high."""
    height = 0.0
    for text, size in pieces:
        size_mm = size * scale * MM
        lines = math.ceil((len(text) + 1) * size_mm * 0.52 / WIDTH)
        height += lines * size_mm * 1.27 + 2
    return height


def _blocks(values: Poster, scale: float) -> Iterator[Block]:
    yield Text(values.authority.upper(), "poster_issuer")
    yield Text(values.level.upper(), "poster_level", size=38 * scale)
    yield Text(values.title, "poster_title", size=40 * scale)
    yield Text(values.message, "poster_text", size=26 * scale)
    yield from _list("VIỆC CẦN LÀM NGAY", values.do, scale)
    yield from _list("KHÔNG LÀM", values.dont, scale)
    if values.hotline:
        yield Text(f"GỌI NGAY: {values.hotline}", "poster_call", size=34 * scale)
    yield Qr(values.address, f"Xem thêm: {_shown(values.address)}", QR_SIZE)
    yield Text(_last_line(values), "poster_small")


def _list(heading: str, lines: tuple[str, ...], scale: float) -> list[Block]:
    if not lines:
        return []
    items = [Text(f"• {line}", "poster_item", size=26 * scale) for line in lines]
    return [Text(heading, "poster_head", size=28 * scale), *items]


def _last_line(values: Poster) -> str:
    where = ", ".join(values.villages) or "Toàn xã"
    phone = f" Điện thoại: {values.phone}." if values.phone else ""
    return f"{where}. Có hiệu lực đến {values.ends}.{phone}"


def _shown(address: str) -> str:
    return address.split("://", 1)[-1]
