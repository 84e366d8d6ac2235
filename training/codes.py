"""Codes that people copy from paper: Crockford's base 32, no I, L, O, U."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8
TICKET_LENGTH = 16  # 80 bits: the address alone opens the page

_READ_AS = str.maketrans("OIL", "011")


def new_reference() -> str:
    return _random(REFERENCE_LENGTH)


def new_ticket() -> str:
    return _random(TICKET_LENGTH)


def read_code(text: str) -> str:
    """Return a code as stored, however it was typed; "" for what cannot be one."""
    code = "".join(text.upper().split()).replace("-", "").translate(_READ_AS)
    return code if set(code) <= set(ALPHABET) else ""


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
