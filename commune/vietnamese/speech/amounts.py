"""Figures, money, units, ranges, shares and Roman numerals."""

import re

from commune.vietnamese.speech.letters import spell
from commune.vietnamese.speech.nearby import words_after
from commune.vietnamese.speech.numerals import (
    digits_in_words,
    figure_in_words,
    number_in_words,
    roman_value,
)

UNITS = {
    "km/h": "ki lô mét một giờ",
    "km/giờ": "ki lô mét một giờ",
    "m/s": "mét một giây",
    "mm/h": "mi li mét một giờ",
    "mg/l": "mi li gam một lít",
    "km2": "ki lô mét vuông",
    "km²": "ki lô mét vuông",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "m3": "mét khối",
    "m³": "mét khối",
    "cm2": "xăng ti mét vuông",
    "km": "ki lô mét",
    "cm": "xăng ti mét",
    "mm": "mi li mét",
    "m": "mét",
    "ha": "héc ta",
    "kg": "ki lô gam",
    "mg": "mi li gam",
    "g": "gam",
    "ml": "mi li lít",
    "l": "lít",
    "kWh": "ki lô oát giờ",
    "kW": "ki lô oát",
    "MW": "mê ga oát",
    "kV": "ki lô vôn",
    "kVA": "ki lô vôn am pe",
    "MHz": "mê ga héc",
    "GHz": "ghi ga héc",
    "dB": "đề xi ben",
    "µg/m3": "mi crô gam một mét khối",
    "μg/m3": "mi crô gam một mét khối",
    "tạ/ha": "tạ một héc ta",
    "W": "oát",
    "V": "vôn",
    "KB": "ki lô bai",
    "MB": "mê ga bai",
    "GB": "ghi ga bai",
    "Mbps": "mê ga bít một giây",
    "Mb/s": "mê ga bít một giây",
    "°C": "độ xê",
    "ºC": "độ xê",
    "oC": "độ xê",
    "℃": "độ xê",
    "°N": "độ vĩ Bắc",
    "°B": "độ vĩ Bắc",
    "°E": "độ kinh Đông",
    "°Đ": "độ kinh Đông",
    "°": "độ",
    "%": "phần trăm",
    "‰": "phần nghìn",
    "đ": "đồng",
    "vnđ": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "vnd": "đồng",
    "trđ": "triệu đồng",
    "tr": "triệu",
    "k": "nghìn đồng",
    "USD": "đô la Mỹ",
    "$": "đô la Mỹ",
    "h": "giờ",
    "ph": "phút",
    "s": "giây",
    "'": "phút",
    "’": "phút",
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_FIGURE = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d]|[.,]\d)"

_UNIT_RANGE = re.compile(rf"(?<=\d)({_UNIT})\s?[-–—]\s?(?=\d)")
_RANGE = re.compile(
    rf"(?<![\w/.,\-–])({_FIGURE})\s?[-–—]\s?(?={_FIGURE}(?![\w]*[/\-–]\d))"
)
_NAMED_RANGE = re.compile(r"\b(\w+)(\s+\d+)\s?[-–—]\s?(?=\1\s+\d)", re.IGNORECASE)
_BELOW_ZERO = re.compile(
    rf"(?<![^\s(])(?<!\d\s)[-\u2212](?={_FIGURE}\s?(?:°|º|oC|℃|độ|đồng|đ(?!\w)|%|tỷ|triệu"
    rf"|tr(?!\w)|nghìn|đến\s[-\u2212]?\d))"
)
_WITH_UNIT = re.compile(rf"(?<!\w)({_FIGURE})\s?({_UNIT})(?!\w)")
_UNIT_AFTER_SLASH = re.compile(rf"(?<=[^\W\d_])\s?/\s?({_UNIT})(?!\w)")
_SHARE = re.compile(rf"(?<![\w/.,])({_FIGURE})\s?/\s?({_FIGURE})(?![\w/])")
_WITHIN = re.compile(r"(?<=[^\W\d_])\s?/\s?(?=\d)")
_PART_OF = re.compile(r"\s+(?:số|tổng|diện tích|dân số|thời gian|quãng|chặng)\b")
_LIST = re.compile(r"(?<![\w.,])\d+(?:,\d+){2,}(?![\w])")
_DOTTED = re.compile(r"(?<![\w.])\d+(?:\.\d+)+(?!\w|,\d)")
_ROOM = re.compile(r"(?<![\w.])P\.\s?(?=\d)")
_NUMBER = re.compile(_FIGURE)
_FIRST = re.compile(r"\bthứ\s+0?1(?!\w|[.,]\d)", re.IGNORECASE)
_BETWEEN_FIGURES = re.compile(r"(?<=\d)(?:\s?/\s?|:)(?=\d)")
_CODE = re.compile(
    r"(?<![\w.])(?=[\w.\-]{0,40}[A-ZĐ])(?=[\w.\-]{0,40}\d)"
    r"[A-ZĐ\d]{1,20}(?:[.\-][A-ZĐ\d]{1,20}){1,9}(?![\w-])"
)
_PLATE = re.compile(r"(?<![\w.])\d{2}\s?-?\s?[A-ZĐ]{1,2}\d?[\s.\-]\d{3}\.?\d{2}(?!\w)")
_SCORE = re.compile(
    r"\b((?:tỷ|tỉ) số\s+)(\d{1,2})\s?[-–]\s?(\d{1,2})(?!\w)", re.IGNORECASE
)
_DONG_AFTER_WORD = re.compile(r"\b(nghìn|triệu|tỷ|tỉ)\s+đ(?!\w)")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[A-ZĐ]+")
_LONELY_DIGITS = re.compile(r"\d+")

