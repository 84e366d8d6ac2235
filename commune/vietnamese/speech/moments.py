"""Dates and times of day as they are said."""

import re
from datetime import date

from commune.vietnamese.speech.nearby import words_after, words_before
from commune.vietnamese.speech.numerals import month_in_words, number_in_words

_DASH = r"\s?[-–—]\s?"
_START = r"(?:\b(ngày|mùng|mồng|hôm)\s+)?(?<![\w/.,\-])"
_END = r"(?!\w|/|[.,]\d|-\w)"
_YEAR = r"((?:19|20)\d\d)"

_DAY_AND_NIGHT = re.compile(r"(?<![\w/])24/(?:24|7)(?:\s?(?:h|giờ))?(?![\w/])")
_DATE_RANGE = re.compile(
    rf"{_START}(\d{{1,2}})(?:/(\d{{1,2}})(?:/{_YEAR})?)?{_DASH}"
    rf"(\d{{1,2}})/(\d{{1,2}})(?:/{_YEAR})?{_END}",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(
    rf"{_START}(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-]{_YEAR}{_END}", re.IGNORECASE
)
_DOTTED_DATE = re.compile(
    r"\b(ngày|mùng|mồng)\s+(\d{1,2})\.(\d{1,2})(?!\w|[.,/]\d)", re.IGNORECASE
)
_SHORT_DATE = re.compile(rf"{_START}(\d{{1,2}})/(\d{{1,2}}){_END}", re.IGNORECASE)
_LONG_DATE = re.compile(
    r"\b(ngày)\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:,?\s+năm\s+(\d{4}))?\b", re.IGNORECASE
)
_PART_OF_YEAR = re.compile(
    rf"\b(quý|đợt|kỳ|khóa|khoá|lần|số|lớp)\s+([IVX]+|\d{{1,2}})/{_YEAR}{_END}",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(
    rf"(?:\btháng\s+)?(?<![\w/.,\-])(0?[1-9]|1[0-2])/{_YEAR}{_END}", re.IGNORECASE
)
_FOURTH = re.compile(r"\b(tháng|thứ)\s+0?4(?![\w/]|[.,]\d)", re.IGNORECASE)

_DAY_OF_SOMETHING = re.compile(r"\bngày [^\d.;:\n]{1,40}$", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?<![\w.])T([2-7])(?![\w.]\w|\w)(?:\s?[-–—]\s?T([2-7])(?!\w))?")
_SURELY_A_DATE = re.compile(
    r"\b(?:sáng|trưa|chiều|tối|đêm|dịp|lễ|kỷ niệm|mừng)\s+$", re.IGNORECASE
)
_COUNTED = (
    r"\s*(?:số|tổng|hộ|thôn|người|thành viên|chỉ tiêu|tiêu chí|xã|đại biểu|phiếu|tổ|"
    r"học viên|lớp|đơn vị|cơ quan|trường|nhóm|câu|điểm|bản|đồng chí|đảng viên|hội viên|"
    r"nhiệm vụ|hồ sơ|diện tích|dân số|chi bộ|thủ tục|ca|suất|căn|con|mũi|liều)\b"
)
_BEFORE_A_SHARE = re.compile(
    r"\b(?:đạt|tỷ lệ|tỉ lệ|số nhà|nhà số|nhà|ngõ|ngách|hẻm|kiệt|lô|thửa|tờ)\s+$",
    re.IGNORECASE,
)
_AFTER_A_SHARE = re.compile(_COUNTED, re.IGNORECASE)

_CLOCK = (
    r"(?<![\w.,:/])(?:[01]?\d|2[0-4])"
    r"(?:\s?[hg]\s?[0-5]\d(?:\s?(?:phút|ph|p)(?!\w)|')?|h|:[0-5]\d"
    r"|\s?giờ\s[0-5]?\d\sphút"
    r"|\s?giờ\s[0-5]\d(?=\s?[-–—,.;)]|\s(?:đến|ngày|sáng|trưa|chiều|tối|hôm|thứ|tại)\b|$)"
    r"|\s?giờ)(?![\w:])"
)
_CLOCKS = re.compile(rf"({_CLOCK})(?:{_DASH}({_CLOCK}))?")
_HOUR_RANGE = re.compile(
    rf"(?<![\w.,:/])(\d{{1,2}}){_DASH}(?=\d{{1,2}}\s?(?:h|giờ)(?!\w))"
)
_RATIO = re.compile(r"\b(?:tỷ|tỉ) (?:lệ|số)\b[^.;\n]{0,30}$", re.IGNORECASE)


def speak_moments(text: str) -> str:
    """Return `text` with dates and times of day in words."""
    text = _DAY_AND_NIGHT.sub("suốt ngày đêm", text)
    text = _DATE_RANGE.sub(_spoken_range, text)
    text = _FULL_DATE.sub(_spoken_date, text)
    text = _LONG_DATE.sub(_spoken_date, text)
    text = _DOTTED_DATE.sub(_spoken_date, text)
    text = _SHORT_DATE.sub(_spoken_short_date, text)
    text = _PART_OF_YEAR.sub(r"\1 \2 năm \3", text)
    text = _MONTH_OF_YEAR.sub(_spoken_month, text)
    text = _WEEKDAY.sub(_spoken_weekdays, text)
    text = _FOURTH.sub(lambda match: f"{match[1]} tư", text)
    text = _HOUR_RANGE.sub(r"\1 đến ", text)
    return _CLOCKS.sub(_spoken_clocks, text)


def _is_share(match: re.Match[str]) -> bool:
    """Tell whether "2/3" counts things instead of naming a day."""
    before = words_before(match)
    if _SURELY_A_DATE.search(before):
        return False
    return bool(
        _BEFORE_A_SHARE.search(before) or _AFTER_A_SHARE.match(words_after(match))
    )


def _spoken_short_date(match: re.Match[str]) -> str:
    lead, day, month = match.groups()
    if not lead and _is_share(match):
        return match.group()
    words = _date_in_words(lead, day, month) or match.group()
    if not lead and _DAY_OF_SOMETHING.search(words_before(match)):
        return words.removeprefix("ngày ")
    return words


def _spoken_weekdays(match: re.Match[str]) -> str:
    return " đến ".join(f"thứ {day}" for day in match.groups() if day)


def _spoken_date(match: re.Match[str]) -> str:
    return _date_in_words(*match.groups()) or match.group()


def _spoken_range(match: re.Match[str]) -> str:
    lead, day, month, year, *until = match.groups()
    if not lead and _is_share(match):
        return match.group()
    first = _date_in_words(lead, day, month or until[1], year or until[2])
    last = _date_in_words(None, *until)
    if not (first and last):
        return match.group()
    if not month:
        first = f"{lead or 'ngày'} {_day_in_words(int(day))}"
    elif not year:
        first = _date_in_words(lead, day, month)
    return f"{first} đến {last}"


def _spoken_month(match: re.Match[str]) -> str:
    month, year = match.groups()
    words = f"{month_in_words(int(month))} năm {number_in_words(int(year))}"
    return f"tháng {words}"


def _date_in_words(
    lead: str | None, day: str, month: str, year: str | None = None
) -> str:
    """Return "ngày mùng năm tháng một năm …", "" when there is no such day."""
    try:
        date(int(year or 2024), int(month), int(day))
    except ValueError:
        return ""
    words = f"{_day_in_words(int(day))} tháng {month_in_words(int(month))}"
    if year:
        words += f" năm {number_in_words(int(year))}"
    if lead and lead.lower() in {"mùng", "mồng"}:
        return f"{lead} {words.removeprefix('mùng ')}"
    return f"{lead or 'ngày'} {words}"


def _day_in_words(day: int) -> str:
    return ("mùng " if day <= 10 else "") + number_in_words(day)


def _spoken_clocks(match: re.Match[str]) -> str:
    if ":" in match.group() and _RATIO.search(words_before(match)):
        return match.group()
    return " đến ".join(_clock_in_words(clock) for clock in match.groups() if clock)


def _clock_in_words(clock: str) -> str:
    hour, *minute = map(int, re.findall(r"\d+", clock))
    words = f"{number_in_words(hour)} giờ"
    if minute and minute[0]:
        words += f" {number_in_words(minute[0])} phút"
    return words
