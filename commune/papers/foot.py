"""The end of a paper: who gets it on the left, who signs on the right."""

from commune.papers import qr
from commune.papers.description import Capacity, Paper, Signature
from commune.papers.pieces import text

ROOM_TO_SIGN = 22  # mm


def grid(paper: Paper, width: float) -> dict:
    """Return recipients (or a QR code) and the signatures side by side."""
    cells = []
    if paper.foot:
        cells.append(qr.cell(paper.foot))
    elif paper.recipients:
        cells.append(_recipients(paper))
    elif len(paper.signatures) == 1:
        cells.append([text("", "receiver")])
    cells += [_signature(one) for one in paper.signatures]
    if len(cells) == 1:
        return plain_grid([width], cells)
    if len(cells) == 2:
        return plain_grid([width * 0.46, width * 0.54], cells)
    return plain_grid([width / len(cells)] * len(cells), cells)


def plain_grid(widths: list[float], cells: list[list[dict]]) -> dict:
    return {"type": "grid", "widths": widths, "rows": [cells]}


def _recipients(paper: Paper) -> list[dict]:
    lines = [text("Nơi nhận:", "receivers")]
    names = ["Như trên;"] if paper.to else []
    names += [f"{name.rstrip(' ;.')};" for name in paper.recipients]
    names.append(f"Lưu: {paper.archive or 'VT'}.")
    return [*lines, *(text(f"- {name}", "receiver") for name in names)]


def _signature(one: Signature) -> list[dict]:
    lines = [text(line.upper(), "signer") for line in signer_lines(one)]
    if one.note:
        lines.append(text(f"({one.note})", "sign_note"))
    lines.append({"type": "space", "height": ROOM_TO_SIGN})
    return [*lines, text(one.name, "signed")]


def signer_lines(one: Signature) -> list[str]:
    """Return the lines over the signature: TM. body, KT. chief, position."""
    lines = [f"TM. {one.behalf}"] if one.behalf else []
    if one.capacity == Capacity.ACTING:
        return [*lines, f"{one.capacity} {one.position}"]
    if one.capacity:
        lines.append(f"{one.capacity} {one.principal}")
    return [*lines, one.position]
