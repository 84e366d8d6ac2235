"""What somebody typed into a search box, and how it fits a text. Pure: no Django."""

import re
import unicodedata
from dataclasses import dataclass

from commune.vietnamese import fold, nfc

LONGEST_QUERY = 100

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as shown again, `folded` for the index, `marked` with its marks."""

    text: str
    folded: str
    marked: str

    @property
    def is_empty(self) -> bool:
        return not self.folded

    @property
    def has_marks(self) -> bool:
        return self.marked != self.folded

    @property
    def marked_words(self) -> list[str]:
        """Return the words typed with a mark: these must stand in the text so."""
        return [word for word in self.marked.split() if fold_marked(word) != word]


def read(raw: str) -> Query:
    """Return a harmless query from whatever came with the address."""
    text = " ".join(nfc(raw[: LONGEST_QUERY * 4]).split())[:LONGEST_QUERY].strip()
    return Query(text=text, folded=fold(text), marked=mark(text))


def mark(text: str) -> str:
    """Return the words of `text` in lower case with marks, each tone as a digit.

    The tone stands after its syllable, so "hòa" and "hoà" are one word, as are NFC and
    NFD. Words are separated by one space.
    """
    return " ".join(_marked_word(word) for word in _WORD.findall(nfc(text).lower()))


def fold_marked(word: str) -> str:
    """Return a marked word without its tone digit and its other marks."""
    return fold(word[:-1] if _has_tone(word) else word)


def contains(marked_text: str, phrase: str) -> bool:
    """Say whether whole words of `phrase` follow one another in `marked_text`."""
    return f" {phrase} " in f" {marked_text} "


def with_synonyms(folded: str, synonyms: dict[str, str]) -> list[str]:
    """Return further folded queries in which an alias gives way to its words."""
    found = []
    for alias, words in synonyms.items():
        if contains(folded, alias):
            swapped = f" {folded} ".replace(f" {alias} ", f" {words} ").strip()
            if swapped != folded:
                found.append(swapped)
    return found


def _has_tone(word: str) -> bool:
    return len(word) > 1 and word[-1] in "23456" and word[:-1].isalpha()


def _marked_word(word: str) -> str:
    if word.isascii():
        return word
    tone = ""
    letters = []
    for sign in unicodedata.normalize("NFD", word):
        if sign in _TONES:
            tone = _TONES[sign]
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)) + tone
