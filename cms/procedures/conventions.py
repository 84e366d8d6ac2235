"""The import's own knowledge of column headings, footers and agency names, as data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from commune.vietnamese import fold, nfc

_FORMERLY = re.compile(r"\s*\([^()]*\bcũ\s*\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Conventions:
    """Folded spellings → what they mean."""

    columns: Mapping[str, str]
    footers: tuple[str, ...]
    agencies: Mapping[str, str]

    def agency(self, name: str) -> str:
        """Return the portal's spelling of an agency; an unknown one only tidied.

        "Bộ xây dựng (Giao thông vận tải cũ)" is read without its bracket.
        """
        tidy = one_line(name)
        present = _FORMERLY.sub("", tidy)
        return (
            self.agencies.get(fold(tidy)) or self.agencies.get(fold(present)) or present
        )


@cache
def shipped() -> Conventions:
    """Return the conventions that come with the package."""
    text = (files("cms") / "data" / "procedure_import.yaml").read_text(encoding="utf-8")
    return parse(yaml.safe_load(text))


def parse(data: Mapping) -> Conventions:
    """Build conventions from the shape of `cms/data/procedure_import.yaml`."""
    return Conventions(
        columns={
            fold(heading): column
            for column, headings in data["columns"].items()
            for heading in headings
        },
        footers=tuple(fold(word) for word in data["footers"]),
        agencies=dict(_agency_spellings(data["agencies"])),
    )


def _agency_spellings(agencies: Iterable[Mapping]) -> Iterable[tuple[str, str]]:
    for agency in agencies:
        for spelling in (
            agency["name"],
            *agency.get("aliases", ()),
            *agency.get("former", ()),
        ):
            yield fold(spelling), agency["name"]


def one_line(text: str) -> str:
    """Return `text` in NFC on one line, every run of white space one space."""
    return " ".join(nfc(text).split())
