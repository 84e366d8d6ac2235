"""Abbreviations and single letters, said aloud."""

import re
from collections.abc import Mapping

from commune.vietnamese.fold import fold
from commune.vietnamese.syllables import is_syllable

_NAMES = {
    "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "F": "ép", "G": "giê", "H": "hát",
    "J": "gi", "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "P": "pê", "Q": "quy",
    "R": "rờ", "S": "ét", "T": "tê", "V": "vê", "W": "vê kép", "X": "ích", "Z": "dét",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[aeiouy]")
_LONGEST_ACRONYM = 6
_ENDS_OPEN = re.compile(r"\W$")
_ROAD = re.compile(r"quốc lộ|tỉnh lộ|hương lộ|đường|ki lô mét", re.IGNORECASE)


def expand_abbreviations(text: str, abbreviations: Mapping[str, str]) -> str:
    """Return `text` with each key of `abbreviations` replaced by its words.

    Case counts and the longest key wins. A key stands alone between signs or
    spaces; figures may follow only what names a road ("QL45"), for "BC15" is no
    report but a kind of rice.
    """
    keys = sorted(filter(None, abbreviations), key=len, reverse=True)
    if not keys:
        return text
    pattern = "|".join(_as_pattern(key) for key in keys)

    def words(match: re.Match[str]) -> str:
        spoken = abbreviations[match.group()]
        following = match.string[match.end() : match.end() + 1]
        if following.isdigit() and match.group()[-1].isalpha():
            return f"{spoken} " if _ROAD.match(spoken) else match.group()
        return spoken + (" " if following.isalnum() else "")

    return re.sub(rf"(?<!\w)(?:{pattern})", words, text)


def unknown_letters(text: str) -> list[str]:
    """Return the words of `text` that can only be spelled, each once."""
    return list(dict.fromkeys(w for w in _WORD.findall(text) if _is_spelled(w)))


def spell_letters(text: str) -> str:
    """Return `text` with what no voice can say as a word spelled by letters."""
    return _WORD.sub(
        lambda m: spell(m.group()) if _is_spelled(m.group()) else m.group(), text
    )


def spell(word: str) -> str:
    """Return "GCN" as "giê xê nờ"."""
    return " ".join(_NAMES.get(letter, letter.lower()) for letter in word.upper())


def _as_pattern(key: str) -> str:
    return re.escape(key) + ("" if _ENDS_OPEN.search(key) else r"(?![^\W\d_])")


def _is_spelled(word: str) -> bool:
    if is_syllable(word):
        return False
    if not _VOWEL.search(fold(word)):
        return True
    return word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM
