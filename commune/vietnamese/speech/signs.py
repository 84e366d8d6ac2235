"""Signs: said where they mean something, dropped where they only decorate."""

import re

_BULLET = re.compile(r"^[ \t]*(?:[-–—+*•▪●○◦►✓☑✔→]+[ \t]*)+", re.MULTILINE)
_ITEM = re.compile(
    r"^([ \t]*(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-zĐđ]|[IVX]{1,5}))[.)/]+[ \t]+",
    re.MULTILINE,
)
_INITIAL = re.compile(
    r"(?<![\w.])([B-DĐF-HJ-NP-TV-XZ])\.(?=\s+(?:[^\W\dA-Z]|[(–-]|\w\.))"
)
_DOTS = re.compile(r"…|\.{2,}")
_QUOTES = re.compile("[\"“”„«»‘`*_#|~^]|(?<![^\\W\\d_])['’]|['’](?![^\\W\\d_])")
_BRACKETS = re.compile(r"\s*[()\[\]{}<>]+\s*")
_SPACED_DASH = re.compile(r"\s+[-–—]+\s+|[–—]")
_EACH = re.compile(
    r"\b(đồng|lần|người|buổi|tiết|suất|lượt|nghìn|triệu|gam|lít|mét|giờ|ngày|vụ|khối|tạ|"
    r"tấn|hộ|điểm|phút|giây|vuông|trăm|ca|chuyến|con|cây|mũi|liều|công|xe|bộ|bao|khẩu|"
    r"khách|héc ta|oát|tháng|năm|tuần|sào|thửa|đợt|phần|tỷ)\s*/\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])")
_DAY_MONTH_YEAR = re.compile(
    r"\b(thứ|ngày|tháng)(?:\s?/\s?(ngày|tháng))?\s?/\s?(tháng|năm|ngày)\b",
    re.IGNORECASE,
)
_SAID = (
    (re.compile(r"\s*&\s*"), " và "),
    (re.compile(r"\s*(?:≥|>=)\s*"), " từ "),
    (re.compile(r"\s*(?:≤|<=)\s*"), " không quá "),
    (re.compile(r"\s*>\s*"), " trên "),
    (re.compile(r"\s*<\s*"), " dưới "),
    (re.compile(r"\s*=\s*"), " bằng "),
    (re.compile(r"(?<=\w)\s*\+\s*(?=\w)|\+(?=\d)"), " cộng "),
    (re.compile(r"(?<=\d)\s*x\s*(?=\d)|(?<=\w)\s*×\s*(?=\w)"), " nhân "),
    (re.compile(r"\s*±\s*"), " cộng trừ "),
    (re.compile(r"\s*(?:→|=>|⇒)\s*"), ", "),
)
_PAUSES = ".,;:?!"
_HYPHEN = re.compile(r"(?<=\w)[-'’](?=\w)")
_ENDS_SENTENCE = re.compile(r"[.?!:;,]$")


def prepare_lines(text: str) -> str:
    """Return `text` without bullets; "a)" and "1." at the start become "a,".

    The point of an initial ("cháu N. trình báo") goes: it ends no sentence.
    """
    text = _DOTS.sub(".", text)
    text = _ITEM.sub(r"\1, ", _BULLET.sub("", text))
    return _INITIAL.sub(r"\1", text)


def speak_signs(text: str) -> str:
    """Return `text` with signs of calculation and comparison in words."""
    for sign, words in _SAID:
        text = sign.sub(words, text)
    return text


def speak_slashes(text: str) -> str:
    """Return "đồng/người" as "đồng mỗi người" and "cha/mẹ" as "cha hoặc mẹ"."""
    text = _DAY_MONTH_YEAR.sub(lambda m: ", ".join(filter(None, m.groups())), text)
    return _EITHER.sub(" hoặc ", _EACH.sub(r"\1 mỗi ", text))


def drop_signs(text: str) -> str:
    """Return `text` with letters and the punctuation of pauses only."""
    text = _QUOTES.sub("", text)
    text = _SPACED_DASH.sub(", ", _BRACKETS.sub(", ", text))
    text = _HYPHEN.sub(" ", text)
    return "".join(sign if _is_heard(sign) else " " for sign in text)


def finish_sentences(text: str) -> str:
    """Return lines that begin with a capital and end with a sign of pause."""
    lines = (_finished(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _is_heard(sign: str) -> bool:
    return sign.isalpha() or sign in _PAUSES or sign == "\n"


def _finished(line: str) -> str:
    line = re.sub(r"\s+", " ", line)
    line = re.sub(r"\s+(?=[.,;:?!])", "", line)
    line = re.sub(r"([,;:])[,;:]+", r"\1", line)
    line = re.sub(r"[,;:]+(?=[.?!])", "", line)
    line = re.sub(r"([.?!])[.,;:]+", r"\1", line)
    line = re.sub(r"([.,;:?!])(?=[^\W\d_])", r"\1 ", line).strip(" ,;:.")
    if not line:
        return ""
    line = re.sub(r"(^|[.?!] )(\w)", lambda m: m[1] + m[2].upper(), line)
    return line if _ENDS_SENTENCE.search(line) else line + "."
