"""Text that every output can set: the letters of the font, and nothing invisible."""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

from commune.vietnamese import mask_identity_numbers, nfc

FONTS = Path(__file__).with_name("data") / "fonts"
INSTEAD = "□"
LONGEST_WORD = 24

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")
_PART = re.compile(r"\S{1,4}")
_ZERO_WIDTH = "\u200b"
_RUN_INSTEAD = re.compile(f"{INSTEAD}+")


def printable(text: str, *, exact: bool = False) -> str:
    """Return `text` in NFC with only what the font can draw; newlines stay.

    What is invisible goes: control characters, joiners, marks that turn the direction
    of writing, with which a paper could read otherwise than it is stored. What the font
    lacks or writes from right to left (a picture sign, a foreign script) becomes one
    hollow square a run. Numbers of identity cards are masked, for no paper shows one;
    `exact` texts are spared, in which a bank account may look like one.
    """
    if not exact:
        text, _count = mask_identity_numbers(text)
    kept = "".join(_printed(character) for character in nfc(_one_newline(text)))
    return _RUN_INSTEAD.sub(INSTEAD, kept)


def breakable(text: str) -> str:
    """Return `text` with places to break inside words too long for a line."""
    return _LONG_WORD.sub(
        lambda word: _ZERO_WIDTH.join(_PART.findall(word.group())), text
    )


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def _printed(character: str) -> str:
    if character == "\n":
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return ""
    if character in {
        "\ufe0e",
        "\ufe0f",
        "\u034f",
    }:  # ask for another look, draw nothing
        return ""
    if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
        return INSTEAD
    return character if ord(character) in covered() else INSTEAD


@cache
def covered() -> frozenset[int]:
    """Return the code points that all four faces of the font can draw."""
    faces = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*faces)


def _code_points(font: bytes) -> frozenset[int]:
    """Read the Unicode table of a TrueType font (OpenType `cmap`, format 4)."""
    count = struct.unpack_from(">H", font, 4)[0]
    entries = [struct.unpack_from(">4sLLL", font, 12 + 16 * i) for i in range(count)]
    cmap = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    tables = struct.unpack_from(">H", font, cmap + 2)[0]
    records = [
        struct.unpack_from(">HHL", font, cmap + 4 + 8 * i) for i in range(tables)
    ]
    start = next(cmap + offset for *kind, offset in records if kind == [3, 1])
    return frozenset(_segments(font, start))


def _segments(font: bytes, start: int):
    """Yield the code points of a format 4 table whose glyph is not the empty one."""
    segments = struct.unpack_from(">H", font, start + 6)[0] // 2
    shape = f">{segments}H"
    at = start + 14
    ends = struct.unpack_from(shape, font, at)
    starts = struct.unpack_from(shape, font, at + 2 * segments + 2)
    deltas = struct.unpack_from(shape, font, at + 4 * segments + 2)
    offsets_at = at + 6 * segments + 2
    offsets = struct.unpack_from(shape, font, offsets_at)
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if offsets[i]:
                where = offsets_at + 2 * i + offsets[i] + 2 * (point - first)
                glyph = struct.unpack_from(">H", font, where)[0]
                if glyph == 0:
                    continue
            if (glyph + deltas[i]) & 0xFFFF:
                yield point
