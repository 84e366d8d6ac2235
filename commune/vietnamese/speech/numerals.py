"""Numbers as words: the northern reading (nghìn, linh, mươi tư, lăm, mốt)."""

import re

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST_NUMBER = 6  # without points; longer runs are codes
_GROUP = 4
_TWO_DIGITS_AFTER_COMMA = re.compile(r"[1-9]\d")


def number_in_words(number: int) -> str:
    """Return 2794 as "hai nghìn bảy trăm chín mươi tư"."""
    if number < 0:
        return "âm " + number_in_words(-number)
    return _in_words(number, padded=False)


def digits_in_words(digits: str) -> str:
    """Return "0912" as "không chín một hai"."""
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def figure_in_words(figure: str) -> str:
    """Return a figure as it is written, "2.794" or "69,85", in words.

    One leading zero, as in "05 bộ hồ sơ", is not read; longer runs that start
    with 0, and long numbers without points, are read digit by digit.
    """
    whole, _, decimals = figure.partition(",")
    words = _whole_in_words(whole)
    return f"{words} phẩy {_decimals_in_words(decimals)}" if decimals else words


def month_in_words(month: int) -> str:
    """Return the name of a month or weekday number: the fourth is "tư"."""
    return "tư" if month == 4 else number_in_words(month)


def roman_value(numeral: str) -> int:
    """Return XIV as 14."""
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _in_words(number: int, *, padded: bool) -> str:
    """Return words; `padded` says "không trăm" where a group before has ended."""
    for scale, name in _SCALES:
        if number >= scale:
            head, rest = divmod(number, scale)
            words = f"{_in_words(head, padded=padded)} {name}"
            return f"{words} {_in_words(rest, padded=True)}" if rest else words
    return _below_thousand(number, padded=padded)


def _below_thousand(number: int, *, padded: bool) -> str:
    hundreds, below = divmod(number, 100)
    if not hundreds and not padded:
        return _below_hundred(below)
    words = f"{_DIGITS[hundreds]} trăm"
    if not below:
        return words
    joint = " linh " if below < 10 else " "
    return words + joint + _below_hundred(below)


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    if tens == 1:
        last = "lăm" if ones == 5 else _DIGITS[ones]
        return f"mười {last}" if ones else "mười"
    words = f"{_DIGITS[tens]} mươi"
    return f"{words} {_AFTER_TENS.get(ones, _DIGITS[ones])}" if ones else words


def _whole_in_words(whole: str) -> str:
    if "." in whole:
        return number_in_words(int(whole.replace(".", "")))
    if len(whole) > _LONGEST_NUMBER or (whole[0] == "0" and len(whole) > 2):
        groups = (whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))
        return ", ".join(map(digits_in_words, groups))
    return number_in_words(int(whole))


def _decimals_in_words(decimals: str) -> str:
    if _TWO_DIGITS_AFTER_COMMA.fullmatch(decimals):
        return number_in_words(int(decimals))
    return digits_in_words(decimals)
