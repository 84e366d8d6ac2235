"""Numbers and money: "." between thousands, "," before decimals."""

import re
from decimal import Decimal

_GROUPED = re.compile(r"([-\u2212]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
_LIKE_A_NUMBER = re.compile(r"[-\u2212]?[\d.,]+")


class NumberError(ValueError):
    """A text that is no number written the Vietnamese way.

    `code`: empty, format, grouping ("1.5" or "2,794.00": which sign is which?).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def format_number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """Return "2.794" or "69,85".

    `decimals` fixes the digits after the comma (halves go to the even digit);
    without it all digits that `value` has are shown.
    """
    number = Decimal(str(value))
    if decimals is not None:
        number = round(number, decimals)
    swapped = str.maketrans(",.", ".,")
    return f"{number:,f}".translate(swapped) if number else _zero(decimals)


def format_money(dong: int | Decimal) -> str:
    """Return "150.000 đồng"; the dong has no smaller coin."""
    return f"{format_number(round(dong))} đồng"


def format_percent(value: int | float | Decimal, decimals: int | None = None) -> str:
    """Return "69,85%" for 69.85."""
    return f"{format_number(value, decimals)}%"


def parse_number(text: str) -> Decimal:
    """Return the number of "2.794" (2794) or "69,85". Raises NumberError."""
    text = "".join(text.split())
    if not text:
        raise NumberError("empty")
    match = _GROUPED.fullmatch(text)
    if not match:
        raise NumberError("grouping" if _LIKE_A_NUMBER.fullmatch(text) else "format")
    sign, whole, fraction = match.groups()
    number = Decimal(f"{whole.replace('.', '')}.{fraction or '0'}")
    exact = number if fraction else number.to_integral_value()
    return exact.copy_negate() if sign else exact


def _zero(decimals: int | None) -> str:
    """Return 0 without a sign: nobody says "minus nought"."""
    return "0," + "0" * decimals if decimals else "0"
