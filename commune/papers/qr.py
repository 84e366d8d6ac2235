"""QR codes for paper: dark on white, readable from a phone held at arm's length."""

import io

import segno

from commune.papers.characters import printable
from commune.papers.description import Qr
from commune.papers.pieces import picture, text

BORDER = 2  # modules; the sheet round it is white


def cell(code: Qr) -> list[dict]:
    """Return the picture and its caption as one cell of a grid."""
    lines = [picture(image(code.address, code.size))]
    return [*lines, text(code.caption, "caption")] if code.caption else lines


def image(address: str, size: float) -> dict:
    """Return size, words for who cannot see it, and the code as an SVG text."""
    made = _code(address)
    file = io.BytesIO()
    made.save(file, kind="svg", border=BORDER, xmldecl=False, svgns=True, nl=False)
    return {
        "size": size,
        "alt": f"Mã QR: {printable(address)}",
        "address": address,
        "svg": file.getvalue().decode(),
    }


def png(address: str) -> bytes:
    """Return the same code as PNG, for word processors."""
    file = io.BytesIO()
    _code(address).save(file, kind="png", border=BORDER, scale=8)
    return file.getvalue()


def _code(address: str):
    """Return the code of an address.

    The mask is given: readers take any of the eight, and trying them all would be four
    fifths of the time that 500 certificates take.
    """
    return segno.make(address, error="m", micro=False, boost_error=False, mask=3)
