"""Written notices turned into what a loudspeaker says."""

import math
import re
from collections.abc import Mapping

from commune.vietnamese.clean import nfc
from commune.vietnamese.speech import letters, links, signs
from commune.vietnamese.speech.abbreviations import COMMON_ABBREVIATIONS
from commune.vietnamese.speech.amounts import speak_amounts, speak_romans
from commune.vietnamese.speech.documents import speak_documents
from commune.vietnamese.speech.moments import speak_moments
from commune.vietnamese.speech.numerals import number_in_words
from commune.vietnamese.syllables import is_syllable

__all__ = [
    "COMMON_ABBREVIATIONS",
    "SYLLABLES_PER_MINUTE",
    "count_syllables",
    "number_in_words",
    "reading_seconds",
    "speak",
    "unknown_abbreviations",
]

SYLLABLES_PER_MINUTE = 200
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)


def speak(
    text: str,
    abbreviations: Mapping[str, str] = COMMON_ABBREVIATIONS,
    *,
    say_links: bool = False,
) -> str:
    """Return `text` in words that can be read aloud, one line a paragraph.

    Figures, dates, times, telephone and document numbers, money, units, Roman
    numerals and abbreviations become words; of signs only those of a pause
    stay. Abbreviations that `abbreviations` lacks are spelled by letters; web
    addresses are dropped unless `say_links`.
    """
    text = _with_words(text, abbreviations, say_links=say_links)
    text = letters.spell_letters(text)
    return signs.finish_sentences(signs.drop_signs(text))


def unknown_abbreviations(
    text: str, abbreviations: Mapping[str, str] = COMMON_ABBREVIATIONS
) -> list[str]:
    """Return what `speak` would spell by letters, for an editor to explain."""
    return letters.unknown_letters(_with_words(text, abbreviations, say_links=False))


def count_syllables(spoken: str) -> int:
    """Return the number of syllables of a text that `speak` has returned."""
    return sum(map(_syllables_of, _WORD.findall(nfc(spoken))))


def reading_seconds(
    spoken: str, syllables_per_minute: int = SYLLABLES_PER_MINUTE
) -> int:
    """Return how long reading `spoken` aloud takes, in seconds rounded up."""
    return math.ceil(count_syllables(spoken) * 60 / syllables_per_minute)


def _with_words(text: str, abbreviations: Mapping[str, str], *, say_links: bool) -> str:
    text = _SPACES.sub(" ", nfc(text).replace("\u00ad", ""))
    text = links.speak_links(text) if say_links else links.drop_links(text)
    text = links.speak_phones(signs.prepare_lines(text))
    text = speak_moments(speak_documents(text, abbreviations))
    text = letters.expand_abbreviations(text, abbreviations)
    text = speak_amounts(signs.speak_signs(speak_romans(text)))
    return signs.speak_slashes(text)


def _syllables_of(word: str) -> int:
    return 1 if is_syllable(word) else max(1, len(_VOWELS.findall(word)))
