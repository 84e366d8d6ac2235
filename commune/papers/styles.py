"""How each kind of paragraph looks, for both outputs (clerical decree, annex I)."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes in points, indents in mm; `line` is a multiple of single spacing.

    `hang` draws the first line out to the left; `level` makes it a heading for readers;
    `band` is white on black; `box` has a rule round it.
    """

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    hang: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    level: int = 0
    band: bool = False
    box: bool = False
    keep: bool = False


def _centred(size: float, **more) -> Style:
    return Style(size=size, align="center", **more)


STYLES: dict[str, Style] = {
    "body": Style(align="justify", first=10, after=6, line=1.1),
    "plain": Style(align="justify", after=6, line=1.1),
    "basis": Style(italic=True, align="justify", first=10, after=6, line=1.1),
    "item1": Style(align="justify", first=10, after=6, line=1.1),
    "item2": Style(align="justify", first=10, after=4, line=1.1),
    "item3": Style(align="justify", first=15, after=4, line=1.1),
    "part": _centred(14, bold=True, before=8, after=6, level=2, keep=True),
    "article": Style(bold=True, left=10, before=4, after=6, level=2, keep=True),
    "centre": _centred(14, after=4),
    "closing": Style(size=13, italic=True, before=2, after=6, keep=True),
    "mark": _centred(13, bold=True, after=4),
    "fact": Style(size=13, after=2),
    "note": Style(size=12, italic=True, align="justify", before=4, after=4),
    "tick": Style(size=13, left=10, after=2),
    # the two columns on top
    "parent": _centred(13),
    "issuer": _centred(13, bold=True),
    "state": _centred(13, bold=True),
    "motto": _centred(14, bold=True),
    "number": _centred(13),
    "day": _centred(14, italic=True),
    "about_letter": _centred(12, before=6),
    # title
    "kind": _centred(14, bold=True, before=14, level=1, keep=True),
    "about": _centred(14, bold=True, keep=True),
    "annex": _centred(14, bold=True, level=1, keep=True),
    "annex_title": _centred(14, bold=True, keep=True),
    "annex_reference": _centred(14, italic=True, after=8),
    "to": _centred(14, before=12, after=8),
    "to_first": Style(left=30, before=12),
    "to_line": Style(left=40, hang=4),
    "to_last": Style(left=40, hang=4, after=8),
    # table
    "th": _centred(12, bold=True),
    "td": Style(size=12),
    "td_centre": _centred(12),
    "td_right": Style(size=12, align="right"),
    # foot
    "receivers": Style(size=12, bold=True, italic=True, before=4),
    "receiver": Style(size=11, left=3, hang=3),
    "signer": _centred(14, bold=True, before=2, keep=True),
    "sign_note": _centred(12, italic=True, keep=True),
    "signed": _centred(14, bold=True),
    "caption": _centred(10, before=2),
    # certificate
    "cert_kind": _centred(30, bold=True, before=6, after=8, level=1),
    "cert_line": _centred(16, after=5),
    "cert_name": _centred(30, bold=True, before=2, after=6),
    "cert_course": _centred(22, bold=True, before=2, after=8),
    # poster
    "poster_issuer": _centred(14, bold=True, after=8),
    "poster_level": _centred(30, bold=True, after=10, band=True),
    "poster_title": _centred(30, bold=True, before=2, after=8, level=1),
    "poster_text": _centred(19, after=10, line=1.1),
    "poster_head": Style(size=20, bold=True, before=4, after=3, level=2, keep=True),
    "poster_item": Style(size=19, left=8, hang=8, after=4, line=1.05),
    "poster_call": _centred(24, bold=True, before=8, after=8, box=True),
    "poster_small": _centred(12, before=4),
}


def as_values() -> dict[str, dict]:
    """Return the styles as plain values for the two templates."""
    return {name: asdict(style) for name, style in STYLES.items()}
