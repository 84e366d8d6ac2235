"""What a paper says, as plain values; how it looks stands in `styles` and `layout`.

A paper is described once and comes out as PDF (`pdf`) and as DOCX (`word`) with the
same text. Every text is plain: no markup of any kind is read in it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Capacity(StrEnum):
    """In whose stead a person signs; the order is that of the signature block."""

    FOR_CHIEF = "KT."
    BY_ORDER = "TL."
    MANDATED = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True, slots=True)
class Head:
    """The two columns on top: who issues, and the name and motto of the State.

    `number` and `day` stay empty in drafts: the document system gives them. A year
    alone may be given for the date line. `about` is the "V/v" of an official letter,
    which has no kind of its own. `issuer` has one line a list entry.
    """

    issuer: tuple[str, ...]
    place: str
    symbol: str = ""
    parent: str = ""
    number: int | None = None
    day: date | None = None
    year: int | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph; `lead` stands before it in bold, `size` overrules the style's."""

    text: str
    style: str = "body"
    lead: str = ""
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered clause; those below count on: 1. then a) then -."""

    text: str
    lead: str = ""
    items: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a share: columns divide the page by it.

    Cells that are `exact` are not searched for numbers of identity cards.
    """

    head: str
    width: float
    align: str = "left"
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on each page; `total` makes the last row bold.

    Every row has one cell a column. `blank_rows` are added under them, tall enough for
    a pen; `tall` makes all rows so.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    total: bool = False
    blank_rows: int = 0
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Qr:
    """An address as a QR code of `size` mm, with a line of text under it."""

    address: str
    caption: str = ""
    size: float = 32


@dataclass(frozen=True, slots=True)
class Space:
    """Empty height in mm."""

    height: float


Block = Text | Items | Table | Qr | Space


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block; `name` stays empty in drafts, and has no academic title.

    `behalf` is the body that is spoken for ("TM."), `principal` the one in whose stead
    `capacity` signs, `note` what stands small under the position.
    """

    position: str
    behalf: str = ""
    capacity: Capacity | None = None
    principal: str = ""
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own; `number` is left out where there is only one."""

    title: str
    blocks: tuple[Block, ...]
    number: int | None = None
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet: A4 with margins in mm as top, bottom, left, right."""

    landscape: bool = False
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)
    frame: bool = False
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """One official paper. `title` names the file for readers and is never printed.

    `kind` is the type in capitals ("BÁO CÁO") and `about` what it is about. `to` are
    the addressees ("Kính gửi"), `recipients` who gets a copy ("Nơi nhận"), `archive`
    the last line of those ("VT"). `foot` stands to the left of the signatures instead
    of recipients. A `draft` carries a watermark and neither number, date nor signature.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    head: Head | None = None
    kind: str = ""
    about: str = ""
    to: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = ""
    foot: Qr | None = None
    annexes: tuple[Annex, ...] = ()
    page: Page = Page()
    draft: bool = False
