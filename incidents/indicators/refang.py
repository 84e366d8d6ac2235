"""Undo what people write to make an address harmless. Pure."""

import re

from commune.vietnamese import nfc

_SCHEMES = re.compile(
    r"\bh(?:xx|\*\*|tt|XX)p(s?)\s?(?:\[:\]|:)\s?(?://|\[//\]|\[/\]\[/\])", re.IGNORECASE
)
_DOTS = re.compile(r"\s?(?:[\[({<]\s?(?:\.|dot|chấm|cham)\s?[\])}>])\s?", re.IGNORECASE)
_ATS = re.compile(r"\s?[\[({<]\s?(?:@|at|a còng|a cong)\s?[\])}>]\s?", re.IGNORECASE)
_COLONS = re.compile(r"\[:\]")
_SLASHES = re.compile(r"\[/\]")


def refang(text: str) -> str:
    """Return `text` in NFC with hxxp, [.], (dot), [chấm], [:] and [at] undone."""
    text = _SCHEMES.sub(r"http\1://", nfc(text))
    text = _DOTS.sub(".", text)
    text = _ATS.sub("@", text)
    return _SLASHES.sub("/", _COLONS.sub(":", text))
