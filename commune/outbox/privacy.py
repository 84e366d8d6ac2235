"""What an error may say where administrators and logs see it; pure."""

import re

_MAIL = re.compile(r"\S*@\S*")
_DIGITS = re.compile(r"\d[\d .-]{4,}\d")
_SECRET = re.compile(r"https?://\S+")


def scrub(text: str) -> str:
    """Return `text` in one line without mail addresses, web addresses, long numbers."""
    for pattern in (_SECRET, _MAIL, _DIGITS):
        text = pattern.sub("…", text)
    return " ".join(text.replace("\0", " ").split())[:300]


def described(error: Exception) -> str:
    """Return the kind of an error and what it says, scrubbed."""
    return scrub(f"{type(error).__name__}: {error}")


def masked(recipient: str) -> str:
    """Return enough of a recipient to find who it is, and no more.

    `an@xa-mau.example` becomes `a…@xa-mau.example`, `+84912345678` becomes `…678`.
    """
    name, at, domain = recipient.partition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    if recipient.lstrip("+").isdigit():
        return f"…{recipient[-3:]}"
    return recipient
