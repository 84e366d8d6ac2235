"""The quick report of one incident: plain values in, a paper out."""

from dataclasses import dataclass

from commune.papers.description import (
    Block,
    Column,
    Head,
    Item,
    Items,
    Paper,
    Signature,
    Table,
    Text,
)

UNKNOWN = "Chưa xác định."
NONE_YET = "Chưa có."
GAP = "\u00a0\u00a0"


@dataclass(frozen=True, slots=True)
class QuickReport:
    """What the form asks for, each as the text that stands on the paper.

    `kinds` are (label, ticked). `indicators` are (type, harmless value). An empty text
    is printed as not yet known, never left out.
    """

    ref: str
    tlp: str
    kinds: tuple[tuple[str, bool], ...]
    contact: str = ""
    system: str = ""
    detected_at: str = ""
    occurred_at: str = ""
    category: str = ""
    channel: str = ""
    summary: str = ""
    severity: str = ""
    disruption: str = ""
    cause: str = ""
    scope: tuple[str, ...] = ()
    personal_data: str = ""
    measures: tuple[str, ...] = ()
    evidence: str = ""
    indicators: tuple[tuple[str, str], ...] = ()
    support: str = ""
    next_report: str = ""


def paper(
    values: QuickReport, *, head: Head, authority: str, to: tuple[str, ...]
) -> Paper:
    """Return the draft: number, day and signature are the document system's."""
    return Paper(
        title=f"Báo cáo nhanh sự cố {values.ref}",
        head=head,
        kind="Báo cáo nhanh",
        about=f"Sự cố an toàn thông tin mạng {values.ref}",
        to=to or ("………………………………………",),
        blocks=(*_top(values), Items(_clauses(values, authority)), *_signs(values)),
        signatures=(Signature("Chủ tịch", behalf="Ủy ban nhân dân"),),
        recipients=("Tổ ứng cứu sự cố",),
        archive="VT",
        draft=True,
    )


def _top(values: QuickReport) -> list[Block]:
    lines: list[Block] = [Text(f"TLP:{values.tlp}", "mark")]
    lines.append(Text("", "plain", lead="Loại báo cáo:"))
    lines += [
        Text(f"[{'x' if on else GAP}] {name}", "tick") for name, on in values.kinds
    ]
    return lines


def _clauses(values: QuickReport, authority: str) -> tuple[Item, ...]:
    def known(text: str, otherwise: str = UNKNOWN) -> str:
        return text.strip() or otherwise

    when = (
        Item(known(values.detected_at), "Thời điểm phát hiện:"),
        Item(known(values.occurred_at), "Thời điểm xảy ra:"),
    )
    story = (
        Item(known(values.category), "Nhóm:"),
        Item(known(values.summary), "Dấu hiệu:"),
        Item(known(values.channel), "Cách phát hiện:"),
    )
    scope = tuple(Item(line) for line in values.scope)
    measures = tuple(Item(line) for line in values.measures)
    return (
        Item(f"{authority}; {known(values.contact)}", "Chủ quản, người liên hệ:"),
        Item(known(values.system), "Hệ thống, cấp độ, quyết định phê duyệt:"),
        Item(f"{values.ref}.", "Mã sự cố, thời điểm:", when),
        Item("", "Mô tả:", story),
        Item(
            f"{known(values.severity)} {known(values.disruption)}",
            "Mức độ; dấu hiệu xâm phạm an ninh, trật tự hoặc gián đoạn:",
        ),
        Item(known(values.cause), "Nguyên nhân:"),
        Item("" if scope else UNKNOWN, "Phạm vi ảnh hưởng:", scope),
        Item(known(values.personal_data), "Dữ liệu cá nhân bị ảnh hưởng:"),
        Item("" if measures else NONE_YET, "Biện pháp đã, đang thực hiện:", measures),
        Item(known(values.evidence, NONE_YET), "Chứng cứ đã lưu:"),
        Item(
            f"{known(values.support, 'Không.')} {values.next_report}".strip(),
            "Đề nghị hỗ trợ; thời điểm báo cáo tiếp:",
        ),
    )


def _signs(values: QuickReport) -> list[Block]:
    """Return the table of indicators: harmless, so that nobody clicks on one."""
    if not values.indicators:
        return []
    rows = tuple(
        (str(number), kind, value)
        for number, (kind, value) in enumerate(values.indicators, start=1)
    )
    columns = (
        Column("STT", 10, "center"),
        Column("Loại", 38),
        Column("Dấu hiệu (đã vô hiệu hóa)", 117, exact=True),
    )
    return [Text("Dấu hiệu nhận biết kèm theo:", "plain"), Table(columns, rows)]
