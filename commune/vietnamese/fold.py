"""Folding: one spelling for search and for finding duplicates."""

import re
import unicodedata

_D_WITH_STROKE = str.maketrans("Đđ", "dd")
_MARKS_AND_INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\ufeff]"
)
_NOT_A_WORD = re.compile("[^0-9a-z]+")


def fold(text: str) -> str:
    """Return `text` as lower-case ASCII words separated by one space.

    "Thôn Mỹ Ré" and "thon  my-re" fold to the same string, so a resident who
    types without a Vietnamese keyboard still finds the page. Accepts NFC and
    NFD alike; folding twice changes nothing.
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFD", text.translate(_D_WITH_STROKE))
        text = _MARKS_AND_INVISIBLE.sub("", decomposed)
    return _NOT_A_WORD.sub(" ", text.lower()).strip()
