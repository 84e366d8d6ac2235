"""Numbers of official documents: "15/2025/QĐ-UBND"."""

import re
from collections.abc import Mapping

from commune.vietnamese.speech.nearby import words_after, words_before
from commune.vietnamese.speech.numerals import digits_in_words, number_in_words

KINDS = {
    "BB": "biên bản",
    "BC": "báo cáo",
    "CT": "chỉ thị",
    "CTr": "chương trình",
    "CV": "công văn",
    "CĐ": "công điện",
    "GM": "giấy mời",
    "GP": "giấy phép",
    "HD": "hướng dẫn",
    "KH": "kế hoạch",
    "KL": "kết luận",
    "NQ": "nghị quyết",
    "NĐ": "nghị định",
    "PA": "phương án",
    "PL": "pháp lệnh",
    "QC": "quy chế",
    "QĐ": "quyết định",
    "TB": "thông báo",
    "TT": "thông tư",
    "TTLT": "thông tư liên tịch",
    "TTr": "tờ trình",
    "ĐA": "đề án",
}
_NUMBER = re.compile(
    r"(?<![\w/])(\d{1,5})(?:/(\d{4}))?/"
    r"([A-ZĐ][A-Za-zĐ]*\d{0,2}(?:\s?-\s?[A-ZĐ][A-Za-zĐ]*\d{0,2}|&[A-ZĐ]+)*)(?![\w/])"
)
_PARTY_NUMBER = re.compile(
    r"(?<![\w/])(\d{1,4})-([A-ZĐ][A-Za-zĐ]{0,3})/([A-ZĐ]{2,10})(?![\w/])"
)
_OF_A_FORM = re.compile(r"\b(?:mẫu|biểu)(?: số)?\s$", re.IGNORECASE)
_ASSEMBLY_TERM = re.compile(r"(QH|UBTVQH)(\d{1,2})")
_ASSEMBLY = {"QH": "Quốc hội", "UBTVQH": "Ủy ban Thường vụ Quốc hội"}


def speak_documents(text: str, abbreviations: Mapping[str, str]) -> str:
    """Return `text` with document numbers said.

    "Quyết định số 15/2025/QĐ-UBND" becomes "Quyết định số mười lăm, năm hai
    nghìn không trăm hai mươi lăm của Ủy ban nhân dân". Kind and issuer are
    named only where the words around have not named them. Unknown issuers keep their
    letters for the reader of abbreviations. The Party writes "04-HD/BTCTW".
    """

    def spoken(match: re.Match[str]) -> str:
        number, year, code = match.groups()
        if _OF_A_FORM.search(words_before(match)):
            return f"{_plain_number(number)}, {code}"
        kind, issuers = _kind_and_issuers(code)
        parts = [_plain_number(number)]
        if year:
            parts.append("năm " + number_in_words(int(year)))
        if kind and not _is_named(kind, words_before(match)):
            parts.append(KINDS[kind])
        names = [_issuer(code, abbreviations) for code in issuers]
        said = ", ".join(parts)
        is_told = not issuers or _are_named(issuers + names, words_after(match))
        return said if is_told else f"{said} của {' '.join(names)}"

    return _NUMBER.sub(spoken, _PARTY_NUMBER.sub(r"\1/\2-\3", text))


def _plain_number(number: str) -> str:
    if number.startswith("0"):
        return digits_in_words(number)
    return number_in_words(int(number))


def _kind_and_issuers(code: str) -> tuple[str, list[str]]:
    parts = re.split(r"\s?-\s?|&", code)
    kind = parts.pop(0) if parts[0] in KINDS else ""
    return kind, parts


def _issuer(part: str, abbreviations: Mapping[str, str]) -> str:
    if term := _ASSEMBLY_TERM.fullmatch(part):
        return f"{_ASSEMBLY[term[1]]} khóa {number_in_words(int(term[2]))}"
    return abbreviations.get(part, part)


def _are_named(issuers: list[str], after: str) -> bool:
    """Tell whether the words that follow name the issuer anyway."""
    return any(
        re.search(rf"của {re.escape(issuer)}(?!\w)", after) for issuer in issuers
    )


def _is_named(kind: str, before: str) -> bool:
    return KINDS[kind] in before.lower() or bool(
        re.search(rf"(?<!\w){kind}(?!\w)", before)
    )
