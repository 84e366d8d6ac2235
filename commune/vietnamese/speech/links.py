"""Web addresses, e-mail addresses and telephone numbers, said aloud."""

import re

from commune.vietnamese.phones import find_phones, format_phone
from commune.vietnamese.speech.nearby import words_before
from commune.vietnamese.speech.numerals import digits_in_words

_ENDINGS = "vn|com|net|org|gov|edu|info|io|me|asia"
_ADDRESS = (
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)[^\s<>()\"”’]*[^\s<>()\"”’.,;:!?]"
    rf"|(?<![\w.-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:{_ENDINGS})(?![\w-]|\.\w)"
    r"(?:/[^\s<>()]*[^\s<>().,;:!?])?"
)
_PLACE = (
    "địa chỉ|đường dẫn|đường link|link|website|trang web|trang|thư điện tử|"
    "hộp thư|e-?mail"
)
_WAY = "xem thêm|xem chi tiết|chi tiết xem|chi tiết|xem|tại|ở|theo|qua|trên|vào|hoặc|và"
_LINK = re.compile(_ADDRESS, re.IGNORECASE)
_NAMED_LINK = re.compile(rf"(?:\b(?:{_PLACE}) ?:? )*(?>{_ADDRESS})", re.IGNORECASE)
_LINK_THAT_ENDS_A_CLAUSE = re.compile(
    rf"(?: ?[,;:(–-]? ?\b(?:{_WAY}|như|là|{_PLACE})\b)*"
    rf" ?[:(–-]? ?(?>{_ADDRESS}) ?(?=[.,;:!?)\n]|$)",
    re.IGNORECASE,
)
_A_SITE = "trang thông tin điện tử"
_A_MAILBOX = "hộp thư điện tử"

_SWITCHBOARD = re.compile(
    r"(?<![\d.,])(1[89]00)[ .]?(\d{2,4})(?:[ .]?(\d{2,4}))?(?!\d)"
)
_EMERGENCY = re.compile(r"(?<![\d.,/])(?:11[1-5]|156|1022)(?![\d/]|[.,]\d)")
_EMERGENCIES = re.compile(r"(?<![\d.,/])11[1-5](?:\s?[/\-–]\s?11[1-5])+(?!\d)")
_ABOUT_CALLING = re.compile(
    r"\b(?:gọi|số máy|tổng đài|hotline|đường dây nóng|điện thoại|cấp cứu|cứu hỏa|"
    r"chữa cháy|báo cháy|cảnh sát|công an)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)


def drop_links(text: str) -> str:
    """Return `text` without addresses.

    At the end of a clause the words that lead to the address go too; elsewhere
    "trang thông tin điện tử" stands in its place.
    """
    text = _LINK_THAT_ENDS_A_CLAUSE.sub("", text)
    return _NAMED_LINK.sub(lambda m: _A_MAILBOX if "@" in m.group() else _A_SITE, text)


def speak_links(text: str) -> str:
    """Return `text` with the host of each address said: "xa chấm gov chấm vn"."""
    return _LINK.sub(lambda match: _spoken_link(match.group()), text)


def speak_phones(text: str) -> str:
    """Return `text` with telephone numbers said digit by digit, in groups."""
    for phone in reversed(find_phones(text)):
        words = _in_groups(format_phone(phone.e164).split())
        text = f"{text[: phone.start]} {words}{text[phone.end :]}"
    text = _SWITCHBOARD.sub(lambda m: _in_groups([g for g in m.groups() if g]), text)
    text = _EMERGENCIES.sub(lambda m: _in_groups(re.findall(r"\d+", m.group())), text)
    return _EMERGENCY.sub(_spoken_emergency, text)


def _spoken_link(link: str) -> str:
    is_mail = "@" in link
    host = link if is_mail else re.sub(r"^https?://", "", link, flags=re.IGNORECASE)
    host = host.removeprefix("www.").split("/")[0]
    return (
        host.replace("@", " a còng ")
        .replace(".", " chấm ")
        .replace("-", " gạch ngang ")
    )


def _in_groups(groups: list[str]) -> str:
    return ", ".join(map(digits_in_words, groups))


def _spoken_emergency(match: re.Match[str]) -> str:
    if _ABOUT_CALLING.search(words_before(match)):
        return digits_in_words(match.group())
    return match.group()
