"""The certificate of completion of one learner: plain values in, a paper out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commune.papers.description import (
    Block,
    Capacity,
    Head,
    Page,
    Paper,
    Qr,
    Signature,
    Space,
    Text,
)
from commune.papers.numbering import document_number
from commune.vietnamese import format_date

TITLE = "Giấy xác nhận hoàn thành"
DEPUTY = Signature("Phó Chủ tịch", capacity=Capacity.FOR_CHIEF, principal="Chủ tịch")
SHEET = Page(landscape=True, margins=(20, 16, 24, 24), frame=True, numbered=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was frozen when it was issued; `check_address` proves it on the web.

    `name` and `unit` are the learner's; `decision` is the number of the decision that
    the class was held under, empty where there was none.
    """

    name: str
    birth_year: int
    unit: str
    course: str
    begun_on: date
    ended_on: date
    length: str
    result: str
    check_address: str
    decision: str = ""
    number: int | None = None
    symbol: str = "GXN-UBND"
    issued_on: date | None = None
    title: str = TITLE
    signer: Signature = DEPUTY


def paper(values: Certificate, *, head: Head, draft: bool = False) -> Paper:
    """Return one certificate, with issuer and place from `head`.

    The parts of `head` that the certificate knows itself are not taken from it.
    """
    own = Head(
        issuer=head.issuer,
        parent=head.parent,
        place=head.place,
        symbol=values.symbol,
        number=values.number,
        day=values.issued_on,
    )
    return Paper(
        title=f"{values.title} {document_number(values.number)}/{values.symbol}",
        head=own,
        blocks=tuple(_lines(values)),
        signatures=(values.signer,),
        foot=Qr(values.check_address, _without_scheme(values.check_address), 30),
        page=SHEET,
        draft=draft,
    )


def _lines(values: Certificate) -> Iterator[Block]:
    begun, ended = format_date(values.begun_on), format_date(values.ended_on)
    yield Space(9)
    yield Text(values.title.upper(), "cert_kind")
    yield Text("Xác nhận ông/bà", "cert_line")
    yield Text(values.name, "cert_name")
    yield Text(f"Năm sinh: {values.birth_year}    Đơn vị: {values.unit}", "cert_line")
    yield Text("Đã hoàn thành lớp", "cert_line")
    yield Text(values.course, "cert_course", size=_course_size(values.course))
    yield Text(
        f"Từ ngày {begun} đến ngày {ended}. Thời lượng: {values.length}.", "cert_line"
    )
    decision = f" Theo Quyết định số {values.decision}." if values.decision else ""
    yield Text(f"Kết quả: {values.result}.{decision}", "cert_line")
    yield Space(5)


def _course_size(course: str) -> float:
    return 22 if len(course) <= 60 else 16


def _without_scheme(address: str) -> str:
    return address.split("://", 1)[-1]
