"""Telephone numbers of Viet Nam: read in any spelling, stored as E.164."""

import re
from typing import NamedTuple

import phonenumbers

from commune.vietnamese.clean import nfc

# Mobile prefixes of 11 digits, retired in 2018, and what took their place.
OLD_MOBILE_PREFIXES = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip

_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_OLD_MOBILE = re.compile(rf"(?:{'|'.join(OLD_MOBILE_PREFIXES)})\d{{7}}")
_SHORT = re.compile(r"1[0-25]\d{1,4}|1[89]00\d{4,6}")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)[eE]\+?(\d{1,2})")
_WHOLE_FLOAT = re.compile(r"(\d{9,11})[.,]0+")
_SEPARATORS = re.compile(r"[\s\u00a0.\-\u2010-\u2013()/]+")
_BETWEEN_NUMBERS = re.compile(r"[/,;]")
_GAP = r"[ \u00a0.\-\u2010-\u2013()]{0,3}"
_IN_TEXT = re.compile(
    rf"(?<![0-9A-Za-z+])(?<!\d[.\-])"
    rf"(?:(?:\+|00)84{_GAP}(?:0{_GAP})?|84{_GAP}|(?:\((?=02\d\d?\)))?0)"
    rf"(?:[35789](?:{_GAP}\d){{8}}|2(?:{_GAP}\d){{9}})(?![0-9A-Za-z])"
)


class PhoneError(ValueError):
    """A text that is no telephone number we can keep.

    `code`: empty, characters, rounded (Excel cut digits off), foreign,
    short_number, old_prefix (`suggestion` holds the number of today),
    retired, too_short, too_long, prefix, not_old.
    """

    def __init__(self, code: str, suggestion: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.suggestion = suggestion


class FoundPhone(NamedTuple):
    """A number in free text: text[start:end] is how it was written."""

    start: int
    end: int
    written: str
    e164: str


def parse_phone(value: str | int | float) -> str:
    """Return a mobile or landline number as E.164 ("+84912345678").

    Takes spaces, dots, dashes and brackets, +84, 0084 and 84, and numbers that
    Excel turned into floats or robbed of their zero. Raises PhoneError.
    """
    national = _national(value)
    if _MOBILE.fullmatch(national):
        return "+84" + national[1:]
    if _LANDLINE.fullmatch(national):
        return _checked_landline("+84" + national[1:])
    if _OLD_MOBILE.fullmatch(national):
        raise PhoneError("old_prefix", suggestion=_renewed(national))
    raise PhoneError(_why_refused(national))


def parse_public_phone(text: str) -> str:
    """Return what an office may print: E.164, or a hotline or several as written.

    Several numbers are separated by "/", "," or ";". Raises PhoneError.
    """
    try:
        return parse_phone(text)
    except PhoneError as error:
        parts = _BETWEEN_NUMBERS.split(text)
        if error.code != "short_number" and len(parts) == 1:
            raise
        if error.code != "short_number":
            for part in parts:
                parse_public_phone(part)
        return text.strip()


def can_be_called(text: str) -> bool:
    """Say whether a text is figures one can dial, however grouped: no letters."""
    return sum("0" <= sign <= "9" for sign in text) >= 3 and not any(
        sign.isalpha() for sign in text
    )


def convert_old_mobile(value: str | int | float) -> str:
    """Return today's E.164 number for an 11-digit mobile number of before 2018.

    Raises PhoneError("not_old") when `value` is anything else.
    """
    national = _national(value)
    if not _OLD_MOBILE.fullmatch(national):
        raise PhoneError("not_old")
    return _renewed(national)


def format_phone(e164: str) -> str:
    """Return "0912 345 678" or "0237 3852 246"; other texts come back unchanged."""
    digits = "0" + e164[3:] if e164.startswith("+84") else e164
    if _MOBILE.fullmatch(digits):
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    if _LANDLINE.fullmatch(digits):
        area = 3 if digits[:3] in {"024", "028"} else 4
        return f"{digits[:area]} {digits[area : area + 4]} {digits[area + 4 :]}"
    return e164


def find_phones(text: str) -> list[FoundPhone]:
    """Return the valid numbers written in `text`, in the order they stand."""
    found = []
    for match in _IN_TEXT.finditer(text):
        try:
            e164 = parse_phone(match.group())
        except PhoneError:
            continue
        found.append(FoundPhone(match.start(), match.end(), match.group(), e164))
    return found


def _national(value: str | int | float) -> str:
    """Return the digits with their leading 0; raises PhoneError on other signs."""
    text = _undo_excel(nfc(str(value)).strip())
    digits = _SEPARATORS.sub("", text.removeprefix("tel:"))
    if not digits:
        raise PhoneError("empty")
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise PhoneError("characters")
    return _without_country_code(digits)


def _undo_excel(text: str) -> str:
    if scientific := _SCIENTIFIC.fullmatch(text):
        first, decimals, exponent = scientific.groups()
        if len(decimals) != int(exponent):
            raise PhoneError("rounded")
        return first + decimals
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return whole.group(1)
    return text


def _without_country_code(digits: str) -> str:
    if digits.startswith(("+84", "0084")):
        return "0" + digits.lstrip("+0").removeprefix("84").removeprefix("0")
    if digits.startswith(("+", "00")):
        raise PhoneError("foreign")
    if digits.startswith("84") and len(digits) in {11, 12}:
        return "0" + digits.removeprefix("84").removeprefix("0")
    if re.fullmatch(r"[35789]\d{8}|2\d{9}", digits) or _OLD_MOBILE.fullmatch(
        "0" + digits
    ):
        return "0" + digits
    return digits


def _renewed(national: str) -> str:
    return "+84" + OLD_MOBILE_PREFIXES[national[:4]][1:] + national[4:]


def _checked_landline(e164: str) -> str:
    if not phonenumbers.is_valid_number(phonenumbers.parse(e164)):
        raise PhoneError("prefix")
    return e164


def _why_refused(national: str) -> str:
    if _SHORT.fullmatch(national):
        return "short_number"
    if national.startswith("01") and len(national) in {10, 11}:
        return "retired"
    shortest = 11 if national.startswith("02") else 10
    if len(national) < shortest:
        return "too_short"
    if len(national) > shortest:
        return "too_long"
    return "prefix"
