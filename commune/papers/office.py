"""The commune's own names as papers print them, from the settings."""

import re

from commune import conf
from commune.papers.description import Head

_KINDS = r"xã|phường|đặc khu|huyện|thị xã|tỉnh|thành phố"
_LINE_BREAK = re.compile(rf"\s+(?=(?:{_KINDS})\s)", re.IGNORECASE)
_KIND = re.compile(rf"(?:{_KINDS})\s+", re.IGNORECASE)


def head(**fields) -> Head:
    """Return the head of a paper of the commune; `fields` are those of `Head`."""
    commune = conf.commune()
    return Head(
        issuer=issuer_lines(commune["authority"]),
        parent=commune["parent"],
        place=place_of(commune["name"]),
        **fields,
    )


def issuer_lines(authority: str) -> tuple[str, ...]:
    """Return ("Ủy ban nhân dân", "xã Như Xuân"): the name's own line is the second."""
    return tuple(_LINE_BREAK.split(authority, maxsplit=1))


def place_of(name: str) -> str:
    """Return "Như Xuân" of "Xã Như Xuân", as the date line begins."""
    match = _KIND.match(name)
    return name[match.end() :] if match else name


def authority() -> str:
    return conf.commune()["authority"]
