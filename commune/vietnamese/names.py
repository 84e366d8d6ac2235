"""Names of people: order in lists and forms that show less.

A Vietnamese name is họ – đệm – tên: family name first, given name last. Lists
go by given name, then family name, then what stands between.
"""

import unicodedata

# The 29 letters of the alphabet with f, j, w, z (loan names) in their places.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {sign: f"{rank:02d}" for rank, sign in enumerate("0123456789" + _LETTERS, 10)}
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_LEVEL_TONE = 1
_QUALITY_MARKS = "\u0306\u0302\u031b"
_END_OF_PART = "00"
SORT_KEY_MAX_LENGTH = 250


def name_sort_key(full_name: str) -> str:
    """Return digits whose plain string order is the Vietnamese order of names.

    Given name, family name, middle names; letters as in the alphabet (a ă â …
    d đ …), then the tones ngang, huyền, hỏi, ngã, sắc, nặng within a syllable.
    At most SORT_KEY_MAX_LENGTH characters, all of them 0-9, so that every
    database collation sorts them alike. Case and spacing do not count.
    """
    family, middle, given = _split(full_name)
    parts = ([given], [family], middle)
    key = _END_OF_PART.join("".join(map(_word_key, part)) for part in parts)
    return key[:SORT_KEY_MAX_LENGTH]


def given_name(full_name: str) -> str:
    """Return the given name, by which a person is addressed."""
    return _split(full_name)[2]


def mask_name(full_name: str) -> str:
    """Return "Nguyễn T. H." for "Nguyễn Thị Hoa"; a single name becomes "H."."""
    family, middle, given = _split(full_name)
    initials = [f"{word[0].upper()}." for word in [*middle, given] if word]
    return " ".join(([family] if family else []) + initials)


short_name = mask_name  # one rule, for callers that shorten and callers that hide


def _split(full_name: str) -> tuple[str, list[str], str]:
    words = unicodedata.normalize("NFC", full_name).split()
    if not words:
        return "", [], ""
    if len(words) == 1:
        return "", [], words[0]
    return words[0], words[1:-1], words[-1]


def _word_key(word: str) -> str:
    """Return the ranks of the letters and, as "0" and a digit, the tone.

    The tone stands after the letters and below all of them: An, Án, Anh.
    """
    if not word:
        return ""
    tone = _LEVEL_TONE
    letters: list[str] = []
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in _TONES:
            tone = _TONES[sign]
        elif sign in _QUALITY_MARKS and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        elif not unicodedata.combining(sign):
            letters.append(sign)
    return "".join(map(_letter_key, letters)) + f"0{tone}"


def _letter_key(letter: str) -> str:
    if letter in _RANKS:
        return _RANKS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _RANKS:
        return _RANKS[base]
    return f"99{ord(letter):08d}" if letter.isalnum() else ""
