"""Identity-card numbers in free text: found and made unreadable.

The twelve digits of a citizen's card tell birthplace, sex and year of birth.
There is no field for them; where somebody types one, it is masked.
"""

import re

_GAP = r"[ \u00a0.\-]?"
_ONE_RUN = r"(?<!\d)0\d{11}(?!\d)"
_IN_GROUPS = (
    rf"(?<!\d)(?<!\d[ \u00a0.\-])0(?:{_GAP}\d){{11}}"
    r"(?!\d|[.\-]\d|[ \u00a0](?!(?:19|20)\d\d\b)\d{3})"
)
_TWELVE_DIGITS = re.compile(f"{_ONE_RUN}|{_IN_GROUPS}")
_PHONE_AND_MORE = re.compile(
    r"0[35789](?:[ \u00a0.\-]?\d){8}[ \u00a0.\-]|02(?:[ \u00a0.\-]?\d){9}[ \u00a0.\-]"
)
# Twelve digits after these words are an account of a bank or the number of a file.
_SAID_TO_BE_ELSE = re.compile(
    r"\b(?:tài khoản|stk|tk|hóa đơn|biên lai"
    r"|mã (?:hồ sơ|thủ tục|tthc|giao dịch|đơn hàng|vận đơn|khách hàng))"
    r"(?: số)?(?: ngân hàng)?\W{0,3}$",
    re.IGNORECASE,
)
_REACH = 40
_DATE_AND_MORE = re.compile(r"\d\d[.\- ]\d\d[.\- ](?:19|20)\d\d[ .\-]")


def mask_identity_numbers(text: str) -> tuple[str, int]:
    """Return `text` with identity-like numbers masked, and how many there were.

    Twelve digits that start with 0, in one run or in groups, become
    "001******345". Telephone numbers, dates, longer runs and what the words before
    call an account or a file number stay. A tax code is masked: since 2025 a
    citizen's is the number of the card.
    """
    count = 0

    def masked(match: re.Match[str]) -> str:
        nonlocal count
        before = match.string[max(0, match.start() - _REACH) : match.start()]
        if _is_something_else(match.group()) or _SAID_TO_BE_ELSE.search(before):
            return match.group()
        count += 1
        digits = re.sub(r"\D", "", match.group())
        return f"{digits[:3]}******{digits[-3:]}"

    return _TWELVE_DIGITS.sub(masked, text), count


def _is_something_else(run: str) -> bool:
    return bool(_PHONE_AND_MORE.match(run) or _DATE_AND_MORE.match(run))
