"""Find the traces in a pasted text. Pure.

What is found is a suggestion until a person confirms it. Identity-card numbers are
never found: they are masked.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple

from commune.vietnamese import find_phones, fold, mask_identity_numbers
from incidents.indicators.refang import refang

MAX_FOUND = 60

_URL = re.compile(r"\bhttps?://[^\s<>\"'”’»\])}]+", re.IGNORECASE)
_HOST_LABEL = r"[^\W_](?:[\w\-]{0,61}[^\W_])?"
_BARE = re.compile(
    rf"(?<![\w@.\-/:])((?:{_HOST_LABEL}\.)+[^\W\d_]{{2,24}})(/[^\s<>\"'”’»\])}}]*)?(?![\w@\-])"
)
_EMAIL = re.compile(
    rf"(?<![\w.+\-])[\w.+\-]{{1,64}}@(?:{_HOST_LABEL}\.)+[^\W\d_]{{2,24}}(?![\w\-])"
)
_IPV4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)(?!\w)")
_VERSION_BEFORE = re.compile(
    r"(?:phien ban|version|ver|firmware|build|ban cap nhat|update|v)\s*$"
)
_HASH = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<!\w)(?:stk|s\.t\.k|số\s+tài\s+khoản|so\s+tai\s+khoan|số\s+tk|so\s+tk|"
    r"tài\s+khoản(?:\s+ngân\s+hàng)?|tai\s+khoan(?:\s+ngan\s+hang)?|tk)"
    r"(?:\s+(?:số|so|là|la|nhận|nhan|ngân|hàng|ngan|hang|[A-Za-z]{2,14}bank|mb|acb|"
    r"vcb|bidv|agribank|vietinbank|tpbank|vpbank))*\s*[:.\-]?\s*(?:số|so)?\s*"
    r"(\d(?:[ .\-]?\d){5,18})(?!\d)",
    re.IGNORECASE,
)
_FOREIGN_PHONE = re.compile(r"(?<![\w+])\+(?!84)[1-9]\d{0,2}(?:[ .\-]?\d){6,11}(?!\w)")
_FILENAME = re.compile(
    r"(?<![\w./\\\-@])[\w\-]{1,80}(?:\.[\w\-]{1,20})*\."
    r"(?:exe|scr|bat|cmd|lnk|vbs|js|jse|hta|apk|msi|dll|ps1|jar|iso|locked|"
    r"encrypted|crypt|zip|rar|7z|docm|xlsm)(?![\w/])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?…"
# Endings of files and abbreviations that look like a domain.
_NOT_TOP_LEVEL = frozenset(
    re.split(
        r"\s+",
        """exe scr bat cmd lnk vbs js jse hta apk msi dll ps1 jar iso locked encrypted
        crypt zip rar 7z docm xlsm doc docx xls xlsx pdf txt jpg jpeg png gif mp4 csv
        html htm tp ttp ubnd hcm""",
    )
)


class Found(NamedTuple):
    """`start` and `end` point into the refanged text; `raw` is how it stood there."""

    type: str
    value: str
    raw: str
    start: int
    end: int


class Extract(NamedTuple):
    found: list[Found]
    masked_text: str
    masked_count: int


def extract(text: str) -> Extract:
    """Return the traces in `text`, each once, and the text with card numbers masked.

    The text comes back as it was written (not refanged) but for the masked numbers;
    a twelve-digit bank account after "STK" stays.
    """
    clear = refang(text)
    found = _without_repeats(_all(clear))
    kept = {f.raw for f in found if f.type in {"bank_account", "phone"}}
    masked, count = _mask_outside(text, kept)
    return Extract(found[:MAX_FOUND], masked, count)


def find(text: str) -> list[Found]:
    return extract(text).found


def host_of(url: str) -> str:
    """Return the host name of a web address, without port and user."""
    host = url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return host.rsplit("@", 1)[-1].split(":", 1)[0].lower()


def to_ascii(host: str) -> str:
    """Return a host name as it is sent on the wire (xn--…); "" when it cannot be."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _all(text: str) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for finder in (
        _urls,
        _emails,
        _hashes,
        _accounts,
        _phones,
        _ips,
        _filenames,
        _bare_hosts,
    ):
        fresh = [f for f in finder(text) if not _overlaps(f, taken)]
        taken += [(f.start, f.end) for f in fresh]
        yield from fresh


