"""Reading aloud with the office's own abbreviations."""

from datetime import date

from django.utils import timezone

from commune.models import SpeechAbbreviation
from commune.vietnamese import speech


def abbreviations(*, on: date | None = None) -> dict[str, str]:
    """Return how abbreviations are read: what ships, and over it the office's rows.

    A row that the office has ended or switched off is not read from what ships either.
    """
    rows = SpeechAbbreviation.objects.all()
    known = set(rows.values_list("short", flat=True))
    words = {k: v for k, v in speech.COMMON_ABBREVIATIONS.items() if k not in known}
    valid = rows.valid(on=on or timezone.localdate())
    return words | {
        # "TP.Huế" has no space of its own.
        short: f"{spoken} " if short.endswith(".") else spoken
        for short, spoken in valid.values_list("short", "spoken")
    }


def speak(text: str, *, say_links: bool = False) -> str:
    """Return `text` in words that can be read aloud; `commune.vietnamese.speech`."""
    return speech.speak(text, abbreviations(), say_links=say_links)


def unknown_abbreviations(text: str) -> list[str]:
    """Return what would be spelled by letters, for an editor to explain."""
    return speech.unknown_abbreviations(text, abbreviations())
