"""Numbers as official papers write them."""

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


def point_letter(number: int) -> str:
    """Return the letter of the n-th point, in Vietnamese order: a b c d đ e g h …

    After the last of the 23 letters come two: aa, ab …
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, len(POINT_LETTERS))
        letters = POINT_LETTERS[place] + letters
    return letters


def roman(number: int) -> str:
    """Return 4 as "IV"; for 1 to 3999."""
    signs = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    written = ""
    for sign, value in zip(signs, values, strict=True):
        count, number = divmod(number, value)
        written += sign * count
    return written


def document_number(number: int | None) -> str:
    """Return "05" for 5: numbers below ten begin with a zero; a gap for none."""
    return "\u00a0" * 8 if number is None else f"{number:02d}"