def _overlaps(found: Found, taken: list[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)


def _urls(text: str) -> Iterator[Found]:
    for match in _URL.finditer(text):
        raw = match.group().rstrip(_TRAILING)
        host = host_of(raw)
        if "." not in host and ":" not in raw.split("://", 1)[-1]:
            continue
        scheme, _sep, rest = raw.partition("://")
        tail = rest[len(rest.split("/", 1)[0]) :]
        authority = rest.split("/", 1)[0].lower()
        value = f"{scheme.lower()}://{authority}{tail}"
        yield Found("url", value, raw, match.start(), match.start() + len(raw))


def _bare_hosts(text: str) -> Iterator[Found]:
    for match in _BARE.finditer(text):
        host, path = match.group(1), (match.group(2) or "").rstrip(_TRAILING)
        ending = host.rsplit(".", 1)[-1].lower()
        if ending in _NOT_TOP_LEVEL or not _looks_like_a_host(host):
            continue
        end = match.start() + len(host) + len(path)
        raw = text[match.start() : end]
        if path and path != "/":
            yield Found("url", f"http://{host.lower()}{path}", raw, match.start(), end)
        else:
            yield Found("domain", host.lower(), raw, match.start(), end)


def _looks_like_a_host(host: str) -> bool:
    """Tell "vneid.website" from two sentences without a space ("xong.Sau")."""
    ending = host.rsplit(".", 1)[-1]
    if ending != ending.lower() and ending != ending.upper():
        return False
    return bool(to_ascii(host)) and ending.isascii()


def _emails(text: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        raw = match.group().rstrip(_TRAILING)
        yield Found("email", raw.lower(), raw, match.start(), match.start() + len(raw))


def _hashes(text: str) -> Iterator[Found]:
    for match in _HASH.finditer(text):
        raw = match.group()
        if not raw.isdigit():
            yield Found("file_hash", raw.lower(), raw, match.start(), match.end())


def _accounts(text: str) -> Iterator[Found]:
    for match in _ACCOUNT.finditer(text):
        raw = match.group(1)
        digits = re.sub(r"\D", "", raw)
        yield Found("bank_account", digits, raw, match.start(1), match.end(1))


def _phones(text: str) -> Iterator[Found]:
    for phone in find_phones(text):
        yield Found("phone", phone.e164, phone.written, phone.start, phone.end)
    for match in _FOREIGN_PHONE.finditer(text):
        value = "+" + re.sub(r"\D", "", match.group())
        yield Found("phone", value, match.group(), match.start(), match.end())


def _ips(text: str) -> Iterator[Found]:
    for match in _IPV4.finditer(text):
        before = fold(text[max(0, match.start() - 20) : match.start()])
        if _VERSION_BEFORE.search(before):
            continue
        try:
            value = str(ip_address(match.group()))
        except ValueError:
            continue
        yield Found("ip", value, match.group(), match.start(), match.end())


def _filenames(text: str) -> Iterator[Found]:
    for match in _FILENAME.finditer(text):
        raw = match.group()
        yield Found("filename", raw, raw, match.start(), match.end())


def _without_repeats(found: Iterator[Found]) -> list[Found]:
    seen: dict[tuple[str, str], Found] = {}
    for item in found:
        seen.setdefault((item.type, item.value), item)
    return sorted(seen.values(), key=lambda f: f.start)


def _mask_outside(text: str, kept: set[str]) -> tuple[str, int]:
    """Mask card numbers, but leave the written forms in `kept` alone."""
    long_ones = sorted((k for k in kept if k in text), key=len, reverse=True)
    if not long_ones:
        return mask_identity_numbers(text)
    splitter = re.compile("(" + "|".join(map(re.escape, long_ones)) + ")")
    parts, total = [], 0
    for part in splitter.split(text):
        if part in kept:
            parts.append(part)
            continue
        masked, count = mask_identity_numbers(part)
        parts.append(masked)
        total += count
    return "".join(parts), total
