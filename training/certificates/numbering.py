"""The number on a certificate, from a pattern of the rulebook; pure."""

import re

NUMBER, YEAR = "{so}", "{nam}"
LONGEST = 40
_MARK = re.compile(r"\{[^{}]*\}|[{}]")


class NumberingError(ValueError):
    """A pattern that gives no usable number; `field` says where it is wrong."""

    def __init__(self, message: str, field: str = "pattern"):
        super().__init__(message)
        self.field = field


def check_pattern(pattern: str, digits: int) -> None:
    """Raise NumberingError, in Vietnamese, for what would give no number of its own."""
    if pattern.count(NUMBER) != 1:
        raise NumberingError("Mẫu số phải có {so} đúng một lần.")
    if unknown := [m for m in _MARK.findall(pattern) if m not in {NUMBER, YEAR}]:
        raise NumberingError(
            f"Mẫu số chỉ dùng {{so}} và {{nam}}, không dùng {unknown[0]}."
        )
    if not 1 <= digits <= 6:
        raise NumberingError("Số chữ số từ 1 đến 6.", "digits")
    if len(pattern) > LONGEST:
        raise NumberingError(f"Mẫu số dài quá {LONGEST} ký tự.")


def certificate_number(pattern: str, digits: int, *, number: int, year: int) -> str:
    """Return a number such as `07/2027/GCN-UBND`; numbering starts anew each year.

    `number` below ten gets a zero in front, as Decree 30/2020 has it, or more for
    `digits` above two. Raises NumberingError for a wrong pattern or a number below 1.
    """
    check_pattern(pattern, digits)
    if number < 1:
        raise NumberingError("Số thứ tự bắt đầu từ 1.")
    shown = f"{number:0{digits}d}"
    return pattern.replace(NUMBER, shown).replace(YEAR, str(year))
