"""Texts typed in TCVN3 (.VnTime) or VNI fonts, found and turned into Unicode.

Old spreadsheets hold "NguyÔn" or "Nguyeãn" for "Nguyễn". Letters such as é and
ô are right in both worlds, so a column is judged and converted as a whole.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from commune.vietnamese.syllables import is_syllable

# The letters of TCVN 5712:1993 at A1 … FF. At AD, where Unicode has the
# invisible soft hyphen, stands "ư".
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậ"
    "èỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS)}
_TCVN3[0x3BC] = _TCVN3[0xB5]  # "µ" that a program took for the Greek letter

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_ROOF, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROOFS = {
    "â": _ROOF,
    "á": _ROOF + _ACUTE,
    "à": _ROOF + _GRAVE,
    "å": _ROOF + _HOOK,
    "ã": _ROOF + _TILDE,
    "ä": _ROOF + _DOT,
}
_VNI_BREVES = {
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_MARKS = _VNI_TONES | _VNI_ROOFS | _VNI_BREVES
_VNI_SINGLES = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_PAIR_OR_SINGLE = re.compile(
    rf"(a)([{''.join(_VNI_MARKS)}])"
    rf"|([eo])([{''.join(_VNI_TONES | _VNI_ROOFS)}])"
    rf"|([uyôö])([{''.join(_VNI_TONES)}])"
    rf"|[{''.join(_VNI_SINGLES)}]",
    re.IGNORECASE,
)


_MARKED_WORD = re.compile(r"(?=.*[A-Za-z]).*[^\x00-\x7f]")
_A_FEW_FOREIGN_WORDS = 4  # a quarter of the words must gain, or it was chance


class LegacyEncoding(StrEnum):
    """The encodings, the one that is rarely right by chance first."""

    VNI = "vni"
    TCVN3 = "tcvn3"


def detect_legacy(texts: Iterable[str]) -> LegacyEncoding | None:
    """Return the old encoding of a column of texts, None when it is Unicode.

    An encoding is told by its fruit: read through it, more words must become
    possible Vietnamese syllables than were so before. Hand over the texts as
    they came: cleaning them of invisible signs would remove a letter.
    """
    words = {
        word for text in texts for word in text.split() if _MARKED_WORD.match(word)
    }
    gains = {encoding: _gain(words, encoding) for encoding in LegacyEncoding}
    best = max(LegacyEncoding, key=gains.__getitem__)
    return best if gains[best] * _A_FEW_FOREIGN_WORDS > len(words) else None


def legacy_of_font(font_name: str) -> LegacyEncoding | None:
    """Return the encoding that a font stands for: .VnTime TCVN3, VNI-Times VNI."""
    name = font_name.strip().lower()
    if name.startswith(".vn"):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if name.startswith("vni-") else None


def is_capital_font(font_name: str) -> bool:
    """Tell whether the font shows capitals for small letters, as .VnTimeH does."""
    name = font_name.strip()
    return name.lower().startswith(".vn") and name.endswith("H")


def from_legacy(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """Return `text` in Unicode NFC, in capitals when its font showed such."""
    readers = {LegacyEncoding.TCVN3: _from_tcvn3, LegacyEncoding.VNI: _from_vni}
    converted = readers[LegacyEncoding(encoding)](text)
    return converted.upper() if capitals else converted


def _from_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_TCVN3))


def _from_vni(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _VNI_PAIR_OR_SINGLE.sub(_vni_letter, composed))


def _vni_letter(match: re.Match[str]) -> str:
    base, mark = match.group()[0], match.group()[1:]
    small = _VNI_SINGLES.get(base.lower(), base.lower())
    letter = small.upper() if base.isupper() else small
    return letter + _VNI_MARKS.get(mark.lower(), "")


def _gain(words: set[str], encoding: LegacyEncoding) -> int:
    """Return how many more of `words` read as syllables once converted."""
    changed = {word: from_legacy(word, encoding) for word in words}
    before = sum(map(_reads_well, changed))
    return sum(map(_reads_well, changed.values())) - before


def _reads_well(word: str) -> bool:
    bare = word.strip(".,;:()\"'!?-")
    return is_syllable(bare) and (
        bare.islower() or bare.istitle() or (bare.isupper() and len(bare) > 1)
    )