_ROMAN_PLACES = (
    "mục|phần|chương|quý|khóa|khoá|thế kỷ|phụ lục|kỳ|kì|hạng|vùng|khu vực|nhóm|cấp|"
    "loại|bậc|đợt|tập|mẫu|đội|giai đoạn|quyển|điều|tiểu mục|lớp|tổ|khối|bước|đại hội"
)
_ROMAN_PLACED = re.compile(
    rf"\b((?i:{_ROMAN_PLACES}))(\s+(?:số\s+)?)((?=[IVXLC])(?:XC|XL|L?X{{0,3}})(?:IX|IV|V?I{{0,3}}))(?!\w)"
)
_ROMAN_ORDINAL = re.compile(
    r"\b((?i:thứ))(\s+)((?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))(?!\w)"
)
_ROMAN_BARE = re.compile(r"(?<![\w'’.])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_ROMAN_HEADING = re.compile(
    r"^(\s*)((?=[IVX])X{0,3}(?:IX|IV|V?I{0,3}))(?=[.,)/])", re.MULTILINE
)
_ORDINALS = {1: "nhất", 4: "tư"}


def speak_romans(text: str) -> str:
    """Return `text` with Roman numerals in words: mục III, lần thứ IV, II."""
    text = _ROMAN_PLACED.sub(
        lambda m: m[1] + m[2] + number_in_words(roman_value(m[3])), text
    )
    text = _ROMAN_ORDINAL.sub(lambda m: m[1] + m[2] + _ordinal(roman_value(m[3])), text)
    text = _ROMAN_HEADING.sub(lambda m: m[1] + number_in_words(roman_value(m[2])), text)
    return _ROMAN_BARE.sub(lambda m: number_in_words(roman_value(m.group())), text)


def speak_amounts(text: str) -> str:
    """Return `text` without a figure left: each is read with its unit."""
    text = _PLATE.sub(_spoken_code, text)
    text = _CODE.sub(_spoken_code, text)
    text = _ROOM.sub("phòng ", text)
    text = _SCORE.sub(r"\1\2 \3", text)
    text = _DONG_AFTER_WORD.sub(r"\1 đồng", text)
    text = _LIST.sub(lambda m: m.group().replace(",", ", "), text)
    text = _WITHIN.sub(" trong ", text)
    text = _NAMED_RANGE.sub(r"\1\2 đến ", text)
    text = _UNIT_RANGE.sub(r"\1 đến ", text)
    text = _RANGE.sub(r"\1 đến ", text)
    text = _BELOW_ZERO.sub("âm ", text)
    text = _UNIT_AFTER_SLASH.sub(lambda m: f" mỗi {UNITS[m[1]]}", text)
    text = _WITH_UNIT.sub(lambda m: f"{figure_in_words(m[1])} {UNITS[m[2]]}", text)
    text = _UNIT_AFTER_SLASH.sub(lambda m: f" mỗi {UNITS[m[1]]}", text)
    text = _FIRST.sub(lambda m: m.group()[:-1].rstrip("0") + "nhất", text)
    text = _SHARE.sub(_spoken_share, text)
    text = _BETWEEN_FIGURES.sub(" trên ", text)
    text = _DOTTED.sub(_spoken_dotted, text)
    text = _NUMBER.sub(_spoken_figure, text)
    text = _LONELY_DIGITS.sub(lambda m: f" {digits_in_words(m.group())} ", text)
    return text.replace("%", " phần trăm ")


def _ordinal(number: int) -> str:
    return _ORDINALS.get(number, number_in_words(number))


def _spoken_share(match: re.Match[str]) -> str:
    part, whole = (figure_in_words(figure) for figure in match.groups())
    is_part = _PART_OF.match(words_after(match))
    return f"{part} {'phần' if is_part else 'trên'} {whole}"


def _spoken_dotted(match: re.Match[str]) -> str:
    """Read grouped thousands as one number, version and index numbers by part."""
    if _NUMBER.fullmatch(match.group()):
        return figure_in_words(match.group())
    return " chấm ".join(map(figure_in_words, match.group().split(".")))


def _spoken_code(match: re.Match[str]) -> str:
    """Read a file number such as H56.12-260105-0007 letter by letter."""
    parts = _LETTERS_OR_DIGITS.findall(match.group())
    return ", ".join(spell(p) if p.isalpha() else digits_in_words(p) for p in parts)


def _spoken_figure(match: re.Match[str]) -> str:
    """Put a space where letters touch the figure: "QL45" is said in two parts."""
    words = figure_in_words(match.group())
    text, start, end = match.string, match.start(), match.end()
    before = " " if start and text[start - 1].isalpha() else ""
    after = " " if end < len(text) and text[end].isalpha() else ""
    return before + words + after
