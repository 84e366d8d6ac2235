"""The top of a paper: issuer, name and motto of the State, number, day, title."""

from commune.papers.description import Head, Paper
from commune.papers.numbering import document_number
from commune.papers.pieces import rule, text
from commune.vietnamese import long_date

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_RULE = 62  # mm: as long as the motto in 14 points
GAP = "\u00a0"


def grid(head: Head, width: float) -> dict:
    """Return the two columns as a grid; number and day stand on one line."""
    left = width * (0.4 if width < 200 else 0.42)
    issuer = [text(head.parent.upper(), "parent")] if head.parent else []
    issuer += [text(line.upper(), "issuer") for line in head.issuer]
    state = [text(STATE, "state"), text(MOTTO, "motto"), rule(MOTTO_RULE)]
    rows = [[[*issuer, rule(left * 0.4)], state]]
    gap = {"type": "space", "height": 1.6}
    rows.append([[gap, *_number(head)], [gap, text(day_line(head), "day")]])
    return {"type": "grid", "widths": [left, width - left], "rows": rows}


def _number(head: Head) -> list[dict]:
    lines = []
    if head.symbol or head.number is not None:
        number = document_number(head.number)
        lines.append(text(f"Số: {number}/{head.symbol}", "number"))
    if head.about:
        lines.append(text(f"V/v {head.about}", "about_letter"))
    return lines or [text("", "number")]


def day_line(head: Head) -> str:
    """Return "Như Xuân, ngày 05 tháng 01 năm 2027", with gaps where no day is set."""
    if head.day:
        day = long_date(head.day)
    else:
        year = str(head.year) if head.year else GAP * 8
        day = f"ngày{GAP * 7}tháng{GAP * 7}năm {year}"
    return f"{head.place}, {day}" if head.place else day.capitalize()


def titles(paper: Paper) -> list[dict]:
    """Return type and subject with the rule under them."""
    if not paper.kind:
        return []
    lines = [text(paper.kind.upper(), "kind")]
    if paper.about:
        lines += [text(line, "about") for line in paper.about.split("\n")]
    return [*lines, rule(40), {"type": "space", "height": 3}]


def addressees(to: tuple[str, ...]) -> list[dict]:
    """Return "Kính gửi": one on the same line, several one a line."""
    if not to:
        return []
    if len(to) == 1:
        return [text(f"Kính gửi: {to[0]}", "to")]
    lines = [text("Kính gửi:", "to_first")]
    lines += [text(f"- {name};", "to_line") for name in to[:-1]]
    return [*lines, text(f"- {to[-1]}.", "to_last")]
