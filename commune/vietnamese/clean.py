"""Cleaning of text at the border: one normal form, nothing invisible."""

import re
import unicodedata

# Controls (not \n, \t), bidirectional overrides and marks, zero-width signs and
# lone surrogates. U+00AD stays: in texts typed in TCVN3 it is the letter "ư".
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")


def nfc(text: str) -> str:
    """Return `text` in NFC without control, bidirectional and zero-width signs.

    Line ends become "\\n". Nothing visible is changed and no space is trimmed.
    """
    lines = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", lines))
