"""The sample procedures that ship as YAML: list fields and, for some, full details."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

LEVELS = ("full", "partial", "in_person")  # toàn trình, một phần, trực tiếp
AUDIENCES = ("people", "organisations", "both")
UNITS = ("hour", "day", "working_day", "month")

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class DossierItem:
    """One paper of a dossier; `form` names the form to fill in, or is empty."""

    name: str
    originals: int
    copies: int
    form: str = ""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    number: int
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in đồng; 0 with a condition says who pays nothing."""

    amount: int
    condition: str
    legal_basis: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What the official list lacks and a resident needs.

    `for_whom` says in words who may apply; `audience` is one of AUDIENCES.
    """

    summary: str
    for_whom: str
    audience: str
    level: str
    office: str
    steps: tuple[str, ...]
    documents: tuple[DossierItem, ...]
    time_limit: TimeLimit
    fees: tuple[Fee, ...]
    result: str
    legal_basis: tuple[str, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One sample procedure; `details` is None where only the list fields are known."""

    code: str
    name: str
    field: str
    issuer: str
    agencies: tuple[str, ...]
    synonyms: tuple[str, ...]
    details: Details | None


@cache
def sample_catalogue() -> tuple[Entry, ...]:
    """Return the shipped sample procedures, in the order of their files."""
    folder = files("cms") / "data" / "procedures"
    pages = sorted(folder.iterdir(), key=lambda page: page.name)
    return tuple(
        entry
        for page in pages
        if page.name.endswith(".yaml")
        for entry in parse(yaml.load(page.read_text("utf-8"), Loader=_Loader))  # noqa: S506 - a safe loader
    )


def parse(data: Mapping) -> Iterator[Entry]:
    """Yield the entries of one file: a field, its issuer, agencies and procedures."""
    for item in data["procedures"]:
        yield Entry(
            code=item["code"],
            name=item["name"],
            field=data["field"],
            issuer=data["issuer"],
            agencies=tuple(item.get("agencies") or data["agencies"]),
            synonyms=tuple(item.get("synonyms", ())),
            details=_details(item["details"]) if "details" in item else None,
        )


def _details(data: Mapping) -> Details:
    lists = {
        "steps": tuple(data["steps"]),
        "documents": tuple(DossierItem(**row) for row in data["documents"]),
        "time_limit": TimeLimit(**data["time_limit"]),
        "fees": tuple(Fee(**row) for row in data["fees"]),
        "legal_basis": tuple(data["legal_basis"]),
    }
    return Details(**{**data, **lists})
